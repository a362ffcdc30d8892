//! What is offered next, and the words that say why.

pub mod due;
pub mod feature;
mod feelings;
mod first_times;
pub mod fitting;
mod going;
mod growth;
pub mod here;
pub mod history_rows;
pub mod leaning;
mod pastimes;
pub mod reason_text;
pub mod recommend;
mod refusals;
mod sequels;
mod strain;

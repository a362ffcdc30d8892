//! What somebody was given by those who accompany them: notes to keep, offers of a step, an order for their ladder.

mod answering;
pub mod card;
pub mod feature;
pub mod offers;
pub mod orders;
pub mod pages;
pub mod paths;

//! Who helps, by country, and the calm page after heavy words.

pub mod after_saving;
pub mod feature;
pub mod pages;
pub mod paths;

pub use after_saving::{after_giving, after_saving};

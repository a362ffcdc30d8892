//! The notebook: where each of the things somebody keeps is found again.

pub mod feature;
pub mod pages;

//! What somebody removed, in one place, for as long as it can be brought back.

pub mod feature;
pub mod pages;
pub mod paths;

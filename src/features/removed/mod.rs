//! What somebody removed, in one place, for as long as it can be brought back; and what they want gone at once.

pub mod feature;
pub mod for_good;
pub mod for_good_pages;
pub mod pages;
pub mod paths;
pub mod store;
pub mod traces;

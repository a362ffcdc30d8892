//! The library of steps, to look through and to search; *never* and *set aside*.

pub mod feature;
pub mod filter;
pub mod finding;
pub mod list;
pub mod pages;
pub mod paths;
pub mod preferences;

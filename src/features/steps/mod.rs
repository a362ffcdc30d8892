//! The library of steps, to look through; *never* and *set aside*.

pub mod feature;
pub mod list;
pub mod pages;
pub mod paths;
pub mod preferences;

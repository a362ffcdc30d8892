//! A summary for the next talk: some days, and what of them goes along. It is seen on one page first; then it is printed, made
//! into a PDF or shown to somebody. Unless it is shown, nothing of it is kept.

pub mod compose;
mod face;
pub mod feature;
pub mod file;
pub mod form;
mod layout;
mod lines;
pub mod pages;
mod paper;
pub mod paths;
mod pdf;
pub mod preview;
mod rows;
mod tags;

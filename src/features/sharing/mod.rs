//! Consent one can see through: what somebody shows, to whom, until when, and how it looks to them.

pub mod as_they_see;
pub mod asleep;
pub mod bring;
pub mod bring_one;
pub mod bring_pages;
pub mod choose;
pub mod compose;
mod ended;
pub mod feature;
pub mod form;
pub mod give;
mod give_summary;
pub mod looks;
pub mod overview;
pub mod paths;
pub mod preview;
pub mod sentence;

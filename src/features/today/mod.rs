//! Today: the check-in, one suggestion, and the answer to it.

pub mod answer;
pub mod check_in;
pub mod day;
pub mod feature;
pub mod leads;
pub mod open_attempts;
pub mod pages;
pub mod paths;
pub mod state;

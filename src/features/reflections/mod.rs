//! Trying a step and looking back on it.

pub mod attempt;
pub mod calendar;
pub mod evidence;
pub mod evidence_page;
pub mod feature;
pub mod form;
pub mod look_back_form;
pub mod one_tap;
pub mod pages;
pub mod paths;
pub mod reply;

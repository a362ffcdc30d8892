//! The ladder: one’s own order of steps, and steps of one’s own.

pub mod feature;
pub mod own_step_form;
pub mod own_step_pages;
pub mod pages;
pub mod paths;

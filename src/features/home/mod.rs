//! The pages about Handrail itself, and the way out.

pub mod feature;
pub mod pages;

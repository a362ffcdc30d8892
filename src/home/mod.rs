//! The pages about Handrail itself, and the way out.

pub mod pages;

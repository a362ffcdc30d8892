//! What is being tried, by itself.

pub mod store;

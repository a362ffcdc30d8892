//! Practice: for now, what steadies.

pub mod pages;

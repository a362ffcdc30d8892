//! The steadying plan: what is easier to think of before a heavy time than in it.

pub mod edit;
pub mod feature;
pub mod form;
pub mod pages;
pub mod paths;
pub mod sections;

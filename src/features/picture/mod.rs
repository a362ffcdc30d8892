//! What Handrail believes of somebody, in plain sentences that can each be corrected.

pub mod feature;
pub mod pages;
pub mod paths;

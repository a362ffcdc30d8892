//! How Handrail looks and behaves for one person, and the devices they are signed in on.

pub mod appearance;
pub mod devices;
pub mod feature;
pub mod pages;
pub mod paths;
pub mod zone;

//! The ladder that only a lost key opens. There is one each, so that another one would take its place.

pub mod store;

//! Handrail: gentle connection goals, on one's own machine.
//!
//! A request comes in at [`server::router`], a guard in [`members::sessions`] turns its cookie into a person who can open
//! their own things, a handler in one of the [`features`] reads like a sentence, the [`model`] decides without a clock or a
//! database, one store in [`records`] writes, one template answers. Imports run one way: a file knows its own folder and the
//! floors below, of which [`base`] is the lowest and [`server`] the highest.

pub mod base;
pub mod features;
pub mod members;
pub mod model;
pub mod records;
pub mod server;
pub mod web;

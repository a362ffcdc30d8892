//! One’s own order of steps, in the database.

pub mod store;

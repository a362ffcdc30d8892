//! Check-ins and suggestions, in the database.

pub mod store;

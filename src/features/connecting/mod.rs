//! Letting somebody in, knowing that it is them, and parting: what both sides of a connection do.

pub mod feature;
pub mod opening;
pub mod paths;
pub mod sides;

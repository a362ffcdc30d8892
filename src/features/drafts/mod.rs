//! What was begun and not sent: finding it again, letting it go, bringing it back; and what was left without a session.

pub mod feature;
pub mod left;
pub mod pages;
pub mod paths;

//! What was begun and not sent: finding it again, letting it go, bringing it back.

pub mod feature;
pub mod pages;
pub mod paths;

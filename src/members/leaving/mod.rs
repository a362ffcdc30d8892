//! Leaving for good. What somebody kept may be more than is taken away at once. So first their account is shut, with every key
//! of theirs, which makes all of it unreadable; the rest goes part by part, after the next start too.

pub mod store;

//! How much a row may say. Forms hold it where something is written; what is taken in from a file has seen no form.

/// What opens to no more than its form lets through.
pub trait Bounded {
    fn within_limits(&self) -> bool;
}

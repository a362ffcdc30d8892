//! A day: everything of a person's that its page shows. It is read at once, since each query is a hop to another thread
//! and back, and these hops are most of what the page costs.

pub mod store;

use super::CheckIn;
use super::store::Kept;
use crate::people::Person;
use crate::people::naming::Namings;
use crate::people::rhythms::Rhythm;
use crate::reflections::{Attempted, Reflected};
use crate::sealed::SealedRow;
use crate::steps::own::OwnStep;

/// What is there on a day.
#[derive(Debug, Default)]
pub struct Day {
    /// How it began, once somebody has checked in.
    pub check_in: Option<SealedRow<CheckIn>>,
    /// What was suggested.
    pub suggestions: Vec<Kept>,
    /// What was begun lately and not looked back on, the latest first.
    pub trying: Vec<SealedRow<Attempted>>,
    /// What was looked back on so lately that a reply may be asked about.
    pub told: Vec<SealedRow<Reflected>>,
    /// The steps they made for themselves, among which these may be.
    pub own_steps: Vec<SealedRow<OwnStep>>,
    /// Those who matter, of whom one may be named.
    pub people: Vec<SealedRow<Person>>,
    /// What comes round on some day.
    pub rhythms: Vec<SealedRow<Rhythm>>,
    /// Who was named when.
    pub namings: Option<SealedRow<Namings>>,
}

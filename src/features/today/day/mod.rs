//! A day: everything of a person's that its page shows. It is read at once, since each query is a hop to another thread
//! and back, and these hops are most of what the page costs.

pub mod store;

use crate::base::sealed::SealedRow;
use crate::features::people::Person;
use crate::features::people::mentions::Namings;
use crate::features::people::rhythms::Rhythm;
use crate::model::reflection::{Attempted, Reflected};
use crate::model::steps::own::OwnStep;
use crate::model::suggestion::CheckIn;
use crate::records::suggestions::store::Kept;

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

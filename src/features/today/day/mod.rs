//! A day: everything of a person's that its page shows. It is read at once, since each query is a hop to another thread
//! and back, and these hops are most of what the page costs.

pub mod store;

use crate::base::sealed::SealedRow;
use crate::features::people::Contact;
use crate::features::people::mentions::Mentions;
use crate::features::people::rhythms::Rhythm;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::steps::own::OwnStep;
use crate::model::suggestion::CheckIn;
use crate::records::suggestions::store::StoredSuggestion;

#[derive(Debug, Default)]
pub struct DayRecords {
    /// How it began, once somebody has checked in.
    pub check_in: Option<SealedRow<CheckIn>>,
    /// How the days before began on which something may have been prepared that leads on.
    pub begun: Vec<SealedRow<CheckIn>>,
    pub suggestions: Vec<StoredSuggestion>,
    /// What was begun lately and not looked back on, the latest first.
    pub trying: Vec<SealedRow<Attempt>>,
    /// What was looked back on so lately that a reply may be asked about, or that it may lead on.
    pub told: Vec<SealedRow<Reflection>>,
    /// What of it was tried so lately that it may lead on.
    pub tried: Vec<SealedRow<Attempt>>,
    /// The steps they made for themselves, among which these may be.
    pub own_steps: Vec<SealedRow<OwnStep>>,
    /// Those who matter, of whom one may be named.
    pub people: Vec<SealedRow<Contact>>,
    pub rhythms: Vec<SealedRow<Rhythm>>,
    pub namings: Option<SealedRow<Mentions>>,
}

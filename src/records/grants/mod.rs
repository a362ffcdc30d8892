//! Consents: what somebody lets another see, from when on and until when. Each is one sentence to its owner.

pub mod lasting;
pub mod store;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::{NO_DAY, Private, SealedRow, seal};
use crate::base::words::form_words;
use crate::members::asleep::SleepCause;
use crate::members::sessions::guard::Member;
use crate::web::error::PageResult;

/// How long before its end a consent's owner is told of it, in seconds.
const ENDS_SOON: i64 = 7 * 24 * 60 * 60;

form_words! {
    /// What is let along.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ConsentKind {
        /// One thing that is kept.
        One = "one",
        /// Whatever of a kind is written from then on.
        Kind = "kind",
        Ladder = "ladder",
        Measure = "measure",
        Summary = "summary",
        Bring = "bring",
    }
}

/// What its owner said of a consent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantTerms {
    /// Whether people’s names go along.
    pub names: bool,
    /// Whether what was written on a look back stays behind.
    pub without_note: bool,
    /// The names of people who were removed, which stay behind though nothing else is known of them any more.
    pub forgotten: BTreeSet<String>,
    /// The one thing it is for.
    pub about: Option<Id>,
    /// The number of the measure it is for.
    pub measure: Option<u8>,
    /// The summary it is for.
    pub summary: Option<SummaryTerms>,
    /// Whether its owner was told that it ends soon.
    pub told: bool,
    /// What stands beside it in the file, as it was when it was given.
    pub vouched: Option<VouchedGrant>,
}

/// What of a consent can be read in the file. It is sealed as well, so that nobody who can write there makes it another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VouchedGrant {
    connection: Id,
    what: String,
    kind: Option<String>,
    /// In seconds since 1970, as both times in the file.
    began_at: i64,
    ends_at: i64,
}

/// What its owner knows of a summary that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryTerms {
    /// The first and the last day it is of.
    pub from: Date,
    pub to: Date,
    /// The own rows that its parts are copies of, in their order.
    pub holds: Vec<Id>,
}

impl VouchedGrant {
    fn of(connection: Id, what: ConsentKind, kind: Option<String>, began_at: Timestamp, ends_at: Timestamp) -> Self {
        let (began_at, ends_at) = (began_at.as_second(), ends_at.as_second());
        Self { connection, what: what.word().to_owned(), kind, began_at, ends_at }
    }
}

impl GrantTerms {
    /// Where an own row stands in the summary that is shown, if it does.
    pub fn place_in_summary(&self, id: Id) -> Option<usize> {
        self.summary.as_ref()?.holds.iter().position(|held| *held == id)
    }
}

impl Private for GrantTerms {
    const NAME: &'static str = "grants";
}

/// A consent as its owner finds it.
#[derive(Debug)]
pub struct Grant {
    pub id: Id,
    pub connection: Id,
    pub what: ConsentKind,
    /// The kind it is for, where it is for one.
    pub kind: Option<String>,
    pub began_at: Timestamp,
    pub ends_at: Timestamp,
    /// Whether nobody sees anything by it until its owner says so again.
    pub asleep: bool,
    /// Why it sleeps, where it does and that was kept.
    pub slept_by: Option<SleepCause>,
    row: SealedRow<GrantTerms>,
}

/// A consent that is about to be given.
pub struct NewGrant {
    pub id: Id,
    pub connection: Id,
    pub what: ConsentKind,
    pub kind: Option<String>,
    pub ends_at: Timestamp,
    pub terms: GrantTerms,
}

impl Grant {
    /// What its owner said of it; none where it does not open, or was made another one in the file: then nothing goes along
    /// by it.
    pub fn terms(&self, member: &Member) -> Option<GrantTerms> {
        let terms = self.row.open(member.keyring()).ok()?;
        (terms.vouched.as_ref() == Some(&self.as_read())).then_some(terms)
    }

    fn as_read(&self) -> VouchedGrant {
        VouchedGrant::of(self.connection, self.what, self.kind.clone(), self.began_at, self.ends_at)
    }

    /// Whether something is shown by it now.
    pub fn is_live(&self, now: Timestamp) -> bool {
        !self.asleep && self.ends_at > now
    }

    /// Whether something that was first written then, in milliseconds since 1970, was written under it.
    pub fn is_since(&self, written_at: i64) -> bool {
        written_at / 1000 >= self.began_at.as_second()
    }

    pub fn ends_soon(&self, now: Timestamp) -> bool {
        self.is_live(now) && self.ends_at.as_second() - now.as_second() <= ENDS_SOON
    }
}

/// Gives a consent from now on, as it is to be read by what follows in the same write.
pub async fn give(write: &mut Write, member: &Member, mut new: NewGrant) -> PageResult<Option<Grant>> {
    let vouched = VouchedGrant::of(new.connection, new.what, new.kind.clone(), member.asked_at(), new.ends_at);
    new.terms.vouched = Some(vouched);
    let sealed = seal(member.keyring(), new.id, NO_DAY, 1, &new.terms)?;
    if !store::add(write, member.id(), &new, member.asked_at(), &sealed).await? {
        return Ok(None);
    }
    Ok(store::one(write, member.id(), new.id).await?)
}

/// Keeps what was said of a consent anew.
pub async fn change_terms(write: &mut Write, member: &Member, grant: &Grant, terms: &GrantTerms) -> PageResult<()> {
    let next = grant.row.revision.saturating_add(1);
    let sealed = seal(member.keyring(), grant.id, NO_DAY, next, terms)?;
    store::change_terms(write, member.id(), grant.id, next, &sealed).await?;
    Ok(())
}

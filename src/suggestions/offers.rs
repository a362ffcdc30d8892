//! Brings history, library and scheduler together inside one write: what is offered next, and to whom it fits.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::history::{History, THERAPY_ONE_IN};
use super::scheduler::{Offer, Person, Rung, Today, Why};
use super::{Suggested, store};
use crate::app::App;
use crate::clock::day_number;
use crate::db::Write;
use crate::ids::Id;
use crate::reflections;
use crate::sealed::seal;
use crate::sessions::guard::Member;
use crate::steps::{Kind, Size};
use crate::web::error::Answer;
use crate::web::form::new_id;

/// Everything the scheduler needs to choose for one person on one day.
#[derive(Debug)]
pub struct Desk {
    person: Person,
    today: Today,
    rungs: Vec<Rung>,
    seed: u64,
}

/// Where an offer goes when the present one is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Something clearly easier.
    Smaller,
    /// Something of another kind.
    Different,
}

impl Desk {
    /// Reads what happened so far and folds it. Rows that do not open are passed over.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn set(app: &App, read: &mut SqliteConnection, member: &Member, day: Date) -> Answer<Self> {
        let (library, keyring, owner) = (&app.library, member.keyring(), member.id());
        let mut history = History::default();
        for row in store::check_ins(read, owner).await? {
            if let Ok(check_in) = row.open(keyring) {
                history.add_check_in(day_number(row.day), &check_in);
            }
        }
        let mut offers = Vec::new();
        for row in store::suggestions(read, owner).await? {
            if let Ok(suggested) = row.open(keyring) {
                history.add_suggestion(day_number(row.day), &suggested, library);
                offers.push((suggested.at, suggested.step));
            }
        }
        for pair in reflections::store::pairs(read, owner).await? {
            let Ok(attempted) = pair.attempt.open(keyring) else { continue };
            let reflected = pair.reflection.and_then(|row| Some((day_number(row.day), row.open(keyring).ok()?)));
            let reflected = reflected.as_ref().map(|(day, reflected)| (*day, reflected));
            history.add_attempt(day_number(pair.attempt.day), &attempted, reflected, library);
        }
        let profile = member.profile();
        let mut rungs = library.rungs_for(profile);
        if therapy_was_offered(app, offers) {
            rungs.retain(|rung| rung.kind != Kind::Therapy as u8);
        }
        let (person, today) = history.person(&profile.barriers, library, day_number(day));
        Ok(Self { person, today, rungs, seed: seed_of(owner.0) })
    }

    /// The next suggestion, or why there is none.
    ///
    /// # Errors
    /// The reason for resting.
    pub fn offer(&self, asked: bool, at: i64) -> Result<Suggested, Why> {
        match self.person.offer(&self.rungs, &self.today, asked, self.seed) {
            Offer::Rest(why) => Err(why),
            Offer::Steps { main, why, .. } => self.suggest(main, why, asked, at).ok_or(Why::LowEnergy),
        }
    }

    /// What to show in place of `present`, if there is something.
    #[must_use]
    pub fn turn(&self, present: &Suggested, turn: Turn, at: i64) -> Option<Suggested> {
        let here = self.position(present)?;
        let beside = self.person.beside(here, &self.rungs, &self.today, self.seed);
        let to = match turn {
            Turn::Smaller => beside.smaller,
            Turn::Different => beside.other,
        };
        self.suggest(to?, present.why, true, at)
    }

    /// Whether an offer that is open may still stand: the day's energy may have changed since.
    #[must_use]
    pub fn still_fits(&self, present: &Suggested) -> bool {
        self.position(present).is_some_and(|here| self.person.may_stand(here, &self.rungs, &self.today))
    }

    fn position(&self, suggested: &Suggested) -> Option<usize> {
        self.rungs.iter().position(|rung| rung.step == suggested.step && rung.size == suggested.size.number())
    }

    fn suggest(&self, rung: usize, why: Why, asked: bool, at: i64) -> Option<Suggested> {
        let side = self.person.guess(rung, &self.rungs, self.today.energy).hardest_side();
        let rung = self.rungs.get(rung)?;
        let sized = *Size::ALL.get(usize::from(rung.size))?;
        Some(Suggested { step: rung.step, size: sized, why, side, asked, at, answer: None })
    }
}

/// Opens a suggestion, in place of whatever was open.
///
/// # Errors
/// If the database or the vault fails.
pub async fn open(write: &mut Write, member: &Member, day: Date, suggested: &Suggested) -> Answer<Id> {
    let id = new_id();
    let sealed = seal(member.keyring(), id, 1, suggested)?;
    store::close_open(write, member.id()).await?;
    store::add_suggestion(write, member.id(), id, day, &sealed).await?;
    Ok(id)
}

/// Whether one of the last six offers was of the kind that needs a therapist.
fn therapy_was_offered(app: &App, mut offers: Vec<(i64, u32)>) -> bool {
    offers.sort_unstable();
    let is_therapy = |step: &u32| app.library.step(*step).is_some_and(|step| step.kind == Kind::Therapy);
    offers.iter().rev().take(THERAPY_ONE_IN - 1).any(|(_, step)| is_therapy(step))
}

/// Breaks near-ties differently from person to person, and always the same for one.
fn seed_of(owner: Id) -> u64 {
    owner.as_bytes().iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

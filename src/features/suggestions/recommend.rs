//! Brings history, library and scheduler together: what is offered next, and to whom it fits.

mod alternative;
mod ground;
mod next;

use std::collections::BTreeSet;

use jiff::civil::Date;
use tokio::runtime::Handle;

use super::due::Due;
use super::fitting::Fitting;
use super::growth::OutgrownSizes;
use super::history_rows::HistoryRows;
use super::leaning;
use crate::base::clock::{day_number, local_hour};
use crate::base::db::Write;
use crate::base::ids::{Id, seed_of};
use crate::base::sealed::seal;
use crate::features::people::mentions::{self, Naming};
use crate::members::sessions::guard::Member;
use crate::model::ladder::Ladder;
use crate::model::picture::Picture;
use crate::model::profile::Profile;
use crate::model::scheduler::{Energy, Person, Rung, SIDES, Today, Why};
use crate::model::step_records::{Ground, StepRecords};
use crate::model::steps::{Library, Mark, Size, SizedStep, Step};
use crate::model::suggestion::{PriorAnswer, Suggestion};
use crate::model::surroundings::Surroundings;
use crate::records::suggestions::store;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;

/// Up to which answer a side was said to be possible only a little: 1 of 0 to 3.
const LITTLE_POSSIBLE: u8 = 1;

/// Everything the scheduler needs to choose for one person on one day.
#[derive(Debug)]
pub struct Recommender {
    library: Library,
    person: Person,
    today: Today,
    rungs: Vec<Rung>,
    seed: u64,
    told: Option<(PriorAnswer, Rung)>,
    records: StepRecords,
    ladder: Ladder,
    /// The steps and sizes that were suggested of late.
    lately: BTreeSet<(u32, u8)>,
    /// Those that come after all others.
    last_of_all: BTreeSet<(u32, u8)>,
    /// Those that do not suit the day as it is now; what is open may be one of them.
    unsuited: BTreeSet<(u32, u8)>,
    /// Those that were too much when they last said: nothing that asks less.
    hurt: BTreeSet<(u32, u8)>,
    /// Whether things are kept soft, after something that was too much.
    soft: bool,
    /// Whether it is time for something that reaches somebody.
    outward: bool,
    /// Whether nothing was too much for a week.
    rested: bool,
    /// What is ready for a larger size.
    growth: OutgrownSizes,
    /// Who is around and what their days are like.
    surroundings: Surroundings,
    /// What was said to speak for each suggestion so far.
    said: Vec<Option<Ground>>,
    /// What it is time for.
    due: Due,
    /// How often they turned from something today.
    turned_from: usize,
    /// The sides they said do not come easily.
    told_sides: [bool; SIDES],
    /// Whether this day, or this week, has had as many unasked suggestions as were wished for.
    enough: bool,
}

/// What is to be suggested next.
pub struct Prepared {
    suggested: Suggestion,
    naming: Option<Naming>,
}

impl Recommender {
    /// Reads what happened so far and folds it, on a thread of its own, as much may have happened. It takes a reader of its
    /// own too: nobody is kept from writing meanwhile. Rows that do not open are passed over.
    pub async fn load(app: &App, member: &Member, day: Date) -> PageResult<Self> {
        let (app, member) = (app.clone(), member.clone());
        let hour = local_hour(app.now(), member.zone());
        let folding = tokio::task::spawn_blocking(move || {
            let told = Handle::current().block_on(async {
                let mut read = app.db.read().await?;
                HistoryRows::read(&app, &mut read, &member).await
            })?;
            Ok(Self::of(told, member.profile(), seed_of(member.id().0), day, hour))
        });
        folding.await.map_err(|error| PageError::Broken(error.into()))?
    }

    /// Everybody's steps and this person's own.
    pub const fn library(&self) -> &Library {
        &self.library
    }

    /// What may be next on a day, at an hour of theirs (0 to 23).
    pub fn of(told: HistoryRows, profile: &Profile, seed: u64, day: Date, hour: i8) -> Self {
        let enough = told.is_enough(profile, day);
        let HistoryRows { library, mut history, mut offers, ladder, went_well, done, nearly, .. } = told;
        let HistoryRows { felt, feeling, lonely_on, corrections, far_away, here, .. } = told;
        let profile = &profile.with(here);
        for (_, day, corrected) in &corrections {
            history.add_correction(*day, corrected);
        }
        let last = history.last_told(day_number(day));
        let told = last.and_then(|(after, rung)| Some((after, *library.rungs().get(rung)?)));
        let records = history.records().clone();
        let (person, today) = history.person(profile, &library, day_number(day));
        offers.sort_unstable_by_key(|offer| offer.at);
        let feeling = feeling.filter(|(on, _)| *on == day).map(|(_, feeling)| feeling);
        let fitting = Fitting {
            library: &library,
            profile,
            person: &person,
            today: &today,
            day,
            hour,
            offers: &offers,
            done: &done,
            nearly: &nearly,
            felt: &felt,
            feeling: feeling.as_deref(),
            lonely_on,
            ladder: &ladder,
            far_away,
        };
        let mut rungs = fitting.rungs();
        let those = |rungs: &[Rung], holds: &dyn Fn(&Rung) -> bool| -> BTreeSet<(u32, u8)> {
            rungs.iter().filter(|rung| holds(rung)).map(|rung| (rung.step, rung.size)).collect()
        };
        let lately = those(&rungs, &|rung| fitting.was_seen(rung));
        let suits = |rung: &Rung| library.sized(rung).is_some_and(|(step, size)| fitting.suits_the_day(step, size));
        let unsuited = those(&rungs, &|rung| !suits(rung));
        let hurt = those(&rungs, &|rung| {
            library.sized(rung).is_some_and(|(step, size)| fitting.was_last_too_much(step, size))
        });
        let (last_of_all, soft, growth) = (fitting.last_of_all(&rungs), fitting.is_soft(), OutgrownSizes::of(&fitting));
        let (due, outward, rested) = (Due::of(&fitting), fitting.is_led_outward(), fitting.is_rested());
        let turned_from = offers.iter().filter(|offer| offer.day == day && offer.turned_from).count();
        leaning::to_what_is_new(&mut rungs, |rung| fitting.is_unseen(rung));
        leaning::outward(&mut rungs, &today, day, &done);
        leaning::gently(&mut rungs, &today, &library);
        profile.surroundings.weigh(&mut rungs, &library);
        ladder.weigh(&mut rungs, |step| went_well.contains(&step));
        let told_sides = profile.possible.map(|how| how.is_some_and(|how| how <= LITTLE_POSSIBLE));
        Self {
            library,
            person,
            today,
            rungs,
            seed,
            told,
            records,
            ladder,
            lately,
            last_of_all,
            unsuited,
            hurt,
            soft,
            outward,
            rested,
            growth,
            surroundings: profile.surroundings.clone(),
            said: offers.iter().map(|offer| offer.ground).collect(),
            due,
            turned_from,
            told_sides,
            enough,
        }
    }

    pub fn picture(&self) -> Picture<'_> {
        Picture::of(&self.person, &self.library, &self.today)
    }

    /// How hard the gentlest size of a step is thought to be for them; the higher, the harder.
    pub fn hardness(&self, step: u32) -> f64 {
        let sizes = self.library.rungs().iter().enumerate().filter(|(_, rung)| rung.step == step);
        let margins = sizes.map(|(at, _)| self.person.guess(at, self.library.rungs(), None).margin);
        -margins.fold(f64::NEG_INFINITY, f64::max)
    }

    /// What would be suggested now if they asked.
    pub fn next(&self) -> Option<&Step> {
        let next = self.offer(true, 0).ok()?;
        self.library.step(next.step)
    }

    /// Whether an offer that is open may still stand: the day's energy may have changed since.
    pub fn still_fits(&self, present: &Suggestion) -> bool {
        let suits = !self.unsuited.contains(&(present.step, present.size.number()));
        let may_stand = |here| self.person.may_stand(here, &self.rungs, &self.today);
        suits && position(&self.rungs, present).is_some_and(may_stand)
    }

    /// A suggestion with whoever is named beside it, to be opened.
    pub async fn prepared(&self, app: &App, member: &Member, day: Date, suggested: Suggestion) -> PageResult<Prepared> {
        let sized = self.library.step(suggested.step).and_then(|step| Some((step, step.size(suggested.size)?)));
        let naming = match sized {
            Some(sized) => mentions::chosen(&mut *app.db.read().await?, member, sized, suggested.ground, day).await?,
            None => None,
        };
        Ok(Prepared { suggested, naming })
    }

    fn at_will(&self, rungs: &[Rung]) -> Vec<Rung> {
        leaning::at_will(&self.library, &self.ladder, self.due.open(), rungs, &self.today)
    }

    fn has_plenty(&self) -> bool {
        self.today.energy == Some(Energy::Plenty)
    }

    fn no_longer_than(&self, tried: &Rung, rungs: &[Rung]) -> Vec<Rung> {
        rungs.iter().filter(|rung| self.minutes(rung) <= self.minutes(tried)).copied().collect()
    }

    fn minutes(&self, rung: &Rung) -> u16 {
        self.library.sized(rung).map_or(0, |(_, size)| size.minutes)
    }

    /// Whether another size is like this one: no smaller, with company of the same sort or both needing nobody, and coming
    /// to them in the same way.
    fn are_alike(&self, rung: &Rung, (step, size): (u32, Size)) -> bool {
        let this = self.library.sized(rung);
        let other = self.library.step(step).and_then(|step| Some((step, step.size(size)?)));
        this.zip(other).is_some_and(|(this, other)| {
            let company = this.1.around == other.1.around || !this.1.around.is_disjoint(&other.1.around);
            let way = |(step, size): (&Step, &SizedStep)| {
                (size.inner, size.is(Mark::Out), size.occasion, size.approach(step.kind))
            };
            other.1.size >= this.1.size && company && way(this) == way(other)
        })
    }

    fn suggest(&self, rung: usize, rungs: &[Rung], why: Why, at: i64) -> Option<Suggestion> {
        let side = self.person.guess(rung, rungs, self.today.energy).hardest_side();
        let side = side.filter(|side| self.told_sides.get(*side).is_some_and(|told| *told));
        let rung = rungs.get(rung)?;
        Some(Suggestion {
            step: rung.step,
            size: Size::from_number(rung.size)?,
            why,
            side,
            after: None,
            ground: self.ground(rung, why),
            on_ladder: self.ladder.place(rung.step).is_some(),
            softer: self.told.is_some_and(|(_, tried)| rung.load() < tried.load() && self.asks_less(rung, &tried)),
            asked: true,
            at,
            answer: None,
        })
    }
}

fn position(rungs: &[Rung], suggested: &Suggestion) -> Option<usize> {
    rungs.iter().position(|rung| is_of(rung, suggested))
}

fn is_of(rung: &Rung, suggested: &Suggestion) -> bool {
    rung.step == suggested.step && rung.size == suggested.size.number()
}

impl Prepared {
    /// Opens it, in place of whatever was open.
    pub async fn open(&self, write: &mut Write, member: &Member, day: Date) -> PageResult<Id> {
        if let Some(naming) = &self.naming {
            mentions::keep(write, member, naming).await?;
        }
        open(write, member, day, &self.suggested).await
    }
}

async fn open(write: &mut Write, member: &Member, day: Date, suggested: &Suggestion) -> PageResult<Id> {
    let id = new_id();
    let sealed = seal(member.keyring(), id, day, 1, suggested)?;
    store::close_open(write, member.id()).await?;
    store::add_suggestion(write, member.id(), id, day, &sealed).await?;
    Ok(id)
}

#[cfg(test)]
mod tests;

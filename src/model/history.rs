//! What happened, in order, and the scheduler's picture of the person as a fold over it. Pure. The picture is folded
//! anew whenever it is needed, so that editing, deleting or bringing back a reflection needs nothing more.

use std::collections::BTreeMap;

use super::picture::{Correction, CorrectionEntry};
use super::profile::Profile;
use super::reflection::{Attempt, Reflection};
use super::scheduler::{Energy, Felt, LONG_ABSENCE, Outcome, Person, Rung, Today};
use super::step_records::StepRecords;
use super::steps::Library;
use super::suggestion::{CheckIn, PriorAnswer, Suggestion, SuggestionAnswer};

#[derive(Clone, Debug, PartialEq)]
struct TimedEvent {
    /// Milliseconds since 1970.
    at: i64,
    day: i32,
    what: HistoryEvent,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum HistoryEvent {
    Rung(usize, RungEvent),
    Corrected(Correction),
}

/// What happened with one size of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
enum RungEvent {
    Shown { asked: bool },
    AskedSmaller,
    Placed(Felt),
    Reflected { outcome: Outcome, offered: bool, tried_on: i32, after: PriorAnswer },
}

#[derive(Clone, Debug, Default)]
pub struct History {
    happenings: Vec<TimedEvent>,
    /// The days they were here, with the energy they said they had.
    days: BTreeMap<i32, Option<Energy>>,
    records: StepRecords,
}

impl History {
    pub fn add_check_in(&mut self, day: i32, check_in: &CheckIn) {
        self.days.insert(day, check_in.energy);
    }

    pub fn add_suggestion(&mut self, day: i32, suggested: &Suggestion, library: &Library) {
        let Some(rung) = library.rung(suggested.step, suggested.size) else { return };
        self.records.shown(&library.rungs()[rung], suggested.at);
        self.add(suggested.at, day, rung, RungEvent::Shown { asked: suggested.asked });
        let Some(answered) = suggested.answer else { return };
        // Asking costs nothing: leaving what was asked for says nothing about how welcome offers are.
        let offered = !suggested.asked;
        let left = |why, after| RungEvent::Reflected { outcome: Outcome::Left(why), offered, tried_on: day, after };
        match answered.what {
            SuggestionAnswer::Try => {}
            SuggestionAnswer::Smaller => self.add(answered.at, day, rung, RungEvent::AskedSmaller),
            SuggestionAnswer::Different(why) => {
                let after = if answered.nobody { PriorAnswer::Nobody } else { PriorAnswer::Left(why) };
                self.add(answered.at, day, rung, left(why, after));
            }
            SuggestionAnswer::Rest(why) => self.add(answered.at, day, rung, left(why, PriorAnswer::Rested)),
        }
    }

    /// Adds an attempt and what was said about it, if something was and it still stands.
    pub fn add_attempt(
        &mut self,
        day: i32,
        attempted: &Attempt,
        reflected: Option<(i32, &Reflection)>,
        library: &Library,
    ) {
        let Some(rung) = library.rung(attempted.step, attempted.size) else { return };
        self.days.entry(day).or_default();
        self.records.begun(&library.rungs()[rung], attempted.at);
        if let Some(felt) = attempted.expected {
            self.add(attempted.at, day, rung, RungEvent::Placed(felt));
        }
        let tried_on = day;
        let Some((day, reflected)) = reflected else { return };
        if let (None, Some(felt)) = (attempted.expected, reflected.expected) {
            self.add(reflected.at, day, rung, RungEvent::Placed(felt));
        }
        let (outcome, after) = (reflected.outcome(), reflected.after());
        if let Outcome::Done { felt, nourished } = outcome {
            self.records.told(&library.rungs()[rung], reflected.at, felt, nourished);
        }
        if outcome == Outcome::Nearly {
            self.records.nearly(&library.rungs()[rung], reflected.at, reflected.felt);
        }
        let what = RungEvent::Reflected { outcome, offered: attempted.offered, tried_on, after };
        self.add(reflected.at, day, rung, what);
    }

    pub fn add_correction(&mut self, day: i32, corrected: &CorrectionEntry) {
        self.days.entry(day).or_default();
        self.happenings.push(TimedEvent { at: corrected.at, day, what: HistoryEvent::Corrected(corrected.what) });
    }

    fn add(&mut self, at: i64, day: i32, rung: usize, what: RungEvent) {
        self.days.entry(day).or_default();
        self.happenings.push(TimedEvent { at, day, what: HistoryEvent::Rung(rung, what) });
    }

    /// What is known of a day: how far it is from the last one they were here, and the energy they said they had.
    pub fn today(&self, day: i32) -> Today {
        let last = self.days.range(..day).next_back().map(|(last, _)| *last);
        Today {
            day,
            energy: self.days.get(&day).copied().flatten(),
            away_days: last.map_or(0, |last| day.saturating_sub(last)),
        }
    }

    /// What was told last, and of which rung, unless something was suggested since, or it is so long ago that to
    /// come back to it would be counting the days.
    pub fn last_told(&self, day: i32) -> Option<(PriorAnswer, usize)> {
        let of_rung = |happening: &TimedEvent| match happening.what {
            HistoryEvent::Rung(rung, what) => Some((happening.at, happening.day, rung, what)),
            HistoryEvent::Corrected(_) => None,
        };
        let (_, told_on, rung, what) = self.happenings.iter().filter_map(of_rung).max_by_key(|(at, ..)| *at)?;
        if day.saturating_sub(told_on) >= LONG_ABSENCE {
            return None;
        }
        match what {
            RungEvent::Reflected { after, .. } => Some((after, rung)),
            RungEvent::AskedSmaller => Some((PriorAnswer::AskedSmaller, rung)),
            RungEvent::Shown { .. } | RungEvent::Placed(_) => None,
        }
    }

    /// What was told of each step.
    pub const fn records(&self) -> &StepRecords {
        &self.records
    }

    /// The picture as it is on `day`.
    pub fn person(mut self, profile: &Profile, library: &Library, day: i32) -> (Person, Today) {
        let rungs = library.rungs();
        let mut person = start(profile, library);
        let mut begun = None;
        // A stable sort: what one form caused at one moment stays in the order it was added.
        self.happenings.sort_by_key(|happening| happening.at);
        for happening in &self.happenings {
            self.begin(&mut person, &mut begun, happening.day);
            // What it was like belongs to the energy of the day it was tried on, however late it is told.
            let energy = self.today(happening.tried_on()).energy;
            let today = Today { energy, ..self.today(happening.day) };
            match happening.what {
                HistoryEvent::Rung(rung, what) => what.tell(&mut person, rung, rungs, &today),
                HistoryEvent::Corrected(Correction::Fresh) => {
                    person = start(profile, library);
                    person.begin_day(&today);
                }
                HistoryEvent::Corrected(correction) => correction.tell(&mut person),
            }
        }
        self.begin(&mut person, &mut begun, day);
        (person, self.today(day))
    }

    /// Begins `day`, and before it each day they were here without anything happening: coming back counts on the first.
    fn begin(&self, person: &mut Person, begun: &mut Option<i32>, day: i32) {
        if *begun == Some(day) {
            return;
        }
        let since_then = |between: &&i32| **between < day && begun.is_none_or(|begun| **between > begun);
        for between in self.days.keys().filter(since_then) {
            person.begin_day(&self.today(*between));
        }
        person.begin_day(&self.today(day));
        *begun = Some(day);
    }
}

/// The picture before anything was tried, and before any card was sorted: how big things look makes none of the first
/// suggestions sure.
pub fn untold(profile: &Profile, library: &Library) -> Person {
    start(&Profile { cards: Vec::new(), ..profile.clone() }, library)
}

/// The picture before anything happened: what gets in the way, what already feels possible, and how big cards and
/// steps of one's own feel. Changing one of these answers later changes the start, and what followed is told anew.
fn start(profile: &Profile, library: &Library) -> Person {
    let rungs = library.rungs();
    let mut person = Person::new(rungs.len(), &profile.barriers, None);
    if let Some(barrier) = profile.weighs_most.filter(|most| profile.barriers.contains(most)) {
        person.weighs_most(barrier);
    }
    for (side, how) in profile.possible.into_iter().enumerate() {
        if let Some(how) = how {
            person.told(side, how);
        }
    }
    let cards = profile.cards.iter().filter_map(|card| Some((library.rung(card.step, card.size)?, card.feels)));
    person.sorted(&cards.collect::<Vec<_>>(), rungs);
    for step in library.steps() {
        for size in &step.sizes {
            if let (Some(feels), Some(rung)) = (size.feels, library.rung(step.number, size.size)) {
                person.placed(rung, rungs, feels);
            }
        }
    }
    person
}

impl TimedEvent {
    fn tried_on(&self) -> i32 {
        match self.what {
            HistoryEvent::Rung(_, RungEvent::Reflected { tried_on, .. }) => tried_on,
            _ => self.day,
        }
    }
}

impl RungEvent {
    fn tell(self, person: &mut Person, rung: usize, rungs: &[Rung], today: &Today) {
        match self {
            Self::Shown { asked } => person.shown(rung, rungs, today, asked),
            Self::AskedSmaller => person.asked_smaller(rung, rungs, today),
            Self::Placed(felt) => person.placed(rung, rungs, felt),
            Self::Reflected { outcome, offered, .. } => person.reflect(rung, rungs, today, outcome, offered),
        }
    }
}

//! What happened, in order, and the scheduler's picture of the person as a fold over it. Pure. The picture is folded
//! anew whenever it is needed, so that editing, deleting or bringing back a reflection needs nothing more.

use std::collections::BTreeMap;

use super::scheduler::{Barrier, Energy, Felt, Outcome, Person, Rung, Today};
use super::{After, Answer, CheckIn, Suggested};
use crate::reflections::{Attempted, Reflected};
use crate::steps::Library;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
struct Happening {
    /// Milliseconds since 1970.
    at: i64,
    day: i32,
    rung: usize,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    Shown { asked: bool },
    AskedSmaller,
    Placed(Felt),
    Reflected { outcome: Outcome, offered: bool, tried_on: i32, after: After },
}

/// Everything that happened to one person here.
#[derive(Debug, Default)]
pub struct History {
    happenings: Vec<Happening>,
    /// The days they were here, with the energy they said they had.
    days: BTreeMap<i32, Option<Energy>>,
}

impl History {
    /// Adds a check-in.
    pub fn add_check_in(&mut self, day: i32, check_in: &CheckIn) {
        self.days.insert(day, check_in.energy);
    }

    /// Adds a suggestion and its answer.
    pub fn add_suggestion(&mut self, day: i32, suggested: &Suggested, library: &Library) {
        let Some(rung) = library.rung(suggested.step, suggested.size) else { return };
        self.add(suggested.at, day, rung, What::Shown { asked: suggested.asked });
        let Some(answered) = suggested.answer else { return };
        // Asking costs nothing: leaving what was asked for says nothing about how welcome offers are.
        let offered = !suggested.asked;
        let left = |why, after| What::Reflected { outcome: Outcome::Left(why), offered, tried_on: day, after };
        match answered.what {
            Answer::Try => {}
            Answer::Smaller => self.add(answered.at, day, rung, What::AskedSmaller),
            Answer::Different(why) => self.add(answered.at, day, rung, left(why, After::Left(why))),
            Answer::Rest(why) => self.add(answered.at, day, rung, left(why, After::Rested)),
        }
    }

    /// Adds an attempt and what was said about it, if something was and it still stands.
    pub fn add_attempt(
        &mut self,
        day: i32,
        attempted: &Attempted,
        reflected: Option<(i32, &Reflected)>,
        library: &Library,
    ) {
        let Some(rung) = library.rung(attempted.step, attempted.size) else { return };
        self.days.entry(day).or_default();
        if let Some(felt) = attempted.expected {
            self.add(attempted.at, day, rung, What::Placed(felt));
        }
        let tried_on = day;
        let Some((day, reflected)) = reflected else { return };
        if let (None, Some(felt)) = (attempted.expected, reflected.expected) {
            self.add(reflected.at, day, rung, What::Placed(felt));
        }
        let (outcome, after) = (reflected.outcome(), reflected.after());
        let what = What::Reflected { outcome, offered: attempted.offered, tried_on, after };
        self.add(reflected.at, day, rung, what);
    }

    fn add(&mut self, at: i64, day: i32, rung: usize, what: What) {
        self.days.entry(day).or_default();
        self.happenings.push(Happening { at, day, rung, what });
    }

    /// What is known of a day: how far it is from the last one they were here, and the energy they said they had.
    #[must_use]
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
    #[must_use]
    pub fn last_told(&self, day: i32) -> Option<(After, usize)> {
        let last = self.happenings.iter().max_by_key(|happening| happening.at)?;
        if day.saturating_sub(last.day) >= LONG_AGO {
            return None;
        }
        match last.what {
            What::Reflected { after, .. } => Some((after, last.rung)),
            What::AskedSmaller => Some((After::AskedSmaller, last.rung)),
            What::Shown { .. } | What::Placed(_) => None,
        }
    }

    /// The picture as it is on `day`.
    #[must_use]
    pub fn person(mut self, barriers: &[Barrier], library: &Library, day: i32) -> (Person, Today) {
        let rungs = library.rungs();
        let mut person = Person::new(rungs.len(), barriers, None);
        let mut begun = None;
        // A stable sort: what one form caused at one moment stays in the order it was added.
        self.happenings.sort_by_key(|happening| happening.at);
        for happening in &self.happenings {
            self.begin(&mut person, &mut begun, happening.day);
            // What it was like belongs to the energy of the day it was tried on, however late it is told.
            let energy = self.today(happening.tried_on()).energy;
            happening.tell(&mut person, rungs, &Today { energy, ..self.today(happening.day) });
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

impl Happening {
    fn tried_on(&self) -> i32 {
        if let What::Reflected { tried_on, .. } = self.what { tried_on } else { self.day }
    }

    fn tell(&self, person: &mut Person, rungs: &[Rung], today: &Today) {
        match self.what {
            What::Shown { asked } => person.shown(self.rung, rungs, today, asked),
            What::AskedSmaller => person.asked_smaller(self.rung, rungs, today),
            What::Placed(felt) => person.placed(self.rung, rungs, felt),
            What::Reflected { outcome, offered, .. } => person.reflect(self.rung, rungs, today, outcome, offered),
        }
    }
}

/// After how many days what was told is not taken up any more: as long as an absence after which one is welcomed back.
const LONG_AGO: i32 = 14;

//! What is believed about one person: a handful of numbers, and nothing in words.

use serde::{Deserialize, Serialize};

use super::belief::Belief;
use super::rules::within;
use super::{Barrier, Felt, KINDS, Rung, SIDES, Today};

/// Where every side starts before barriers and intake.
const START: Belief = Belief::new(1.5, 0.64);
const KIND_LIKING: Belief = Belief::new(0.0, 0.09);
const STEP_EASE: Belief = Belief::new(0.0, 0.0858);
const RUNG_EASE: Belief = Belief::new(0.0, 0.0367);
/// How much more both differ from one step to the next with a different communication style.
const VARIES_MORE: f64 = 2.0;
const RUNG_LIKING: Belief = Belief::new(0.0, 0.0625);

/// How much harder things look beforehand than they turn out, and how much more so with anxiety.
const LOOKS: Belief = Belief::new(0.4, 0.1);
const ANXIOUS_LOOKS: f64 = 0.4;

/// Uptake at the start, and again after a long absence.
const UPTAKE: f64 = 0.6;
const LOWEST_FRONTIER: u8 = 1;

/// Capacity is doubted a little more each day, up to a variance of 1.
const DOUBT_PER_DAY: f64 = 0.003;
const DOUBT_AFTER_ABSENCE: f64 = 0.15;
const MOST_DOUBT: f64 = 1.0;

/// How many days of offers are remembered: longer than any rule looks back on them.
const MEMORY: u32 = 30;
/// How long a too big or unwanted rung pauses, in days.
pub(super) const PAUSE: u32 = 21;
/// How long a side stays softer after too much, in days.
pub(super) const SOFTER: u32 = 7;

/// Someone, as far as choosing their next step needs.
///
/// What is known of a rung is kept under its step and size, and only once there is something to
/// know, so a person can be stored and opened beside a library that has grown or changed order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub(super) capacity: [Belief; SIDES],
    pub(super) kinds: [Belief; KINDS],
    /// Steps and rungs there is something to know of, in order of number and size.
    steps: Vec<StepBelief>,
    rungs: Vec<RungBelief>,
    pub(super) looks: Belief,
    /// Whether little energy weighs more, as with two of the barriers.
    pub(super) tires_sooner: bool,
    /// Whether one step says less of the next, as with a different communication style.
    varies_more: bool,
    pub(super) uptake: f64,
    pub(super) frontier: u8,
    pub(super) offers: u32,
    begun: Option<i32>,
    pub(super) run: Option<Run>,
    /// Every one that still binds, so that a later one cannot lift an earlier.
    pub(super) too_much: Vec<TooMuch>,
    /// How many words were said of how a step felt, and how far too much was taken for chance among them.
    pub(super) answers: u32,
    pub(super) by_chance: f64,
    /// Suggestions in a row that reached nobody, low days aside.
    pub(super) alone: u32,
    /// Smallest sizes in a row that were easy or okay, since a larger one was shown.
    pub(super) small_and_fine: u32,
    /// All offers of the last 30 days, asked for or not; the last unasked one is among them.
    pub(super) recent: Vec<ShownRung>,
    pub(super) pauses: Vec<Pause>,
}

/// What is known of a step in all its sizes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct StepBelief {
    step: u32,
    ease: Belief,
}

/// What is known of one rung.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct RungBelief {
    step: u32,
    size: u8,
    pub ease: Belief,
    pub liking: Belief,
    /// How often it was easy or okay since its step was last too much.
    pub went_well: u32,
}

/// Identical answers in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Run {
    pub felt: Felt,
    pub length: u32,
}

/// A step that was too much; open until they say of something done that it was not (a step done
/// without a word about it leaves it open).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TooMuch {
    pub day: i32,
    pub notch: u8,
    pub side: Option<usize>,
    pub open: bool,
}

/// A rung that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ShownRung {
    pub day: i32,
    pub step: u32,
    pub size: u8,
    pub kind: u8,
    pub asked: bool,
}

/// A pause for one size of a step, or for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pause {
    pub day: i32,
    pub step: u32,
    pub size: Option<u8>,
}

impl Person {
    /// Someone new. A barrier counts once however often it is named. `intake` says per side how
    /// easy things feel, 0..3 (more counts as 3).
    ///
    /// The number of rungs is not needed: nothing is kept for a rung before it is met.
    pub fn new(_rungs: usize, barriers: &[Barrier], intake: Option<[u8; SIDES]>) -> Self {
        let mut capacity = [START; SIDES];
        for barrier in Barrier::ALL.iter().filter(|barrier| barriers.contains(barrier)) {
            for (side, lower) in capacity.iter_mut().zip(barrier.lowers()) {
                side.mean -= lower;
            }
        }
        let more = if barriers.contains(&Barrier::Anxiety) { ANXIOUS_LOOKS } else { 0.0 };
        let mut person = Self {
            capacity,
            kinds: [KIND_LIKING; KINDS],
            steps: Vec::new(),
            rungs: Vec::new(),
            looks: Belief::new(LOOKS.mean + more, LOOKS.var),
            tires_sooner: barriers.contains(&Barrier::LowEnergy) || barriers.contains(&Barrier::DifferentStyle),
            varies_more: barriers.contains(&Barrier::DifferentStyle),
            uptake: UPTAKE,
            frontier: LOWEST_FRONTIER,
            offers: 0,
            begun: None,
            run: None,
            too_much: Vec::new(),
            answers: 0,
            by_chance: 0.0,
            alone: 0,
            small_and_fine: 0,
            recent: Vec::new(),
            pauses: Vec::new(),
        };
        for (side, said) in intake.into_iter().flatten().enumerate() {
            person.told(side, said);
        }
        person
    }

    /// Begins a day, before its first offer. Beginning the same day again changes nothing; days
    /// in between are made up for; a day that lies before the last one adds no doubt.
    pub fn begin_day(&mut self, today: &Today) {
        if self.begun == Some(today.day) {
            return;
        }
        let last = self.begun.replace(today.day).filter(|&last| last < today.day);
        let passed = last.map_or(0, |last| today.day.abs_diff(last));
        self.doubt(DOUBT_PER_DAY * f64::from(passed));
        if today.long_away() {
            self.frontier = self.frontier.saturating_sub(2).max(LOWEST_FRONTIER);
            self.doubt(DOUBT_AFTER_ABSENCE);
            self.uptake = UPTAKE;
        }
        self.recent.retain(|shown| within(MEMORY, shown.day, today));
        self.too_much.retain(|event| event.open || within(SOFTER, event.day, today));
        self.pauses.retain(|pause| within(PAUSE, pause.day, today));
    }

    /// Whether this rung is pausing, by itself or with its whole step.
    pub fn paused(&self, rung: &Rung, today: &Today) -> bool {
        self.pauses.iter().any(|pause| {
            pause.step == rung.step
                && pause.size.is_none_or(|size| size == rung.size)
                && within(PAUSE, pause.day, today)
        })
    }

    pub(super) fn pause_rung(&mut self, rung: &Rung, today: &Today) {
        self.pause(Pause { day: today.day, step: rung.step, size: Some(rung.size) });
    }

    pub(super) fn pause_step(&mut self, rung: &Rung, today: &Today) {
        self.pause(Pause { day: today.day, step: rung.step, size: None });
    }

    /// Pauses, from the beginning if it pauses already.
    fn pause(&mut self, new: Pause) {
        self.pauses.retain(|pause| (pause.step, pause.size) != (new.step, new.size));
        self.pauses.push(new);
    }

    /// How easy a step has been for them in all its sizes, beyond what its demands say.
    pub(super) fn step_ease(&self, rung: &Rung) -> Belief {
        self.step_place(rung).map_or_else(|_| self.unknown(STEP_EASE), |at| self.steps[at].ease)
    }

    /// The same, to be learnt about.
    pub(super) fn step_ease_mut(&mut self, rung: &Rung) -> &mut Belief {
        let ease = self.unknown(STEP_EASE);
        let at = self.step_place(rung).unwrap_or_else(|at| {
            self.steps.insert(at, StepBelief { step: rung.step, ease });
            at
        });
        &mut self.steps[at].ease
    }

    /// What is known of this rung; the starting beliefs if nothing yet.
    pub(super) fn known(&self, rung: &Rung) -> RungBelief {
        self.place(rung.step, rung.size).map_or_else(|_| self.nothing(rung), |at| self.rungs[at])
    }

    /// The same, to be learnt about.
    pub(super) fn known_mut(&mut self, rung: &Rung) -> &mut RungBelief {
        let nothing = self.nothing(rung);
        let at = self.place(rung.step, rung.size).unwrap_or_else(|at| {
            self.rungs.insert(at, nothing);
            at
        });
        &mut self.rungs[at]
    }

    /// How often a size of a step was easy or okay since the step was last too much.
    pub(super) fn went_well(&self, step: u32, size: u8) -> u32 {
        self.place(step, size).map_or(0, |at| self.rungs[at].went_well)
    }

    /// Counts anew from here, in every size.
    pub(super) fn went_badly(&mut self, step: u32) {
        self.rungs.iter_mut().filter(|known| known.step == step).for_each(|known| known.went_well = 0);
    }

    fn place(&self, step: u32, size: u8) -> Result<usize, usize> {
        self.rungs.binary_search_by_key(&(step, size), |known| (known.step, known.size))
    }

    fn step_place(&self, rung: &Rung) -> Result<usize, usize> {
        self.steps.binary_search_by_key(&rung.step, |known| known.step)
    }

    fn nothing(&self, rung: &Rung) -> RungBelief {
        let Rung { step, size, .. } = *rung;
        RungBelief { step, size, ease: self.unknown(RUNG_EASE), liking: RUNG_LIKING, went_well: 0 }
    }

    /// What is believed of an ease before anything is known.
    fn unknown(&self, ease: Belief) -> Belief {
        if self.varies_more { Belief::new(ease.mean, ease.var * VARIES_MORE) } else { ease }
    }

    fn doubt(&mut self, by: f64) {
        for side in &mut self.capacity {
            side.widen(by, MOST_DOUBT);
        }
    }
}

#[cfg(test)]
mod tests;

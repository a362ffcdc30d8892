mod going;
mod hurt;
mod truth;

use jiff::civil::date;

use super::*;
use crate::base::words::days_before;
use crate::features::suggestions::history_rows::{PastDeed, PastOffer};
use crate::model::history::History;
use crate::model::reflection::{Attempt, AttemptOutcome, Reflection};
use crate::model::scheduler::Felt;
use crate::model::suggestion::CheckIn;

/// A Wednesday, at noon.
const TODAY: Date = date(2026, 3, 11);
const NOON: i8 = 12;
const DAY: i64 = 24 * 60 * 60_000;

/// A suggestion of which nothing else is known.
fn shown(step: u32, size: Size, at: i64) -> Suggestion {
    Suggestion {
        step,
        size,
        why: Why::Known,
        side: None,
        after: None,
        ground: None,
        on_ladder: false,
        softer: false,
        asked: true,
        at,
        answer: None,
    }
}

/// Somebody with a history, and what is suggested to them today.
#[derive(Clone)]
struct Case {
    profile: Profile,
    energy: Energy,
    /// What was tried: the step, its size, how many days ago, how it turned out and how it felt.
    tried: Vec<(&'static str, Size, i32, AttemptOutcome, Option<Felt>)>,
    /// What was suggested, and how many days ago.
    offers: Vec<(&'static str, Size, i32)>,
}

impl Case {
    fn on(energy: Energy) -> Self {
        Self { profile: Profile::default(), energy, tried: Vec::new(), offers: Vec::new() }
    }

    /// Somebody for whom much went well with people, some time ago.
    fn grown(energy: Energy) -> Self {
        let steps =
            ["come-along", "quiet-company", "side-by-side-task", "hand-you-know", "small-rhythm", "which-support"];
        let sizes = [(Size::Smaller, 90), (Size::Regular, 75), (Size::More, 60)];
        let mut grown = Self::on(energy);
        for (size, days) in sizes {
            for (place, slug) in (0..).zip(steps) {
                grown = grown.did(slug, size, days - place, Felt::Okay);
            }
        }
        [100, 99, 98].into_iter().fold(grown, |grown, days| grown.offered("settle-first", Size::Smaller, days))
    }

    fn did(mut self, slug: &'static str, size: Size, days: i32, felt: Felt) -> Self {
        self.tried.push((slug, size, days, AttemptOutcome::Did, Some(felt)));
        self
    }

    fn waits(mut self, slug: &'static str, size: Size, days: i32) -> Self {
        self.tried.push((slug, size, days, AttemptOutcome::NoReplyYet, None));
        self
    }

    fn nearly(mut self, slug: &'static str, size: Size, days: i32, felt: Felt) -> Self {
        self.tried.push((slug, size, days, AttemptOutcome::Nearly, Some(felt)));
        self
    }

    fn offered(mut self, slug: &'static str, size: Size, days: i32) -> Self {
        self.offers.push((slug, size, days));
        self
    }

    fn rows(&self) -> HistoryRows {
        let library = Library::load().unwrap();
        let number = |slug: &str| library.by_slug(slug).unwrap().number;
        let at = |days: i32| i64::from(day_number(days_before(TODAY, days))) * DAY;
        let (mut history, mut offers) = (History::default(), Vec::new());
        for days in 1..40 {
            history.add_check_in(day_number(days_before(TODAY, days)), &CheckIn::unsaid(at(days)));
        }
        history.add_check_in(day_number(TODAY), &CheckIn { energy: Some(self.energy), ..CheckIn::unsaid(at(0)) });
        for (slug, size, days) in &self.offers {
            let (step, day) = (number(slug), days_before(TODAY, *days));
            history.add_suggestion(day_number(day), &shown(step, *size, at(*days)), &library);
            offers.push(PastOffer { at: at(*days), ..PastOffer::of(step, *size, day) });
        }
        let (mut done, mut nearly, mut felt) = (Vec::new(), Vec::new(), Vec::new());
        for (slug, size, days, outcome, feel) in &self.tried {
            let (step, day) = (number(slug), days_before(TODAY, *days));
            let attempted = Attempt { step, size: *size, expected: None, offered: true, at: at(*days) };
            let reflected = Reflection {
                outcome: *outcome,
                expected: None,
                felt: *feel,
                nourishing: None,
                which: BTreeSet::new(),
                note: String::new(),
                at: at(*days) + 1,
                reply: None,
                with: None,
                kept_back: false,
            };
            history.add_attempt(day_number(day), &attempted, Some((day_number(day), &reflected)), &library);
            let deed = PastDeed::of(day, &attempted, &reflected);
            if reflected.was_done() {
                done.push(deed);
            } else {
                nearly.push(deed);
            }
            felt.push(deed);
        }
        done.sort_by_key(|deed: &PastDeed| deed.day);
        felt.sort_by_key(|deed: &PastDeed| deed.at);
        HistoryRows {
            library,
            history,
            offers,
            ladder: Ladder::default(),
            went_well: BTreeSet::new(),
            done,
            nearly,
            felt,
            feeling: None,
            lonely_on: None,
            corrections: Vec::new(),
            far_away: false,
            here: BTreeSet::new(),
        }
    }

    fn recommender(&self) -> Recommender {
        Recommender::of(self.rows(), &self.profile, 7, TODAY, NOON)
    }

    /// What is suggested, by its title, with what is said to speak for it.
    fn next(&self) -> Option<(String, Option<Ground>)> {
        let recommender = self.recommender();
        let next = recommender.offer(true, 0).ok()?;
        Some((recommender.library().step(next.step)?.heading(next.size).to_owned(), next.ground))
    }
}

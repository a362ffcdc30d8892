//! Months of made-up people, lived through the rules alone: many draws in the time of one life in the program.

use std::collections::BTreeSet;

use handrail::base::clock::day_number;
use handrail::base::words::days_before;
use handrail::features::suggestions::history_rows::{HistoryRows, PastDeed, PastOffer};
use handrail::features::suggestions::recommend::Recommender;
use handrail::model::history::History;
use handrail::model::ladder::Ladder;
use handrail::model::profile::Profile;
use handrail::model::reflection::{Attempt, AttemptOutcome, Reflection};
use handrail::model::scheduler::{Barrier, Declined, Energy, Felt, Nourished};
use handrail::model::steps::{Library, SizedStep};
use handrail::model::suggestion::{CheckIn, GivenAnswer, PriorAnswer, Suggestion, SuggestionAnswer};
use jiff::civil::{Date, date};

use super::lives::{Life, Loss};
use crate::support::chance::Chance;

const FIRST_DAY: Date = date(2026, 1, 13);
const MINUTE: i64 = 60_000;
const NOON: i8 = 12;

/// Somebody made up, and what was told so far.
pub struct MadeUp<'a> {
    life: &'a Life,
    library: &'a Library,
    profile: Profile,
    ladder: Ladder,
    seed: u64,
    day: Date,
    at: i64,
    check_ins: Vec<(Date, CheckIn)>,
    suggested: Vec<(Date, Suggestion)>,
    told: Vec<(Date, Attempt, Reflection)>,
}

impl<'a> MadeUp<'a> {
    pub fn of(life: &'a Life, library: &'a Library, seed: u64) -> Self {
        let barriers = life.barriers.iter().filter_map(|word| Barrier::optional(word).ok()?).collect();
        let mut profile = Profile { barriers, ..Profile::default() };
        profile.recent_loss = life.loss == Loss::Told;
        profile.loss_told_on = profile.recent_loss.then_some(FIRST_DAY);
        profile.surroundings.hardly_anyone = life.nobody;
        let mut ladder = Ladder::default();
        if life.ladder {
            ladder.put(library.by_slug("plain-hello").unwrap().number, None);
        }
        let (check_ins, suggested, told) = (Vec::new(), Vec::new(), Vec::new());
        Self { life, library, profile, ladder, seed, day: FIRST_DAY, at: 0, check_ins, suggested, told }
    }

    /// Lives so many days, answering now this, now that.
    pub fn live(&mut self, days: usize) {
        let mut chance = Chance::seeded(self.seed);
        let mut felt = self.life.felt.iter().cycle();
        for day in 0..days {
            // Two weeks away, once.
            let passed = if day == 45 { 16 } else { 1 };
            self.day = days_before(self.day, -passed);
            self.at = i64::from(day_number(self.day)) * 24 * 60 * MINUTE;
            let energy = Energy::optional(self.life.energy[day % 7]).unwrap();
            self.check_ins.push((self.day, CheckIn { energy, ..CheckIn::unsaid(self.at) }));
            let mut next = self.recommender().offer(false, self.at).ok();
            for turn in 1.. {
                let Some(suggested) = next.take() else { break };
                self.suggested.push((self.day, suggested));
                self.at += MINUTE;
                let why = [Declined::TooBig, Declined::NoEnergy, Declined::NoOccasion, Declined::NotForMe][day % 4];
                next = match if turn > 3 { 9 } else { chance.below(12) } {
                    0 => self.answered(SuggestionAnswer::Smaller, false),
                    1 => self.answered(SuggestionAnswer::Different(Declined::Unsaid), false),
                    2 if day % 5 == 4 && !self.life.nobody => {
                        self.answered(SuggestionAnswer::Different(Declined::NoOccasion), true)
                    }
                    2 => self.answered(SuggestionAnswer::Different(why), false),
                    3 => self.answered(SuggestionAnswer::Rest(Declined::Rest), false),
                    _ => {
                        self.answered(SuggestionAnswer::Try, false);
                        let felt = Felt::optional(felt.next().unwrap()).unwrap();
                        self.did(felt, Nourished::optional(["yes", "a-little", "yes", "no", ""][day % 5]).unwrap());
                        let more = chance.below(4) == 0;
                        more.then(|| self.recommender().offer(true, self.at).ok()).flatten()
                    }
                };
            }
        }
    }

    /// For each day with energy after the first week: whether somebody living would have answered or been met.
    pub fn met(&self) -> Vec<(Date, bool)> {
        let low = |day: &Date| self.check_ins.iter().any(|(on, one)| on == day && one.energy == Some(Energy::Low));
        let days: BTreeSet<Date> = self.suggested.iter().map(|(day, _)| *day).collect();
        let met = |day: Date| {
            let those = self.suggested.iter().filter(|(on, _)| *on == day);
            let sizes = those.filter_map(|(_, one)| self.library.step(one.step)?.size(one.size));
            sizes.into_iter().any(SizedStep::is_answered_or_met)
        };
        days.into_iter().skip(7).filter(|day| !low(day)).map(|day| (day, met(day))).collect()
    }

    /// Answers what is open, and says what comes in its place.
    fn answered(&mut self, what: SuggestionAnswer, nobody: bool) -> Option<Suggestion> {
        let at = self.at;
        let (_, open) = self.suggested.last_mut().unwrap();
        open.answer = Some(GivenAnswer { at, what, nobody });
        let after = match what {
            SuggestionAnswer::Smaller => PriorAnswer::AskedSmaller,
            SuggestionAnswer::Different(_) if nobody => PriorAnswer::Nobody,
            SuggestionAnswer::Different(why) => PriorAnswer::Left(why),
            SuggestionAnswer::Try | SuggestionAnswer::Rest(_) => return None,
        };
        let open = open.clone();
        self.at += MINUTE;
        let recommender = self.recommender();
        let instead = recommender.alternative_to(&open, after, self.at);
        instead.or_else(|| if after.asks_less() { None } else { recommender.offer(true, self.at).ok() })
    }

    fn did(&mut self, felt: Option<Felt>, nourishing: Option<Nourished>) {
        let Suggestion { step, size, at, .. } = self.suggested.last().unwrap().1;
        let attempted = Attempt { step, size, expected: None, offered: true, at };
        let reflected = Reflection {
            outcome: AttemptOutcome::Did,
            expected: None,
            felt,
            nourishing,
            which: BTreeSet::new(),
            note: String::new(),
            at: self.at + 30 * MINUTE,
            reply: None,
            with: None,
            kept_back: false,
        };
        self.at += 35 * MINUTE;
        self.told.push((self.day, attempted, reflected));
    }

    fn recommender(&self) -> Recommender {
        Recommender::of(self.rows(), &self.profile, self.seed, self.day, NOON)
    }

    fn rows(&self) -> HistoryRows {
        let (library, mut history) = (self.library.clone(), History::default());
        for (day, check_in) in &self.check_ins {
            history.add_check_in(day_number(*day), check_in);
        }
        for (day, suggested) in &self.suggested {
            history.add_suggestion(day_number(*day), suggested, &library);
        }
        for (day, attempted, reflected) in &self.told {
            let on = day_number(*day);
            history.add_attempt(on, attempted, Some((on, reflected)), &library);
        }
        let low = |day: Date| history.today(day_number(day)).is_low();
        let offers = self.suggested.iter().map(|(day, one)| PastOffer::told(one, *day, low(*day))).collect();
        let done: Vec<_> = self.told.iter().map(|(day, attempted, told)| PastDeed::of(*day, attempted, told)).collect();
        let went_well =
            done.iter().filter(|deed| deed.felt.is_none() || deed.was_fine()).map(|deed| deed.step).collect();
        let felt = done.iter().filter(|deed| deed.felt.is_some()).copied().collect();
        let (ladder, nearly, corrections) = (self.ladder.clone(), Vec::new(), Vec::new());
        let (feeling, lonely_on) = (None, None);
        let far_away = false;
        HistoryRows {
            library,
            history,
            offers,
            ladder,
            went_well,
            done,
            nearly,
            felt,
            feeling,
            lonely_on,
            corrections,
            far_away,
            here: BTreeSet::new(),
        }
    }

    fn is_low(&self, day: Date) -> bool {
        self.check_ins.iter().any(|(on, check_in)| *on == day && check_in.energy == Some(Energy::Low))
    }

    /// The first suggestion of each day that was not low, from the eighth on, and whether it reaches somebody. Soon after
    /// something too much only what does counts.
    pub fn firsts(&self) -> Vec<(Date, &Suggestion, bool)> {
        let mut firsts: Vec<(Date, &Suggestion, bool)> = Vec::new();
        for (day, one) in self.suggested.iter().filter(|(day, _)| !self.is_low(*day)) {
            if firsts.last().is_none_or(|last| last.0 != *day) {
                let rung = &self.library.rungs()[self.library.rung(one.step, one.size).unwrap()];
                firsts.push((*day, one, rung.reaches()));
            }
        }
        let mut firsts = firsts.split_off(firsts.len().min(7));
        firsts.retain(|(day, one, reaches)| *reaches || !self.is_sore(*day, one.at));
        firsts
    }

    /// How many suggestions in the second month were larger than the smallest size, with people; and how many there were.
    pub fn larger_with_people(&self) -> (usize, usize) {
        let since = days_before(FIRST_DAY, -30);
        let second_month: Vec<_> = self.suggested.iter().filter(|(day, _)| *day > since).collect();
        let larger = |(_, one): &&&(Date, Suggestion)| {
            let rung = &self.library.rungs()[self.library.rung(one.step, one.size).unwrap()];
            rung.size > 0 && rung.reaches()
        };
        (second_month.iter().filter(larger).count(), second_month.len())
    }

    fn is_sore(&self, day: Date, at: i64) -> bool {
        let too_much = |told: &Reflection| told.felt == Some(Felt::TooMuch);
        let before = || self.told.iter().filter(|(.., told)| told.at < at);
        before().next_back().is_some_and(|(.., told)| too_much(told))
            || before().any(|(then, _, told)| too_much(told) && (day - *then).get_days() <= 1)
    }
}

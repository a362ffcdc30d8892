//! The long view: what was told, by week or month. Pure. Only what is there is counted; a week without anything is left
//! out, and nothing is compared or aimed at.

pub mod feature;
pub mod monthly_question;
pub mod monthly_question_pages;
pub mod pages;
pub mod paths;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::reflections::evidence::{Forecast, GuessTally};
use crate::base::clock::monday_of;
use crate::model::steps::StepKind;

/// From how many on there is a picture: below that, words say it better.
pub const ENOUGH: usize = 5;
/// How many weeks or months stand below each other.
const ROWS: usize = 12;
/// Up to how many days are told by the week.
const WEEKS_UP_TO: i32 = 70;

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A week, from its Monday.
    Week,
    /// A month, from its first day.
    Month,
}

impl Span {
    /// Weeks for a short time, months for a long one.
    pub fn fitting(days: impl Iterator<Item = Date> + Clone) -> Self {
        let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return Self::Week };
        if first.until(last).is_ok_and(|span| span.get_days() > WEEKS_UP_TO) { Self::Month } else { Self::Week }
    }

    /// The first day of the week or month that a day is in.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Week => monday_of(day),
            Self::Month => day.first_of_month(),
        }
    }
}

/// How often each of three answers was given in a week or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// Its first day.
    pub from: Date,
    pub counts: [usize; 3],
}

/// A part of a bar, in percent of its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BarPart {
    pub from: usize,
    pub wide: usize,
}

impl AnswerRow {
    /// The parts of a bar in which the three stand one after the other and fill it.
    pub fn parts(&self) -> [BarPart; 3] {
        let all = self.counts.iter().sum::<usize>().max(1);
        let mut before = 0;
        self.counts.map(|count| {
            let from = before * 100 / all;
            before += count;
            BarPart { from, wide: before * 100 / all - from }
        })
    }
}

/// The rows of answers, each one of three; none where there are too few for a picture.
pub fn rows(span: Span, answers: &[(Date, usize)]) -> Option<Vec<AnswerRow>> {
    if answers.len() < ENOUGH {
        return None;
    }
    let mut found: BTreeMap<Date, [usize; 3]> = BTreeMap::new();
    for (day, which) in answers {
        if let Some(count) = found.entry(span.start(*day)).or_default().get_mut(*which) {
            *count += 1;
        }
    }
    let rows = found.into_iter().map(|(from, counts)| AnswerRow { from, counts }).collect();
    Some(latest(rows))
}

pub fn whole(answers: &[(Date, usize)]) -> [usize; 3] {
    [0, 1, 2].map(|one| answers.iter().filter(|(_, which)| *which == one).count())
}

/// Guesses and what came of them in a week or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guesses {
    /// Its first day.
    pub from: Date,
    pub tally: GuessTally,
    /// The mean guess: how far down the picture, in tenths of a percent. Too much is the top, easy the foot.
    pub guess_down: usize,
    /// The mean of what came.
    pub was_down: usize,
}

/// The guesses by week or month; none where there are too few for a picture.
pub fn guesses(span: Span, forecasts: &[Forecast]) -> Option<Vec<Guesses>> {
    if forecasts.len() < ENOUGH {
        return None;
    }
    let mut found: BTreeMap<Date, Vec<&Forecast>> = BTreeMap::new();
    for one in forecasts {
        found.entry(span.start(one.day)).or_default().push(one);
    }
    let row = |(from, all): (Date, Vec<&Forecast>)| {
        let down =
            |level: fn(&Forecast) -> usize| 875 - 250 * all.iter().map(|one| level(one)).sum::<usize>() / all.len();
        Guesses {
            from,
            tally: GuessTally::counted(all.iter().copied()),
            guess_down: down(|one| usize::from(one.guess as u8)),
            was_down: down(|one| usize::from(one.was as u8)),
        }
    };
    Some(latest(found.into_iter().map(row).collect()))
}

/// How often each kind of step was tried, the most often first; none where there are too few for a picture.
pub fn kinds(tried: &[StepKind]) -> Option<Vec<(StepKind, usize)>> {
    if tried.len() < ENOUGH {
        return None;
    }
    let count = |kind: StepKind| tried.iter().filter(|one| **one == kind).count();
    let mut counts: Vec<_> =
        StepKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, of)| *of > 0).collect();
    counts.sort_by_key(|(_, of)| std::cmp::Reverse(*of));
    Some(counts)
}

fn latest<T>(mut rows: Vec<T>) -> Vec<T> {
    rows.split_off(rows.len().saturating_sub(ROWS))
}

#[cfg(test)]
mod tests;

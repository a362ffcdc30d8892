//! What leans one way or the other among the sizes that may be suggested, and what comes by itself. Pure. A weight changes
//! how nourishing a size is thought to be and nothing else, so that no rule on what is too much can be moved by it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::history_rows::PastDeed;
use crate::base::words::days_before;
use crate::model::ladder::Ladder;
use crate::model::scheduler::{Energy, Person, Rung, Today};
use crate::model::steps::{Library, Mark, StepKind};

/// How much less weight a size has for each time it was done of late, and the least that is left; how much what is only
/// noticed or done with oneself has on a day that is not low; how much more what is near people in the flesh has. Our own
/// judgement.
const DONE_OF_LATE: f64 = 0.85;
const LEAST: f64 = 0.4;
const ALONE: f64 = 0.5;
const IN_PERSON: f64 = 1.3;

/// How much more what was never suggested has.
const NEVER_SEEN: f64 = 1.25;

/// How much more what settles, and a small sign to somebody they know, has on a low day, and how much less what prepares
/// and what is among people they do not know.
const LOW_DAY_KIND: f64 = 1.5;
const LOW_DAY_OTHER: f64 = 0.6;

/// How much what settles may ask one to put into words.
const LITTLE_SAID: f64 = 0.1;

/// For how many days something done counts as of late.
const OF_LATE: i32 = 60;

/// From which presence on a size is among people in the flesh: about a seat where others are.
const PRESENCE: f64 = 0.5;

/// What a softer step may ask of a side at the most: about a symbol that is tapped.
pub const LITTLE: f64 = 0.4;

/// From how many minutes on something fills an hour, which only a day of plenty has to spare.
const AN_HOUR: u16 = 60;

/// Starting something is the first side, presence the second.
const STARTING_SIDE: usize = 0;
pub const PRESENCE_SIDE: usize = 1;

/// Of those that may be offered and fit, given how surely each is manageable, the surest.
pub fn surest(person: &Person, rungs: &[Rung], today: &Today, fits: impl Fn(&Rung, f64) -> bool) -> Option<usize> {
    let low = |at: usize| person.guess(at, rungs, today.energy).low;
    let may = (0..rungs.len()).filter(|at| person.allowed(*at, rungs, today) && fits(&rungs[*at], low(*at)));
    may.max_by(|one, other| low(*one).total_cmp(&low(*other)))
}

/// Leans towards people and towards what is new, on a day that is not low.
pub fn outward(rungs: &mut [Rung], today: &Today, day: Date, done: &[PastDeed]) {
    if today.is_low() {
        return;
    }
    let since = days_before(day, OF_LATE);
    for rung in rungs {
        let same = |deed: &&PastDeed| (deed.step, deed.size.number()) == (rung.step, rung.size) && deed.day > since;
        let times = i32::try_from(done.iter().filter(same).count()).unwrap_or(i32::MAX);
        let worn = DONE_OF_LATE.powi(times).max(LEAST);
        let oneself = [StepKind::Notice as u8, StepKind::SelfConnection as u8].contains(&rung.kind);
        let alone = if rung.inner && oneself { ALONE } else { 1.0 };
        let present = if !rung.inner && rung.demand[PRESENCE_SIDE] >= PRESENCE { IN_PERSON } else { 1.0 };
        rung.weigh(worn * alone * present);
    }
}

/// Leans towards what was never suggested.
pub fn to_what_is_new(rungs: &mut [Rung], is_unseen: impl Fn(&Rung) -> bool) {
    rungs.iter_mut().filter(|rung| is_unseen(rung)).for_each(|rung| rung.weigh(NEVER_SEEN));
}

/// Leans towards settling and towards small signs to people they know, on a low day.
pub fn gently(rungs: &mut [Rung], today: &Today, library: &Library) {
    if !today.is_low() {
        return;
    }
    for rung in rungs {
        let Some((_, size)) = library.sized(rung) else { continue };
        let rests = rung.inner && size.leads_to.is_none() && !size.is(Mark::Pastime);
        let settles = rests && size.demand.disclosure <= LITTLE_SAID;
        let known = size.around.iter().all(|one| !one.is_stranger()) && !rung.inner;
        rung.weigh(if settles || known { LOW_DAY_KIND } else { LOW_DAY_OTHER });
    }
}

/// Those that can come by themselves: what can be done at will, as what is `open` to them can, does not fill an hour of an
/// ordinary day and is no help to be looked for, or stands on their own ladder. The others can still be turned to.
pub fn at_will(
    library: &Library,
    ladder: &Ladder,
    open: &BTreeSet<(u32, u8)>,
    rungs: &[Rung],
    today: &Today,
) -> Vec<Rung> {
    let plenty = today.energy == Some(Energy::Plenty);
    let waits = |rung: &Rung| {
        let occasion = |asked: bool| asked && !open.contains(&(rung.step, rung.size));
        library.sized(rung).is_some_and(|(_, size)| {
            occasion(size.occasion) || (size.minutes >= AN_HOUR && !plenty) || occasion(size.is(Mark::OnAsking))
        })
    };
    rungs.iter().filter(|rung| !waits(rung) || ladder.place(rung.step).is_some()).copied().collect()
}

/// After something that was too much: of another step the smallest size that asks little of what it asked most of, and
/// that starts nothing with anybody, where there are any.
pub fn softer(rungs: &[Rung], tried: &Rung) -> Vec<Rung> {
    let hardest = (0..tried.demand.len()).max_by(|a, b| tried.demand[*a].total_cmp(&tried.demand[*b]));
    let sides = [Some(STARTING_SIDE), hardest];
    let little = |rung: &Rung| sides.iter().flatten().all(|side| rung.demand[*side] <= LITTLE);
    those(rungs, |rung| rung.size == 0 && rung.step != tried.step && little(rung))
}

/// Those that are with others.
pub fn with_others(rungs: &[Rung]) -> Vec<Rung> {
    rungs.iter().filter(|rung| !rung.inner).copied().collect()
}

/// Those that ask no more than what was shown.
pub fn lighter(rungs: &[Rung], shown: &Rung) -> Vec<Rung> {
    rungs.iter().filter(|rung| rung.load() <= shown.load() && rung.effort <= shown.effort).copied().collect()
}

/// While things are kept soft, the smallest sizes, where there are any.
pub fn smallest(rungs: &[Rung]) -> Vec<Rung> {
    those(rungs, |rung| rung.size == 0)
}

/// Those of which something holds, or else all.
pub fn those(rungs: &[Rung], holds: impl Fn(&Rung) -> bool) -> Vec<Rung> {
    let found: Vec<Rung> = rungs.iter().filter(|rung| holds(rung)).copied().collect();
    if found.is_empty() { rungs.to_vec() } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Rung =
        Rung { step: 1, size: 1, kind: 1, demand: [1.5, 0.5, 2.0, 0.0, 0.0], effort: 0.3, nourish: 0.5, inner: false };
    const SYMBOL: Rung = Rung { step: 2, size: 0, demand: [0.6, 0.0, 0.0, 0.0, 0.0], effort: 0.1, ..CALL };
    const WINDOW: Rung = Rung { step: 3, size: 0, demand: [0.0, 0.3, 0.0, 0.0, 0.0], inner: true, ..SYMBOL };
    const SAME: Rung = Rung { step: 1, ..WINDOW };

    #[test]
    fn softer_is_another_step_that_starts_nothing() {
        assert_eq!(softer(&[CALL, SYMBOL, WINDOW, SAME], &CALL), [WINDOW]);
        assert_eq!(softer(&[CALL, SYMBOL], &CALL), [CALL, SYMBOL], "nothing of the sort is there");
    }

    #[test]
    fn help_by_profession_comes_once_they_put_it_on_their_ladder() {
        let library = Library::load().unwrap();
        let number = library.by_slug("first-talk").unwrap().number;
        let has = |ladder: &Ladder| {
            let today = Today { day: 0, energy: Some(Energy::Some), away_days: 0 };
            let some = at_will(&library, ladder, &BTreeSet::new(), library.rungs(), &today);
            some.iter().any(|rung| rung.step == number)
        };
        let mut ladder = Ladder::default();
        assert!(!has(&ladder));
        ladder.put(number, None);
        assert!(has(&ladder));
    }

    #[test]
    fn an_hour_waits_for_a_day_of_plenty() {
        let library = Library::load().unwrap();
        let rungs = library.rungs();
        let long = |energy| {
            let today = Today { day: 0, energy: Some(energy), away_days: 0 };
            let some = at_will(&library, &Ladder::default(), &BTreeSet::new(), rungs, &today);
            some.iter().filter(|rung| library.sized(rung).unwrap().1.minutes >= AN_HOUR).count()
        };
        assert_eq!(long(Energy::Some), 0);
        assert!(long(Energy::Plenty) > 0);
    }
}

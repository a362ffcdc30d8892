//! What leans one way or the other among the sizes that may be suggested, and what comes by itself. Pure. A weight changes
//! how nourishing a size is thought to be and nothing else, so that no rule on what is too much can be moved by it.

use jiff::civil::Date;

use crate::base::words::days_before;
use crate::model::ladder::Ladder;
use crate::model::scheduler::{Rung, Today};
use crate::model::steps::{Library, Size, StepKind};

/// How much less weight a size has for each time it was done of late, and the least that is left; how much what is only
/// noticed or done with oneself has on a day that is not low; how much more what is near people in the flesh has. Our own
/// judgement.
const DONE_OF_LATE: f64 = 0.85;
const LEAST: f64 = 0.4;
const ALONE: f64 = 0.5;
const IN_PERSON: f64 = 1.3;

/// For how many days something done counts as of late.
const OF_LATE: i32 = 60;

/// From which presence on a size is among people in the flesh: about a seat where others are.
const PRESENCE: f64 = 0.5;

/// What a softer step may ask of a side at the most: about a symbol that is tapped.
const LITTLE: f64 = 0.4;

/// Presence is the second side.
const PRESENCE_SIDE: usize = 1;

/// Leans towards people and towards what is new, on a day that is not low.
pub fn outward(rungs: &mut [Rung], today: &Today, day: Date, done: &[(u32, Size, Date)]) {
    if today.is_low() {
        return;
    }
    let since = days_before(day, OF_LATE);
    for rung in rungs {
        let same =
            |(step, size, on): &&(u32, Size, Date)| (*step, size.number()) == (rung.step, rung.size) && *on > since;
        let times = i32::try_from(done.iter().filter(same).count()).unwrap_or(i32::MAX);
        let worn = DONE_OF_LATE.powi(times).max(LEAST);
        let oneself = [StepKind::Notice as u8, StepKind::SelfConnection as u8].contains(&rung.kind);
        let alone = if rung.inner && oneself { ALONE } else { 1.0 };
        let present = if !rung.inner && rung.demand[PRESENCE_SIDE] >= PRESENCE { IN_PERSON } else { 1.0 };
        rung.weigh(worn * alone * present);
    }
}

/// Those that can come by themselves: what can be done at will, or stands on their own ladder. What waits for an occasion
/// can still be turned to.
pub fn at_will(library: &Library, ladder: &Ladder, rungs: &[Rung]) -> Vec<Rung> {
    let waits = |rung: &Rung| library.sized(rung).is_some_and(|(_, size)| size.occasion);
    rungs.iter().filter(|rung| !waits(rung) || ladder.place(rung.step).is_some()).copied().collect()
}

/// After something that was too much: the smallest sizes that ask little of what it asked most of, where there are any.
pub fn softer(rungs: &[Rung], tried: &Rung) -> Vec<Rung> {
    let hardest = (0..tried.demand.len()).max_by(|a, b| tried.demand[*a].total_cmp(&tried.demand[*b]));
    let little = |rung: &&Rung| rung.size == 0 && hardest.is_none_or(|side| rung.demand[side] <= LITTLE);
    let soft: Vec<Rung> = rungs.iter().filter(little).copied().collect();
    if soft.is_empty() { rungs.to_vec() } else { soft }
}

//! Who could be named beside a step, and which of them. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Amount, Channel, Closeness, Contact, SharedEase};
use crate::base::ids::{Id, seed_of};
use crate::base::split_mix::{GAMMA, finished};
use crate::model::step_records::Ground;
use crate::model::steps::{Approach, Around, Company, ContactKind, Mark, SizedStep, Step, StepKind};

/// What holds for a person on a day, whoever is named.
#[derive(Clone, Copy, Debug)]
pub struct MentionRules<'a> {
    pub never_with: &'a BTreeSet<Company>,
    /// There is someone to be safe from: name only those who are said to be safe.
    pub careful: bool,
    /// Energy is low: nobody who costs much.
    pub low: bool,
    /// Who people known a bit are besides, where it can be only one: those from work, or from next door.
    pub known_from: Option<Around>,
}

/// Who was named beside which step, the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PastMention {
    /// Who.
    pub who: Id,
    /// The day, as a number.
    pub day: i32,
    /// The step's number.
    pub step: u32,
}

/// Whether `person` could be named beside a size of a step: it goes to somebody of their sort, in a way that is theirs.
pub fn fits(person: &Contact, step: &Step, size: &SizedStep, rules: MentionRules<'_>) -> bool {
    let is_heavy = rules.low && person.said.costs == Some(Amount::Much);
    if is_heavy || !person.may_be_named(rules.careful) {
        return false;
    }
    if matches!(person.sort, ContactKind::Place | ContactKind::Pet) {
        return step.is_beside(size, person.sort);
    }
    let (with, around) = tie(person);
    let is_around = size.is_with(around) || is_from_there(person, size, rules);
    let speaks_to_it = person.sort != ContactKind::Group || size.around.is_empty() || size.is(Mark::InAGroup);
    let is_with = step.who.contains(&with) && is_around && speaks_to_it && !rules.never_with.contains(&with);
    let by = |approach| is_a_way(person, size, approach);
    is_with && is_easy(person, step.kind) && size.approach(step.kind).is_some_and(by)
}

/// Whether they are who the reason beside it speaks of, where it speaks of somebody.
pub fn is_meant(person: &Contact, ground: Option<Ground>, known_from: Option<Around>) -> bool {
    let is_a_bit = person.near == Some(Closeness::Acquaintance);
    match (person.sort, ground) {
        (ContactKind::Person | ContactKind::Group, Some(Ground::Around(one))) => {
            tie(person).1 == one || (is_a_bit && known_from == Some(one))
        }
        _ => true,
    }
}

/// Who people known a bit are besides, as was told: where there are both colleagues and neighbours, nobody can say.
pub fn known_from(people: &BTreeSet<Around>) -> Option<Around> {
    let mut from = [Around::Colleagues, Around::Neighbours].into_iter().filter(|one| people.contains(one));
    from.next().filter(|_| from.next().is_none())
}

/// Whether there are people among these of whom it was said how contact works, and none of them is met in the flesh.
pub fn are_far_away<'a>(people: impl IntoIterator<Item = &'a Contact>) -> bool {
    let close = |one: &&Contact| one.sort == ContactKind::Person && !one.has_harmed();
    let mut ways = people.into_iter().filter(close).map(|one| &one.ways).peekable();
    ways.peek().is_some() && ways.all(|ways| !ways.is_empty() && !ways.contains(&Channel::FaceToFace))
}

/// Whether somebody known a bit, and met in the flesh, may be one of those it is for: from work, or from next door.
fn is_from_there(person: &Contact, size: &SizedStep, rules: MentionRules<'_>) -> bool {
    let met = person.ways.contains(&Channel::FaceToFace);
    let from = rules.known_from.is_some_and(|from| size.around.contains(&from));
    person.near == Some(Closeness::Acquaintance) && met && from
}

/// As whom a step knows them. Somebody of whom it was not said is taken for somebody known a bit, which asks less of both.
fn tie(person: &Contact) -> (Company, Around) {
    match (person.sort, person.near) {
        (ContactKind::Group, _) => (Company::Group, Around::Group),
        (_, Some(Closeness::Close)) => (Company::Close, Around::Close),
        _ => (Company::Acquaintance, Around::Acquaintances),
    }
}

/// Whether it can come to them in a way that works with them. What was left open can; whom one meets in the flesh does not
/// live far away.
fn is_a_way(person: &Contact, size: &SizedStep, approach: Approach) -> bool {
    let by = |ways: &[Channel]| ways.iter().any(|way| person.ways.contains(way));
    let is_far = size.only_for.iter().any(|word| word == Around::Online.word());
    let works = match approach {
        Approach::Written => by(&[Channel::Message, Channel::Online]),
        Approach::Called => by(&[Channel::Call]),
        Approach::Said => by(&[Channel::Call, Channel::FaceToFace]),
        Approach::Meeting => by(&[Channel::FaceToFace]),
        Approach::Either | Approach::Asked => true,
    };
    (works || person.ways.is_empty()) && !(is_far && by(&[Channel::FaceToFace]))
}

/// Whether what a step of this kind asks is easy with them. What was left open is.
fn is_easy(person: &Contact, kind: StepKind) -> bool {
    let easy = |ease| person.easy.is_empty() || person.easy.contains(&ease);
    match kind {
        StepKind::Message | StepKind::Share => easy(SharedEase::LightChat),
        StepKind::BeNear => easy(SharedEase::Silence),
        StepKind::DoTogether | StepKind::SharedInterest => easy(SharedEase::SharedActivity),
        StepKind::AskHelp | StepKind::Receive => easy(SharedEase::PracticalHelp),
        StepKind::BeHonest => person.sort == ContactKind::Person,
        // To name somebody beside mending would say that something is broken.
        StepKind::Notice | StepKind::SelfConnection | StepKind::Repair | StepKind::Therapy => false,
    }
}

/// Which of those who fit is named beside a step on a day: the one who was named there earlier that day; else whoever was
/// named longest ago, and never somebody who was named less than `every` days ago.
pub fn choose(fitting: &[Id], named: &[PastMention], step: u32, day: i32, every: u8, seed: u64) -> Option<Id> {
    if every == 0 {
        return None;
    }
    let said = named.iter().find(|naming| (naming.day, naming.step) == (day, step) && fitting.contains(&naming.who));
    if let Some(naming) = said {
        return Some(naming.who);
    }
    let last = |who: Id| named.iter().filter(|naming| naming.who == who).map(|naming| naming.day).max();
    let rested = |who: &&Id| last(**who).is_none_or(|last| day.saturating_sub(last) >= i32::from(every));
    fitting.iter().filter(rested).min_by_key(|who| (last(**who), mixed(seed, day, **who))).copied()
}

/// Adds a naming, in place of the earlier one of the same person.
pub fn note(named: &mut Vec<PastMention>, naming: PastMention) {
    named.retain(|earlier| earlier.who != naming.who);
    named.push(naming);
}

/// A number that differs from day to day and from person to person.
fn mixed(seed: u64, day: i32, who: Id) -> u64 {
    finished(seed ^ seed_of(who) ^ u64::from(day.unsigned_abs()).wrapping_mul(GAMMA))
}

#[cfg(test)]
mod tests;

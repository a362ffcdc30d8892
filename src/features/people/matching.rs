//! Who could be named beside a step, and which of them. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Amount, Channel, Closeness, Contact, SharedEase};
use crate::base::ids::{Id, seed_of};
use crate::base::split_mix::{GAMMA, finished};
use crate::model::steps::{Company, ContactKind, Step, StepKind};

/// What holds for a person on a day, whoever is named.
#[derive(Clone, Copy, Debug)]
pub struct MentionRules<'a> {
    pub never_with: &'a BTreeSet<Company>,
    /// There is someone to be safe from: name only those who are said to be safe.
    pub careful: bool,
    /// Energy is low: nobody who costs much.
    pub low: bool,
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

/// Whether `person` could be named beside `step`. `inner` is whether nobody is needed for it.
pub fn fits(person: &Contact, step: &Step, inner: bool, rules: MentionRules<'_>) -> bool {
    let is_heavy = rules.low && person.said.costs == Some(Amount::Much);
    if is_heavy || !person.may_be_named(rules.careful) {
        return false;
    }
    let is_with = |with: Company| !inner && step.who.contains(&with) && !rules.never_with.contains(&with);
    match person.sort {
        ContactKind::Place => step.suits.contains(&ContactKind::Place),
        ContactKind::Pet => step.suits.contains(&ContactKind::Pet),
        ContactKind::Group => is_with(Company::Group) && is_easy(person, step.kind),
        // Somebody of whom it was not said is taken for somebody known a bit, which asks less of both.
        ContactKind::Person => {
            is_with(person.near.map_or(Company::Acquaintance, Closeness::with)) && is_easy(person, step.kind)
        }
    }
}

/// Whether what a step of this kind asks is easy with them. What was left open is.
fn is_easy(person: &Contact, kind: StepKind) -> bool {
    let by = |way| person.ways.is_empty() || person.ways.contains(&way);
    let easy = |ease| person.easy.is_empty() || person.easy.contains(&ease);
    match kind {
        StepKind::Message | StepKind::Share => {
            easy(SharedEase::LightChat) && (by(Channel::Message) || by(Channel::Online))
        }
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::features::people::{Closeness, CostBenefit, Safety};
    use crate::model::steps::Library;

    const OPEN: BTreeSet<Company> = BTreeSet::new();
    const RULES: MentionRules<'_> = MentionRules { never_with: &OPEN, careful: false, low: false };

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    fn somebody(near: Closeness, easy: &[SharedEase]) -> Contact {
        Contact { near: Some(near), easy: easy.iter().copied().collect(), ..Contact::named("Noor".into(), 0) }
    }

    #[test]
    fn a_step_names_whom_it_is_easy_with() {
        let library = Library::load().unwrap();
        let fits = |person: &Contact, slug: &str, rules| fits(person, library.by_slug(slug).unwrap(), false, rules);
        let noor = somebody(Closeness::Close, &[SharedEase::LightChat]);
        assert!(fits(&noor, "plain-hello", RULES));
        assert!(!fits(&noor, "quiet-company", RULES), "silence is not easy with her");
        assert!(!fits(&noor, "familiar-face", RULES), "she is no acquaintance");
        assert!(!fits(&noor, "sorry-went-quiet", RULES), "nothing is broken");
        assert!(
            !fits(&noor, "plain-hello", MentionRules { careful: true, ..RULES }),
            "it was not said that she is safe"
        );
        let close = BTreeSet::from([Company::Close]);
        assert!(!fits(&noor, "plain-hello", MentionRules { never_with: &close, ..RULES }));
        let calls = Contact { ways: BTreeSet::from([Channel::Call]), ..noor.clone() };
        assert!(!fits(&calls, "plain-hello", RULES), "messages are not how it works with her");
        let heavy = Contact { said: CostBenefit { costs: Some(Amount::Much), gives: None }, ..noor };
        assert!(
            fits(&heavy, "plain-hello", RULES) && !fits(&heavy, "plain-hello", MentionRules { low: true, ..RULES })
        );
    }

    #[test]
    fn places_and_pets_have_steps_of_their_own() {
        let library = Library::load().unwrap();
        let of = |sort| Contact { sort, ..Contact::named("The library".into(), 0) };
        let fits = |sort, slug: &str| fits(&of(sort), library.by_slug(slug).unwrap(), true, RULES);
        assert!(fits(ContactKind::Place, "sit-where-people-are") && !fits(ContactKind::Pet, "sit-where-people-are"));
        assert!(fits(ContactKind::Pet, "near-an-animal") && !fits(ContactKind::Place, "near-an-animal"));
        assert!(!fits(ContactKind::Place, "plain-hello") && !fits(ContactKind::Person, "near-an-animal"));
    }

    proptest! {
        #[test]
        fn who_is_not_to_be_named_never_is(unnamed: bool, harmed: bool, careful: bool, low: bool, inner: bool) {
            prop_assume!(unnamed || harmed);
            let library = Library::load().unwrap();
            let safety = harmed.then_some(Safety::Harmed);
            for sort in ContactKind::ALL {
                for near in [None, Some(Closeness::Close), Some(Closeness::Acquaintance)] {
                    let one = Contact { sort, near, unnamed, safety, ..Contact::named("X".into(), 0) };
                    let rules = MentionRules { careful, low, ..RULES };
                    prop_assert!(!library.steps().any(|step| fits(&one, step, inner, rules)));
                }
            }
        }

        #[test]
        fn nobody_is_named_too_often_and_never_two_days_in_a_row_where_another_fits(
            days in prop::collection::vec((0u8..32, 1u32..4), 1..60), every in 1u8..8, seed: u64,
        ) {
            let (mut named, mut said) = (Vec::new(), Vec::<PastMention>::new());
            for (day, (who_fits, step)) in (0..).zip(days) {
                let fitting: Vec<Id> = (0..5).filter(|bit| who_fits >> bit & 1 == 1).map(id).collect();
                let Some(who) = choose(&fitting, &named, step, day, every, seed) else { continue };
                prop_assert!(fitting.contains(&who));
                let before = said.iter().rev().find(|naming| naming.who == who).map(|naming| naming.day);
                prop_assert!(before.is_none_or(|before| day - before >= i32::from(every)));
                let yesterday = |id: Id| said.iter().any(|naming| (naming.who, naming.day) == (id, day - 1));
                prop_assert!(!yesterday(who) || fitting.iter().all(|id| yesterday(*id)));
                note(&mut named, PastMention { who, day, step });
                said.push(PastMention { who, day, step });
                prop_assert_eq!(choose(&fitting, &named, step, day, every, seed ^ 1), Some(who), "it stays that day");
            }
        }

        #[test]
        fn whoever_was_named_longest_ago_comes_first(days in prop::collection::vec(0i32..50, 2..6), seed: u64) {
            let fitting: Vec<Id> = (0..).take(days.len()).map(id).collect();
            let naming = |(who, day): (&Id, &i32)| PastMention { who: *who, day: *day, step: 1 };
            let named: Vec<PastMention> = fitting.iter().zip(&days).map(naming).collect();
            let who = choose(&fitting, &named, 2, 100, 5, seed).unwrap();
            let day = named.iter().find(|naming| naming.who == who).unwrap().day;
            prop_assert_eq!(day, *days.iter().min().unwrap());
            let new = choose(&[fitting.clone(), vec![id(9)]].concat(), &named, 2, 100, 5, seed);
            prop_assert_eq!(new, Some(id(9)), "somebody never named comes before them");
        }
    }
}

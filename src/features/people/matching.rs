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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::features::people::{Closeness, CostBenefit, Safety};
    use crate::model::steps::{Library, Size};

    const OPEN: BTreeSet<Company> = BTreeSet::new();
    const RULES: MentionRules<'_> = MentionRules { never_with: &OPEN, careful: false, low: false, known_from: None };

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    fn somebody(near: Closeness, easy: &[SharedEase]) -> Contact {
        Contact { near: Some(near), easy: easy.iter().copied().collect(), ..Contact::named("Noor".into(), 0) }
    }

    #[test]
    fn a_step_names_whom_it_is_easy_with() {
        let library = Library::load().unwrap();
        let fits = |person: &Contact, slug: &str, rules| {
            let step = library.by_slug(slug).unwrap();
            fits(person, step, step.size(Size::Regular).unwrap(), rules)
        };
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
    fn whoever_is_named_is_of_the_sort_and_by_a_way_that_is_theirs() {
        let library = Library::load().unwrap();
        let fits = |person: &Contact, slug: &str, size| {
            let step = library.by_slug(slug).unwrap();
            fits(person, step, step.size(size).unwrap(), RULES)
        };
        let of = |near, ways: &[Channel]| Contact { ways: ways.iter().copied().collect(), ..somebody(near, &[]) };
        let (ruth, met) = (of(Closeness::Close, &[]), of(Closeness::Close, &[Channel::FaceToFace]));
        let dora = of(Closeness::Acquaintance, &[Channel::FaceToFace]);
        assert!(fits(&ruth, "cooked-for", Size::Smaller), "a dish is told by message");
        assert!(!fits(&met, "cooked-for", Size::Smaller) && !fits(&met, "a-voice-in-the-room", Size::Regular));
        assert!(fits(&met, "side-by-side-task", Size::Regular) && fits(&dora, "side-by-side-task", Size::Regular));
        assert!(!fits(&of(Closeness::Close, &[Channel::Message]), "ten-minute-call", Size::Regular));
        assert!(!fits(&dora, "ordinary-picture", Size::Smaller), "that is for somebody close");
        for person in [&ruth, &dora] {
            assert!(!fits(person, "for-the-people-next-door", Size::Regular), "a neighbour's letterbox");
            assert!(!fits(person, "look-up-and-nod", Size::Regular) && !fits(person, "ask-for-a-tip", Size::Smaller));
            assert!(!fits(person, "how-contact-works", Size::Smaller), "whoever looks at it");
        }
        let said = |one| Some(Ground::Around(one));
        let is_meant = |person: &Contact, ground| is_meant(person, ground, None);
        assert!(is_meant(&ruth, said(Around::Close)) && !is_meant(&dora, said(Around::Close)) && is_meant(&dora, None));
    }

    /// Beside whatever means meeting, a meal or a job side by side stands nobody who lives far away.
    #[test]
    fn whoever_is_not_met_in_the_flesh_is_named_beside_no_meeting() {
        let library = Library::load().unwrap();
        let of = |ways: &[Channel]| Contact { ways: ways.iter().copied().collect(), ..somebody(Closeness::Close, &[]) };
        let (far, near) = (of(&[Channel::Message, Channel::Online, Channel::Call]), of(&[Channel::FaceToFace]));
        for slug in ["cooked-for", "side-by-side-task", "tea-at-home", "second-time", "the-same-film", "low-key-invite"]
        {
            let step = library.by_slug(slug).unwrap();
            let meetings = || step.sizes.iter().filter(|size| size.means_meeting(step.kind) && !size.occasion);
            assert!(meetings().next().is_some(), "{slug}");
            assert!(meetings().all(|size| !fits(&far, step, size, RULES) && fits(&near, step, size, RULES)), "{slug}");
        }
        assert!(are_far_away([&far, &of(&[Channel::Call])]) && !are_far_away([&far, &near]) && !are_far_away([]));
        assert!(!are_far_away([&far, &of(&[])]), "of one it was not said");
    }

    #[test]
    fn people_known_a_bit_are_named_beside_what_is_for_those_from_work_or_next_door() {
        let library = Library::load().unwrap();
        let renate = Contact { ways: [Channel::FaceToFace].into(), ..somebody(Closeness::Acquaintance, &[]) };
        let named = |slug: &str, size, from| {
            let step = library.by_slug(slug).unwrap();
            fits(&renate, step, step.size(size).unwrap(), MentionRules { known_from: from, ..RULES })
        };
        let (neighbours, colleagues) = (Some(Around::Neighbours), Some(Around::Colleagues));
        assert!(named("good-morning", Size::Smaller, None), "a wave is for people known a little");
        assert!(named("specific-thanks", Size::Regular, None) && named("follow-up", Size::Regular, None));
        let house = |from| named("something-on-the-stairs", Size::More, from);
        assert!(house(neighbours) && !house(colleagues) && !house(None));
        let told = |people: &[Around]| known_from(&people.iter().copied().collect());
        assert_eq!(told(&[Around::Neighbours, Around::Acquaintances]), neighbours);
        assert_eq!(told(&[Around::Neighbours, Around::Colleagues]), None, "it could be either");
        let next_door = Some(Ground::Around(Around::Neighbours));
        assert!(is_meant(&renate, next_door, neighbours) && !is_meant(&renate, next_door, None));
    }

    #[test]
    fn a_group_is_named_where_the_words_speak_to_one() {
        let library = Library::load().unwrap();
        let group = Contact { sort: ContactKind::Group, ..Contact::named("Climbing".into(), 0) };
        let sizes = || library.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size)));
        let named: Vec<_> = sizes().filter(|(step, size)| fits(&group, step, size, RULES)).collect();
        assert!(!named.is_empty() && named.iter().all(|(_, size)| size.does.contains("group")));
    }

    #[test]
    fn places_and_pets_have_steps_of_their_own() {
        let library = Library::load().unwrap();
        let of = |sort| Contact { sort, ..Contact::named("The library".into(), 0) };
        let in_size = |sort, slug: &str, size| {
            let step = library.by_slug(slug).unwrap();
            fits(&of(sort), step, step.size(size).unwrap(), RULES)
        };
        let fits = |sort, slug: &str| in_size(sort, slug, Size::Regular);
        assert!(fits(ContactKind::Place, "sit-where-people-are") && !fits(ContactKind::Pet, "sit-where-people-are"));
        assert!(fits(ContactKind::Pet, "near-an-animal") && !fits(ContactKind::Place, "near-an-animal"));
        assert!(!fits(ContactKind::Place, "plain-hello") && !fits(ContactKind::Person, "near-an-animal"));
        assert!(!in_size(ContactKind::Pet, "near-an-animal", Size::Smaller), "a picture of somebody else's");
        assert!(!in_size(ContactKind::Place, "out-among-others", Size::Smaller), "one stays in for it");
    }

    proptest! {
        #[test]
        fn who_is_not_to_be_named_never_is(unnamed: bool, harmed: bool, careful: bool, low: bool) {
            prop_assume!(unnamed || harmed);
            let library = Library::load().unwrap();
            let safety = harmed.then_some(Safety::Harmed);
            for sort in ContactKind::ALL {
                for near in [None, Some(Closeness::Close), Some(Closeness::Acquaintance)] {
                    let one = Contact { sort, near, unnamed, safety, ..Contact::named("X".into(), 0) };
                    let rules = MentionRules { careful, low, ..RULES };
                    let fits = |step: &Step| step.sizes.iter().any(|size| fits(&one, step, size, rules));
                    prop_assert!(!library.steps().any(fits));
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

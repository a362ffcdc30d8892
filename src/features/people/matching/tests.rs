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
    assert!(!fits(&noor, "plain-hello", MentionRules { careful: true, ..RULES }), "it was not said that she is safe");
    let close = BTreeSet::from([Company::Close]);
    assert!(!fits(&noor, "plain-hello", MentionRules { never_with: &close, ..RULES }));
    let calls = Contact { ways: BTreeSet::from([Channel::Call]), ..noor.clone() };
    assert!(!fits(&calls, "plain-hello", RULES), "messages are not how it works with her");
    let heavy = Contact { said: CostBenefit { costs: Some(Amount::Much), gives: None }, ..noor };
    assert!(fits(&heavy, "plain-hello", RULES) && !fits(&heavy, "plain-hello", MentionRules { low: true, ..RULES }));
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
    for slug in ["cooked-for", "side-by-side-task", "tea-at-home", "the-same-film", "low-key-invite"] {
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
    let sizes = || library.sizes();
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

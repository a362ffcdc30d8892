//! What *I have nobody for this just now* sets aside.

use super::lately::number;
use super::*;
use crate::features::suggestions::leaning;
use crate::model::scheduler::Outcome;

fn nobody_for(slug: &str, size: Size, days: i32) -> PastOffer {
    let day = days_before(TODAY, days);
    PastOffer { answered: true, left: true, turned_from: true, nobody: true, ..PastOffer::of(number(slug), size, day) }
}

#[test]
fn a_group_that_is_missing_leaves_those_closest() {
    let mut told = FittingCase::with(&[Around::Close, Around::Group]);
    assert!(told.has("specific-thanks", Size::Smaller) && told.has("answer-in-a-group", Size::Regular));
    told.offers.push(nobody_for("answer-in-a-group", Size::Regular, 3));
    assert!(told.has("specific-thanks", Size::Smaller) && !told.has("answer-in-a-group", Size::Regular));
    assert!(!told.has("answer-in-a-group", Size::Smaller), "nor the step in another size");
    told.offers[0] = nobody_for("answer-in-a-group", Size::Regular, 14);
    assert!(told.has("answer-in-a-group", Size::Regular));
}

/// Whatever it was said of, and whoever is around.
#[test]
fn one_press_never_sets_aside_everybody_they_named() {
    let library = Library::load().unwrap();
    let today = Today { day: 100, energy: Some(Energy::Some), away_days: 0 };
    let mut person = Person::new(library.rungs().len(), &[], None);
    for _ in 0..3 {
        person.shown(0, library.rungs(), &Today { day: 0, ..today }, false);
    }
    person.reflect(0, library.rungs(), &today, Outcome::Done { felt: Some(Felt::Easy), nourished: None }, true);
    let known: Vec<Around> = Surroundings::CHOICES.into_iter().filter(|one| !one.is_stranger()).collect();
    let mut looked_at = 0;
    for set in 1_usize..1 << known.len() {
        let people: BTreeSet<_> = (0..known.len()).filter(|at| set >> at & 1 == 1).map(|at| known[at]).collect();
        let told = FittingCase::with(&people.iter().copied().collect::<Vec<_>>());
        let around = &told.profile.surroundings;
        let mut seen = BTreeSet::new();
        let sizes = library.sizes();
        for (step, size) in sizes.filter(|(_, size)| around.know(&size.around)) {
            if !seen.insert(&size.around) {
                continue;
            }
            let offers = [PastOffer { nobody: true, ..PastOffer::of(step.number, size.size, days_before(TODAY, 1)) }];
            let rungs = Fitting {
                library: &library,
                profile: &told.profile,
                person: &person,
                today: &today,
                day: TODAY,
                hour: 12,
                offers: &offers,
                done: &[],
                nearly: &[],
                felt: &[],
                feeling: None,
                lonely_on: None,
                ladder: &told.ladder,
                far_away: false,
            }
            .rungs();
            let at_will = leaning::at_will(&library, &told.ladder, &BTreeSet::new(), &rungs, &today);
            let with = |named: bool| {
                at_will.iter().any(|rung| {
                    let size = library.sized(rung).unwrap().1;
                    let stranger = size.around.iter().any(|one| one.is_stranger());
                    rung.reaches() && if named { around.know_whom_they_meet(&size.around) } else { stranger }
                })
            };
            let only_one = people.len() == 1 && size.around.is_superset(&people);
            assert!(with(!only_one), "{people:?} after {}", size.title);
            looked_at += 1;
        }
    }
    assert!(looked_at > 1_000, "{looked_at}");
}

//! The scheduler's promises over random histories, through its public interface alone.
//!
//! `HANDRAIL_HISTORIES=1000000 cargo test --release scheduler` tries a million of each.

mod cards;
mod history;
mod witness;

use handrail::model::scheduler::{Declined, Guess, Offer, Outcome, Person, Rung, Today, Why};
use proptest::prelude::*;
use proptest::sample::Index;

use self::history::{correction, energy, felt, history, library, outcome};
use self::witness::{Kept, Witness};

fn histories() -> ProptestConfig {
    let asked = std::env::var("HANDRAIL_HISTORIES").ok().and_then(|count| count.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(asked.unwrap_or(2_000)) }
}

fn sound(guess: &Guess) -> Kept {
    for chance in [guess.manageable, guess.low, guess.comfortable] {
        prop_assert!((0.0..=1.0).contains(&chance), "{:?}", guess);
    }
    prop_assert!(guess.share.iter().all(|part| (0.0..=1.0).contains(part)), "{:?}", guess);
    prop_assert!(guess.share.iter().sum::<f64>() <= 1.0 + 1e-9, "{:?}", guess);
    prop_assert!(guess.margin.is_finite() && guess.sd.is_finite() && guess.sd >= 0.0);
    Ok(())
}

/// The same offer in words that do not depend on a rung's position.
fn named(offer: Offer, rungs: &[Rung]) -> (Why, [Option<(u32, u8)>; 3]) {
    let name = |at: usize| (rungs[at].step, rungs[at].size);
    match offer {
        Offer::Rest(why) => (why, [None; 3]),
        Offer::Steps { main, smaller, other, why } => (why, [Some(name(main)), smaller.map(name), other.map(name)]),
    }
}

proptest! {
    #![proptest_config(histories())]

    #[test]
    fn the_hard_rules_hold(history in history()) {
        let mut witness = Witness::new(&history);
        for act in &history.acts {
            witness.follow(act)?;
        }
        for at in 0..witness.rungs.len() {
            sound(&witness.guess(at))?;
        }
    }

    #[test]
    fn the_same_person_gets_the_same_offer_wherever_they_are_stored(
        history in history(), seed: u64, days in 0..3,
    ) {
        let mut witness = Witness::new(&history);
        for act in &history.acts {
            witness.follow(act)?;
        }
        let Witness { person, rungs, today, .. } = witness;
        let today = Today { day: today.day + days, ..today };
        let stored = serde_json::to_string(&person)?;
        let opened: Person = serde_json::from_str(&stored)?;
        prop_assert_eq!(&opened, &person);

        let offer = person.offer(&rungs, &today, true, seed);
        prop_assert_eq!(opened.offer(&rungs, &today, true, seed), offer);

        let mut other_order = rungs.clone();
        other_order.reverse();
        let reordered = person.offer(&other_order, &today, true, seed);
        prop_assert_eq!(named(reordered, &other_order), named(offer, &rungs));
    }

    #[test]
    fn asking_moves_no_interval(
        history in history(), steps in prop::collection::vec(any::<Index>(), 1..6), why in 0_usize..6,
    ) {
        use Declined::{NoEnergy, NoOccasion, NotForMe, Rest, TooBig, Unsaid};
        let why = [NoEnergy, NoOccasion, NotForMe, Rest, TooBig, Unsaid][why];
        let mut witness = Witness::new(&history);
        for act in &history.acts {
            witness.follow(act)?;
        }
        let Witness { person, rungs, today, .. } = witness;
        let mut asking = person.clone();
        for step in steps {
            let at = step.index(rungs.len());
            asking.shown(at, &rungs, &today, true);
            asking.reflect(at, &rungs, &today, Outcome::Left(why), false);
        }
        for day in today.day..today.day + 10 {
            let today = Today { day, ..today };
            let rests = |person: &Person| {
                person.offer(&rungs, &today, false, 1) == Offer::Rest(Why::FewerWanted)
            };
            prop_assert_eq!(rests(&asking), rests(&person));
        }
    }

    #[test]
    fn nothing_breaks_on_what_makes_no_sense(
        mut rungs in library(),
        broken in prop::collection::vec((any::<Index>(), any::<[f64; 5]>(), any::<f64>(), any::<u8>()), 0..9),
        calls in prop::collection::vec((0_u8..8, any::<i32>(), any::<u8>(), energy(), felt(), outcome()), 1..40),
        corrections in prop::collection::vec(correction(), 0..9),
        near: bool,
    ) {
        for (at, demand, number, kind) in broken {
            let at = at.index(rungs.len());
            let Rung { step, size, inner, .. } = rungs[at];
            rungs[at] = Rung { step, size, kind, demand, effort: number, nourish: number, inner };
        }
        let mut person = Person::new(usize::MAX, &[], None);
        for (call, day, at, energy, felt, outcome) in calls {
            // Mostly near-by days, so that days run backwards within what is remembered.
            let day = if near { day % 20 } else { day };
            let today = Today { day, energy, away_days: day.wrapping_mul(7) };
            let at = usize::from(at) % (rungs.len() + 2);
            match call {
                0 => person.begin_day(&today),
                1 => person.shown(at, &rungs, &today, felt as u8 > 1),
                2 => person.asked_smaller(at, &rungs, &today),
                3 => person.placed(at, &rungs, felt),
                4 => corrections.iter().for_each(|correction| correction.tell(&mut person)),
                _ => person.reflect(at, &rungs, &today, outcome, day % 2 == 0),
            }
            if let Offer::Steps { main, smaller, other, .. } = person.offer(&rungs, &today, true, 1) {
                for at in [Some(main), smaller, other].into_iter().flatten() {
                    prop_assert!(person.allowed(at, &rungs, &today));
                }
            }
            prop_assert!(!person.allowed(rungs.len(), &rungs, &today));
            for at in 0..=rungs.len() {
                sound(&person.guess(at, &rungs, energy))?;
            }
            prop_assert!(person.capacity().iter().chain(&person.liking()).all(|x| x.abs() < 20.0));
            prop_assert!((1..=6).contains(&person.frontier()));
        }
    }
}

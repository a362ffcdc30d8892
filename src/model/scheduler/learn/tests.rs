use super::*;
use crate::model::scheduler::{Barrier, Energy};

const HELLO: Rung =
    Rung { step: 1, size: 1, kind: 1, demand: [1.1, 0.0, 0.4, 0.0, 0.0], effort: 0.15, nourish: 0.4, inner: false };
/// With this energy effort weighs nothing, so the margin is .190039 and its variance .505144.
const TODAY: Today = Today { day: 0, energy: Some(Energy::Some), away_days: 0 };

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 2e-6
}

fn someone() -> Person {
    Person::new(1, &[], None)
}

fn after(outcome: Outcome) -> Person {
    let mut person = someone();
    person.reflect(0, &[HELLO], &TODAY, outcome, true);
    person
}

fn done(felt: Felt) -> Outcome {
    Outcome::Done { felt: Some(felt), nourished: None }
}

/// How initiation, disclosure, the ease of the step and that of the rung moved, and the variance of initiation.
fn learnt(person: &Person) -> [f64; 5] {
    let sides = person.capacity;
    let (step, rung) = (person.step_ease(&HELLO).mean, person.known(&HELLO).ease.mean);
    [sides[0].mean - 1.5, sides[2].mean - 1.5, step, rung, sides[0].var]
}

fn alike(one: &Person, another: &Person) -> bool {
    learnt(one).into_iter().zip(learnt(another)).all(|(a, b)| near(a, b))
}

#[test]
fn each_answer_moves_what_it_speaks_of() {
    // error = y - .190039 in its direction; V = .505144 + R;
    // moves .64 x share x error / V, .0858 x error / V and .0367 x error / V; variance .64 (1 - .64 x .729831^2 / V);
    // easy and okay are practice too: .06 x share x e^(-.190039^2 / 1.28);
    // too much: p = .085716, a = .6 / 20, w = .97 p / (.03 + .97 p) = .734853, R = .5 / w
    let cases = [
        (done(Felt::Easy), [0.542_572, 0.260_442, 0.128_892, 0.055_132, 0.422_941]), // first one clamped
        (done(Felt::Okay), [0.233_081, 0.081_564, 0.034_995, 0.014_969, 0.422_941]),
        (done(Felt::Stretch), [-0.320_662, -0.112_212, -0.058_902, -0.025_195, 0.422_941]),
        (done(Felt::TooMuch), [-0.5, -0.233_007, -0.122_310, -0.052_317, 0.455_972]),
        (Outcome::Left(Declined::TooBig), [-0.230_626, -0.080_705, -0.042_364, -0.018_121, 0.531_192]),
        (Outcome::Nearly, [-0.091_369, -0.031_974, -0.016_784, -0.007_179, 0.552_909]),
    ];
    for (outcome, expected) in cases {
        let person = after(outcome);
        for (got, expected) in learnt(&person).into_iter().zip(expected) {
            assert!(near(got, expected), "{outcome:?}: {:?}", learnt(&person));
        }
        assert!(near(person.capacity[1].mean, 1.5) && near(person.capacity[1].var, 0.64));
    }
}

#[test]
fn a_wish_for_smaller_speaks_like_nearly() {
    let mut person = someone();
    person.asked_smaller(0, &[HELLO], &TODAY);
    assert!(alike(&person, &after(Outcome::Nearly)));
}

#[test]
fn a_card_moves_the_picture_and_nothing_else() {
    let mut person = someone();
    person.placed(0, &[HELLO], Felt::TooMuch);
    assert_eq!(person.frontier(), 1);
    assert!(person.too_much.is_empty() && person.run.is_none());
    assert!(!person.paused(&HELLO, &TODAY));
    // Unknown energy: margin .166039; it looks .4 harder, so the error is -1.266039; V = .505144 + .1 + 1.2;
    // .64 x .729831 x error / V, clamped
    assert!(near(learnt(&person)[0], -0.25) && near(learnt(&person)[1], -0.114_638), "{:?}", learnt(&person));
    assert!(near(learnt(&person)[2], -0.060_176) && near(learnt(&person)[3], -0.025_740));
    assert!(near(learnt(&person)[4], 0.519_137));
    assert!(near(person.looks.mean, 0.470_135) && near(person.looks.var, 0.094_460));
}

#[test]
fn a_guess_that_says_it_looks_as_hard_as_things_do_says_nothing() {
    let mut person = someone();
    let m = person.guess_of(&HELLO, None).margin;
    person.looks.mean = m + 0.5;
    person.placed(0, &[HELLO], Felt::Stretch);
    assert!(alike(&person, &{
        let mut unmoved = someone();
        unmoved.capacity[0].var = person.capacity[0].var;
        unmoved
    }));
    assert!(Person::new(0, &[Barrier::Anxiety], None).looks.mean > someone().looks.mean);
}

#[test]
fn one_sided_answers_never_pull_the_other_way() {
    // Without demand the margin is 3: easier than easy, and far from too big.
    let breath = Rung { demand: [0.0; 5], effort: 0.0, ..HELLO };
    for outcome in [done(Felt::Easy), Outcome::Left(Declined::TooBig), Outcome::Nearly] {
        let mut person = someone();
        person.reflect(0, &[breath], &TODAY, outcome, true);
        let ease = person.step_ease(&breath);
        let moved = ease.mean;
        match outcome {
            Outcome::Done { .. } => assert!(near(moved, 0.0), "easy never lowers"),
            _ => assert!(moved < 0.0, "too big is believed of any rung"),
        }
        assert!(ease.var < 0.0858, "a clamped error still narrows");
    }
}

#[test]
fn rest_and_not_today_lower_nothing() {
    use Declined::{NoEnergy, NoOccasion, Rest, Unsaid};
    for why in [Unsaid, Rest, NoEnergy, NoOccasion] {
        assert!(alike(&after(Outcome::Left(why)), &someone()));
    }
    let silent = after(Outcome::Done { felt: None, nourished: None });
    assert!(alike(&silent, &someone()));
}

#[test]
fn the_frontier_follows_what_was_done() {
    assert_eq!(HELLO.notch(), 1);
    assert_eq!(after(done(Felt::Easy)).frontier(), 2);
    assert_eq!(after(done(Felt::Okay)).frontier(), 2);
    assert_eq!(after(done(Felt::Stretch)).frontier(), 1);

    let evening = Rung { demand: [2.4, 3.0, 2.0, 0.0, 0.0], ..HELLO }; // notch 4
    let mut person = someone();
    person.reflect(0, &[evening], &TODAY, done(Felt::Stretch), false);
    assert_eq!(person.frontier(), 4);
    person.reflect(0, &[evening], &TODAY, done(Felt::Okay), false);
    assert_eq!(person.frontier(), 5);
    person.reflect(0, &[evening], &TODAY, done(Felt::TooMuch), false);
    assert_eq!(person.frontier(), 4);
    person.reflect(0, &[HELLO], &TODAY, done(Felt::TooMuch), false);
    assert_eq!(person.frontier(), 1);
    person.reflect(0, &[evening], &TODAY, done(Felt::TooMuch), false);
    assert_eq!(person.frontier(), 1, "too much never opens anything");

    let deepest = Rung { demand: [0.0, 2.4, 4.6, 2.8, 0.0], ..HELLO };
    person.reflect(0, &[deepest], &TODAY, done(Felt::Easy), false);
    assert_eq!(person.frontier(), 6);
}

/// The noise with which the next *easy* is heard: ease.var x error / moved - s^2.
fn noise_of_the_next_easy(mut person: Person) -> f64 {
    let ease = person.known(&HELLO).ease;
    let guess = person.guess_of(&HELLO, TODAY.energy);
    person.reflect(0, &[HELLO], &TODAY, done(Felt::Easy), true);
    ease.var * (1.7 - guess.margin) / (person.known(&HELLO).ease.mean - ease.mean) - guess.sd.powi(2)
}

#[test]
fn a_long_run_of_easy_says_less_and_opens_only_now_and_then() {
    let farther = Rung { step: 2, demand: [1.8, 1.0, 0.0, 0.0, 0.0], ..HELLO }; // notch 2
    let frontier_after = |run: u32| {
        let mut person = someone();
        person.run = Some(Run { felt: Felt::Easy, length: run });
        person.reflect(0, &[farther], &TODAY, done(Felt::Easy), true);
        person.frontier()
    };
    let opened: Vec<_> = (0..12).map(frontier_after).collect();
    assert_eq!(opened, [3, 3, 3, 2, 2, 2, 3, 2, 2, 2, 3, 2], "the fourth beyond three, and every fourth from there");

    let mut person = someone();
    for (run, noise) in [(0, 0.5), (2, 0.5), (3, 1.0), (4, 1.5)] {
        person.run = Some(Run { felt: Felt::Easy, length: run });
        assert!(near(noise_of_the_next_easy(person.clone()), noise), "{run}");
    }
}

#[test]
fn okay_however_often_is_heard_as_ever() {
    let mut person = someone();
    person.run = Some(Run { felt: Felt::Okay, length: 40 });
    person.reflect(0, &[HELLO], &TODAY, done(Felt::Okay), true);
    assert!(alike(&person, &after(done(Felt::Okay))));
    assert_eq!(person.frontier(), 2);
}

#[test]
fn guesses_in_a_long_run_of_easy_say_less_too() {
    let placed = |run: u32| {
        let mut person = someone();
        person.run = Some(Run { felt: Felt::Easy, length: run });
        person.placed(0, &[HELLO], Felt::Easy);
        person.capacity[2].mean
    };
    assert!(placed(3) > placed(4) && placed(4) > placed(9));
}

#[test]
fn too_much_of_what_was_thought_easy_is_taken_for_chance_until_the_third() {
    let easy = Rung { demand: [0.3, 0.0, 0.0, 0.0, 0.0], effort: 0.05, ..HELLO };
    let lowered = |person: &mut Person| {
        let before = person.step_ease(&easy).mean;
        person.reflect(0, &[easy], &TODAY, done(Felt::TooMuch), true);
        before - person.step_ease(&easy).mean
    };
    let mut person = someone();
    lowered(&mut person);
    let by_chance = person.by_chance;
    assert!(by_chance > 0.3, "{by_chance}: it was thought well within reach");
    lowered(&mut person);
    let twice = person.by_chance;
    assert!(twice > by_chance);
    let mut doubted = person.clone();
    doubted.run = None;
    assert!(lowered(&mut person) > lowered(&mut doubted), "believed whole");
    assert!(near(person.by_chance, twice) && doubted.by_chance > twice);
    assert_eq!((person.frontier(), person.too_much.len()), (1, 3), "what it closes, it closes each time");
}

#[test]
fn what_goes_well_makes_able_and_what_stretches_does_not() {
    let margin = |person: &Person| person.guess_of(&HELLO, TODAY.energy).margin;
    let mut fitted = someone();
    // As easy as it is thought: the answer is no news, the doing of it is practice.
    fitted.capacity[0].mean += 0.7;
    fitted.capacity[2].mean += 0.7;
    assert!((0.6..1.2).contains(&margin(&fitted)));
    let mut practised = fitted.clone();
    practised.reflect(0, &[HELLO], &TODAY, done(Felt::Okay), true);
    let guess = fitted.guess_of(&HELLO, TODAY.energy);
    let gain = 0.06 * guess.share[0] * (-guess.margin.powi(2) / 1.28).exp();
    assert!(near(practised.capacity[0].mean - fitted.capacity[0].mean, gain));
}

#[test]
fn liking_is_shared_between_rung_and_kind() {
    // V = .09 + .0625 + .2 = .3525: kind .09 / V x .5, rung .0625 / V x .5
    let person = after(Outcome::Done { felt: None, nourished: Some(Nourished::Yes) });
    assert!(near(person.liking()[1], 0.127_660));
    assert!(near(person.known(&HELLO).liking.mean, 0.088_652));
    assert!(near(person.kinds[1].var, 0.09 * (1.0 - 0.09 / 0.3525) + 0.002));
    assert!(near(person.known(&HELLO).liking.var, 0.0625 * (1.0 - 0.0625 / 0.3525)));

    let disliked = after(Outcome::Done { felt: None, nourished: Some(Nourished::No) });
    assert!(near(disliked.liking()[1], -0.127_660));
    let unmoved = after(Outcome::Done { felt: None, nourished: Some(Nourished::ALittle) });
    assert!(near(unmoved.liking()[1], 0.0));
}

#[test]
fn not_for_me_is_disliked_and_pauses_every_size() {
    let person = after(Outcome::Left(Declined::NotForMe));
    assert!(near(person.liking()[1], -0.127_660));
    assert_eq!(person.capacity, someone().capacity);
    let larger = Rung { size: 2, ..HELLO };
    for day in 0..=21 {
        assert!(person.paused(&larger, &Today { day, ..TODAY }));
    }
    assert!(!person.paused(&larger, &Today { day: 22, ..TODAY }));
    assert!(!after(done(Felt::TooMuch)).paused(&larger, &TODAY), "only the rung that was too much");
}

#[test]
fn uptake_follows_answers_to_offers() {
    use Declined::{NoOccasion, NotForMe, Rest, TooBig, Unsaid};
    assert!(near(after(done(Felt::TooMuch)).uptake, 0.648)); // .6 + .12 x .4
    assert!(near(after(Outcome::Nearly).uptake, 0.648));
    for why in [Unsaid, TooBig, NotForMe, Declined::NoEnergy] {
        assert!(near(after(Outcome::Left(why)).uptake, 0.528)); // .6 - .12 x .6
    }
    assert!(near(after(Outcome::Left(Rest)).uptake, 0.6));
    assert!(near(after(Outcome::Left(NoOccasion)).uptake, 0.6));

    let mut own = someone();
    own.reflect(0, &[HELLO], &TODAY, done(Felt::Okay), false);
    assert!(near(own.uptake, 0.6));
}

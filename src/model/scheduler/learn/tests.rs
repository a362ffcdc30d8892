use super::*;

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

/// How initiation, disclosure and ease moved, and the variance of initiation.
fn learnt(person: &Person) -> [f64; 4] {
    let sides = person.capacity;
    let ease = person.known(&HELLO).ease.mean;
    [sides[0].mean - 1.5, sides[2].mean - 1.5, ease, sides[0].var]
}

fn alike(one: &Person, another: &Person) -> bool {
    learnt(one).into_iter().zip(learnt(another)).all(|(a, b)| near(a, b))
}

#[test]
fn each_answer_moves_what_it_speaks_of() {
    // error = y - .190039 in its direction; V = .505144 + R;
    // moves .64 x share x error / V and .1225 x error / V; variance .64 (1 - .64 x .729831^2 / V)
    let cases = [
        (done(Felt::Easy), [0.5, 0.189_104, 0.141_724, 0.472_835]), // first one clamped
        (done(Felt::Okay), [0.146_719, 0.051_343, 0.038_479, 0.472_835]),
        (done(Felt::Stretch), [-0.246_955, -0.086_419, -0.064_767, 0.472_835]),
        (done(Felt::TooMuch), [-0.5, -0.274_829, -0.205_970, 0.422_941]),
        (Outcome::Left(Declined::TooBig), [-0.230_626, -0.080_705, -0.060_484, 0.531_192]),
        (Outcome::Nearly, [-0.091_369, -0.031_974, -0.023_963, 0.552_909]),
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
    // Unknown energy: margin .166039, error -1.666039; .64 x .729831 x error / 2.505144, clamped
    assert!(near(learnt(&person)[0], -0.25));
    assert!(near(learnt(&person)[1], -0.108_703));
    assert!(near(learnt(&person)[3], 0.552_909));
}

#[test]
fn one_sided_answers_never_pull_the_other_way() {
    // Without demand the margin is 3: easier than easy, and far from too big.
    let breath = Rung { demand: [0.0; 5], effort: 0.0, ..HELLO };
    for outcome in [done(Felt::Easy), Outcome::Left(Declined::TooBig), Outcome::Nearly] {
        let mut person = someone();
        person.reflect(0, &[breath], &TODAY, outcome, true);
        let ease = person.known(&breath).ease;
        let moved = ease.mean;
        match outcome {
            Outcome::Done { .. } => assert!(near(moved, 0.0), "easy never lowers"),
            _ => assert!(moved < 0.0, "too big is believed of any rung"),
        }
        assert!(ease.var < 0.1225, "a clamped error still narrows");
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

#[test]
fn a_long_run_says_less_and_opens_no_further() {
    let mut person = someone();
    for _ in 0..5 {
        person.reflect(0, &[HELLO], &TODAY, done(Felt::Okay), true);
    }
    assert_eq!(person.frontier(), 2);
    let mut fresh = person.clone();
    fresh.run = None;
    let sixth = |mut person: Person| {
        let before = person.capacity[0];
        let ease = person.known(&HELLO).ease;
        let guess = person.guess_of(&HELLO, TODAY.energy);
        person.reflect(0, &[HELLO], &TODAY, done(Felt::Okay), true);
        let moved = person.known(&HELLO).ease.mean - ease.mean;
        assert!(before.var > person.capacity[0].var);
        // ease.var x (.6 - m) / (s^2 + R), solved for R
        ease.var * (0.6 - guess.margin) / moved - guess.sd.powi(2)
    };
    assert!(near(sixth(fresh.clone()), 0.8));
    assert!(near(sixth(person.clone()), 1.6));

    let farther = Rung { step: 2, demand: [1.8, 1.0, 0.0, 0.0, 0.0], ..HELLO }; // notch 2
    let frontier = |mut person: Person| {
        person.reflect(0, &[farther], &TODAY, done(Felt::Okay), true);
        person.frontier()
    };
    assert_eq!(frontier(person), 2);
    assert_eq!(frontier(fresh), 3);
}

#[test]
fn too_much_is_believed_however_often() {
    let mut person = someone();
    person.run = Some(Run { felt: Felt::TooMuch, length: 9 });
    person.reflect(0, &[HELLO], &TODAY, done(Felt::TooMuch), true);
    assert!(alike(&person, &after(done(Felt::TooMuch))));
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

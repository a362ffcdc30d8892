use proptest::prelude::*;

use super::*;

fn measure(number: u8) -> Measure {
    Measures::load().unwrap().of(number).unwrap().clone()
}

fn taken(measure: u8, answers: &[Option<u8>]) -> MeasureResponse {
    MeasureResponse { measure, answers: answers.to_vec(), at: 0, kept_back: false }
}

#[test]
fn what_is_left_open_has_no_sum() {
    let phq4 = measure(2);
    assert_eq!(taken(2, &[Some(3), Some(0), Some(1), Some(2)]).sum(&phq4), Some(6));
    assert_eq!(taken(2, &[Some(3), None, Some(1), Some(2)]).sum(&phq4), None);
    assert_eq!(taken(2, &[Some(3)]).sum(&phq4), None);
    assert_eq!(taken(2, &[Some(200); 4]).sum(&phq4), None, "a file from elsewhere may say anything");
    assert_eq!(taken(1, &[Some(4)]).sum(&measure(1)), None, "one answer is said, not counted");
    assert_eq!(phq4.highest(), 12);
}

#[test]
fn a_change_is_ordinary_below_four_points_and_more_from_four_on() {
    let phq4 = measure(2);
    assert_eq!(phq4.change(7, 7), MeasureChange::None);
    assert_eq!(phq4.change(7, 4), MeasureChange::Wobble { by: 3, up: false });
    assert_eq!(phq4.change(4, 8), MeasureChange::More { by: 4, up: true });
}

#[test]
fn the_ninth_question_shows_help_whatever_the_sum() {
    let phq9 = measure(3);
    let mut answers = [Some(0); 9];
    assert!(!taken(3, &answers).wants_help(&phq9));
    for (answer, wants) in [(Some(1), true), (Some(3), true), (None, false)] {
        answers[8] = answer;
        assert_eq!(taken(3, &answers).wants_help(&phq9), wants, "{answer:?}");
    }
    answers = [Some(3); 9];
    answers[8] = Some(0);
    assert!(!taken(3, &answers).wants_help(&phq9));
}

#[test]
fn it_takes_two_to_turn_on_what_wants_a_human() {
    let (alone, both) = (BTreeSet::new(), BTreeSet::from([3]));
    let (measures, mut profile) = (Measures::load().unwrap(), Profile::default());
    profile.measures = (0..=255).collect();
    assert!(measures.open_to(&alone).all(|one| !one.together));
    assert!(measures.chosen(3, &profile, &alone).is_none() && measures.chosen(2, &profile, &alone).is_some());
    assert!(measures.chosen(3, &profile, &both).is_some());
    assert!(measures.chosen(3, &Profile::default(), &both).is_none(), "off until chosen");
    assert!(measures.chosen(2, &Profile::default(), &both).is_none(), "off until chosen");
}

proptest! {
    #[test]
    fn sums_stay_within_their_measure(answers in prop::collection::vec(prop::option::weighted(0.9, 0..4_u8), 4)) {
        let phq4 = measure(2);
        let one = taken(2, &answers);
        match one.sum(&phq4) {
            Some(sum) => prop_assert!(sum <= phq4.highest() && answers.iter().all(Option::is_some)),
            None => prop_assert!(answers.iter().any(Option::is_none)),
        }
        prop_assert_eq!(one.said(&phq4).count(), 4);
    }

    #[test]
    fn a_change_there_is_the_same_change_back(before in 0..13_usize, now in 0..13_usize) {
        let phq4 = measure(2);
        let turned = match phq4.change(now, before) {
            MeasureChange::None => MeasureChange::None,
            MeasureChange::Wobble { by, up } => MeasureChange::Wobble { by, up: !up },
            MeasureChange::More { by, up } => MeasureChange::More { by, up: !up },
        };
        prop_assert_eq!(phq4.change(before, now), turned);
    }
}

fn pack(change: impl Fn(String) -> String) -> anyhow::Result<Measures> {
    let ours = include_str!("../../../hosting/measures/ucla-3.toml");
    Measures::load().unwrap().with_pack(&change(ours.to_owned()))
}

#[test]
fn a_pack_adds_questions_that_count_as_published() {
    let measures = pack(|file| file).unwrap();
    let profile = Profile { measures: [103].into(), ..Profile::default() };
    let ucla = measures.chosen(103, &profile, &BTreeSet::new()).expect("off until chosen, and then there");
    assert_eq!((ucla.lowest(), ucla.highest()), (3, 9));
    assert_eq!(taken(103, &[Some(0); 3]).sum(ucla), Some(3));
    assert_eq!(taken(103, &[Some(2), Some(1), Some(0)]).sum(ucla), Some(6));
    assert!(matches!(ucla.change(4, 6), MeasureChange::Wobble { by: 2, up: true }));
}

#[test]
fn a_pack_that_is_none_stops_the_start_and_says_why() {
    for (from, to, why) in [
        ("number = 103", "number = 2", "must be 100 or more"),
        ("wobble = 3", "", "a sum has a wobble"),
        ("days = 28", "dais = 28", "dais"),
        ("days = 28", "days = 0", "days and a wobble"),
        ("by = \"Hughes", "by = \"\" #", "say whose it is"),
    ] {
        let error = pack(|file| file.replace(from, to)).unwrap_err();
        assert!(format!("{error:#}").contains(why), "{error:#}");
    }
}

#[test]
fn a_pack_that_is_not_there_stops_the_start_and_says_which() {
    let error = Measures::with_packs(&[PathBuf::from("no such file")]).unwrap_err();
    assert!(format!("{error:#}").starts_with("HANDRAIL_MEASURES: no such file is no pack"), "{error:#}");
}

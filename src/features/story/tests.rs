use proptest::prelude::*;

use jiff::ToSpan as _;

use super::*;
use crate::model::scheduler::Felt;

const SUNDAY: Date = Date::constant(2026, 11, 22);

fn day(ago: i32) -> Date {
    SUNDAY.saturating_sub(ago.days())
}

fn forecast(ago: i32, guess: Felt, was: Felt) -> Forecast {
    Forecast { day: day(ago), at: 0, step: 1, kind: None, guess, was }
}

#[test]
fn four_answers_say_nothing_and_five_do() {
    let four = [(day(0), 0), (day(1), 1), (day(2), 1), (day(3), 2)];
    assert_eq!(rows(Span::Week, &four), None);
    let five = [four.as_slice(), &[(day(7), 2)]].concat();
    let found = rows(Span::Week, &five).unwrap();
    let monday = Date::constant(2026, 11, 16);
    assert_eq!(found, [AnswerRow { from: day(13), counts: [0, 0, 1] }, AnswerRow { from: monday, counts: [1, 2, 1] }]);
    assert_eq!(kinds(&[StepKind::Message; 4]), None);
    assert_eq!(kinds(&[StepKind::Message; 5]), Some(vec![(StepKind::Message, 5)]));
}

#[test]
fn guesses_stand_where_the_words_beside_the_picture_do() {
    let same = [forecast(0, Felt::TooMuch, Felt::Easy); 5];
    let [row] = guesses(Span::Month, &same).unwrap()[..] else { panic!("one month") };
    assert_eq!((row.guess_down, row.was_down, row.tally.gentler), (125, 875, 5));
    assert_eq!(guesses(Span::Month, &same[..4]), None);
}

#[test]
fn a_short_time_is_told_by_the_week_and_a_long_one_by_the_month() {
    assert_eq!(Span::fitting([day(70), day(0)].into_iter()), Span::Week);
    assert_eq!(Span::fitting([day(0), day(71)].into_iter()), Span::Month);
    assert_eq!(Span::fitting(std::iter::empty()), Span::Week);
}

proptest! {
    #[test]
    fn a_row_holds_its_day_and_bars_are_full(answers in prop::collection::vec((0..400_i32, 0..3_usize), 5..80)) {
        let answers: Vec<_> = answers.into_iter().map(|(ago, which)| (day(ago), which)).collect();
        for span in [Span::Week, Span::Month] {
            let rows = rows(span, &answers).unwrap();
            prop_assert!(rows.len() <= ROWS && rows.is_sorted_by_key(|row| row.from));
            for row in &rows {
                let inside = answers.iter().filter(|(day, _)| span.start(*day) == row.from).count();
                prop_assert_eq!(row.counts.iter().sum::<usize>(), inside);
                prop_assert!(inside > 0, "no row stands for nothing");
                let parts = row.parts();
                prop_assert_eq!(parts.iter().map(|part| part.wide).sum::<usize>(), 100);
                prop_assert!(parts[0].from == 0 && parts[1].from == parts[0].wide);
            }
            if rows.len() < ROWS {
                prop_assert_eq!(rows.iter().flat_map(|row| row.counts).sum::<usize>(), answers.len());
            }
        }
        prop_assert_eq!(whole(&answers).iter().sum::<usize>(), answers.len());
    }

    #[test]
    fn a_start_is_at_or_before_its_day_and_starts_itself(ago in 0..4000_i32) {
        for span in [Span::Week, Span::Month] {
            let start = span.start(day(ago));
            prop_assert!(start <= day(ago) && span.start(start) == start);
        }
    }

    #[test]
    fn the_picture_of_guesses_stays_inside_its_frame(
        felt in prop::collection::vec((0..300_i32, prop::sample::select(vec![Felt::Easy, Felt::Okay, Felt::Stretch, Felt::TooMuch]),
            prop::sample::select(vec![Felt::Easy, Felt::Okay, Felt::Stretch, Felt::TooMuch])), 5..60),
    ) {
        let all: Vec<_> = felt.into_iter().map(|(ago, guess, was)| forecast(ago, guess, was)).collect();
        for row in guesses(Span::Month, &all).unwrap() {
            prop_assert!((125..=875).contains(&row.guess_down) && (125..=875).contains(&row.was_down));
            prop_assert!(row.tally.all() > 0);
        }
    }
}

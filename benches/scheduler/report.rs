//! What is printed.

use std::borrow::Borrow;

use handrail::model::scheduler::{Felt, Guess};

use super::life::{DAYS, Life, Month};

pub fn print_head(title: &str) {
    println!(
        "\n{title:16} {:>6} {:>14} {:>12} {:>10} {:>10} {:>12} {:>9} {:>9}",
        "W", "too much/100", "1st taken %", "steps/week", "dropped %", "early much %", "ECE man.", "ECE comf."
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts of simulated people are small")]
pub fn print_row<L: Borrow<Life>>(name: &str, lives: &[L]) {
    let people = lives.len() as f64;
    let sum = |of: fn(&Life) -> f64| lives.iter().map(|life| of(life.borrow())).sum::<f64>();
    let offers = sum(|life| f64::from(life.offers)).max(1.0);
    let percent =
        |of: fn(&Life) -> bool| 100.0 * lives.iter().filter(|life| of((*life).borrow())).count() as f64 / people;
    println!(
        "{:16} {:6.1} {:14.2} {:12.0} {:10.1} {:10.0} {:12.1} {:>9} {:>9}",
        name,
        welfare(lives),
        100.0 * sum(|life| f64::from(life.too_much_offered)) / offers,
        100.0 * sum(|life| f64::from(life.first_taken)) / offers,
        sum(|life| f64::from(life.steps)) / people / (f64::from(DAYS) / 7.0),
        percent(|life| life.dropped_out),
        percent(|life| life.too_much_early),
        calibration(lives, |guess| guess.manageable, |felt| felt != Felt::TooMuch),
        calibration(lives, |guess| guess.comfortable, |felt| matches!(felt, Felt::Easy | Felt::Okay)),
    );
}

pub fn print_outward_head() {
    println!(
        "\n{:16} {:>12} {:>10} {:>14} {:>30} {:>28}",
        "this design", "not inner %", "reach %", "too much/100", "larger sizes, by month", "reach %, by month"
    );
}

/// How far the suggestions lead, from the second month on and month by month.
pub fn print_outward(name: &str, lives: &[Life]) {
    let people = f64::from(u32::try_from(lives.len()).unwrap_or(u32::MAX));
    let sum = |of: &dyn Fn(&Life) -> u32| f64::from(lives.iter().map(of).sum::<u32>());
    let later = |of: fn(&Month) -> u32| sum(&|life| life.months[1..].iter().map(of).sum());
    let offers = later(|month| month.offers).max(1.0);
    let by_month = |of: &dyn Fn(usize) -> f64| {
        (0..6).map(|at| format!("{:4.0}", of(at))).fold(String::new(), |all, one| all + &one)
    };
    let in_month = |at: usize, of: fn(&Month) -> u32| sum(&|life| of(&life.months[at]));
    println!(
        "{:16} {:12.0} {:10.0} {:14.2} {:>30} {:>28}",
        name,
        100.0 * later(|month| month.with_others) / offers,
        100.0 * later(|month| month.reached) / offers,
        100.0 * sum(&|life| life.too_much_offered) / sum(&|life| life.offers).max(1.0),
        by_month(&|at| in_month(at, |month| month.larger) / people),
        by_month(&|at| 100.0 * in_month(at, |month| month.reached) / in_month(at, |month| month.offers).max(1.0)),
    );
}

/// Mean welfare.
#[expect(clippy::cast_precision_loss, reason = "counts of simulated people are small")]
pub fn welfare<L: Borrow<Life>>(lives: &[L]) -> f64 {
    lives.iter().map(|life| life.borrow().welfare()).sum::<f64>() / lives.len() as f64
}

/// Expected calibration error over ten bins of equal width; nothing where a policy does not guess.
fn calibration<L: Borrow<Life>>(lives: &[L], said: fn(&Guess) -> f64, came: fn(Felt) -> bool) -> String {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for (guess, felt) in lives.iter().flat_map(|life| &life.borrow().guesses) {
        let said = said(guess);
        let at = (1..10).filter(|&bin| said >= f64::from(bin) / 10.0).count();
        bins[at].0 += 1.0;
        bins[at].1 += said;
        bins[at].2 += if came(*felt) { 1.0 } else { 0.0 };
    }
    let all: f64 = bins.iter().map(|bin| bin.0).sum();
    if all < 1.0 {
        return String::new();
    }
    let error: f64 = bins.iter().map(|(_, said, came)| f64::abs(said - came)).sum();
    format!("{:.3}", error / all)
}

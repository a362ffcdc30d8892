//! What good means, simulated on synthetic people; nothing here is evidence about real ones.
//!
//! `cargo bench --bench scheduler` prints a table for about 700 people;
//! `cargo bench --bench scheduler -- 5200` is the reference run.

mod chance;
mod library;
mod life;
mod people;
mod policies;
mod populations;

use std::hint::black_box;
use std::time::Instant;

use handrail::suggestions::scheduler::{Felt, Guess, Offer, Outcome, Person, Rung, Today};
use life::{DAYS, Life, live};
use people::Human;
use policies::{Named, POLICIES};
use populations::Population;

fn main() {
    let people = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(700);
    let rungs = library::rungs();
    println!("{people} synthetic people, {DAYS} days, {} rungs\n", rungs.len());
    println!(
        "{:16} {:>6} {:>14} {:>12} {:>10} {:>10} {:>12} {:>9} {:>9}",
        "policy",
        "W",
        "too much/100",
        "1st taken %",
        "steps/week",
        "dropped %",
        "early much %",
        "ECE man.",
        "ECE comf."
    );
    for policy in &POLICIES {
        print_row(policy.0, &lives(policy, people, &rungs, &Population::ALL));
    }
    println!("\nthis design, by population");
    for population in Population::ALL {
        let name = format!("{population:?}");
        print_row(&name, &lives(&POLICIES[2], people / 13 + 1, &rungs, &[population]));
    }
    println!("\none offer among 1,000 rungs: {:.0} microseconds", offer_time(&rungs));
}

/// The same people for every policy.
fn lives(policy: &Named, people: u64, rungs: &[Rung], populations: &[Population]) -> Vec<Life> {
    let kinds = populations.iter().cycle();
    (0..people)
        .zip(kinds)
        .map(|(seed, &population)| {
            let mut human = Human::new(population, seed, rungs);
            let mut policy = policy.1(&human, rungs.len());
            live(&mut human, policy.as_mut(), rungs)
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of simulated people are small")]
fn print_row(name: &str, lives: &[Life]) {
    let people = lives.len() as f64;
    let sum = |of: fn(&Life) -> f64| lives.iter().map(of).sum::<f64>();
    let offers = sum(|life| f64::from(life.offers)).max(1.0);
    let percent = |of: fn(&Life) -> bool| 100.0 * lives.iter().filter(|life| of(life)).count() as f64 / people;
    println!(
        "{:16} {:6.1} {:14.2} {:12.0} {:10.1} {:10.0} {:12.1} {:9.3} {:9.3}",
        name,
        sum(Life::welfare) / people,
        100.0 * sum(|life| f64::from(life.too_much_offered)) / offers,
        100.0 * sum(|life| f64::from(life.first_taken)) / offers,
        sum(|life| f64::from(life.steps)) / people / (f64::from(DAYS) / 7.0),
        percent(|life| life.dropped_out),
        percent(|life| life.too_much_early),
        calibration(lives, |guess| guess.manageable, |felt| felt != Felt::TooMuch),
        calibration(lives, |guess| guess.comfortable, |felt| { matches!(felt, Felt::Easy | Felt::Okay) }),
    );
}

/// Expected calibration error over ten bins of equal width; 0 where a policy does not guess.
fn calibration(lives: &[Life], said: fn(&Guess) -> f64, came: fn(Felt) -> bool) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for (guess, felt) in lives.iter().flat_map(|life| &life.guesses) {
        let said = said(guess);
        let at = (1..10).filter(|&bin| said >= f64::from(bin) / 10.0).count();
        bins[at].0 += 1.0;
        bins[at].1 += said;
        bins[at].2 += if came(*felt) { 1.0 } else { 0.0 };
    }
    let all: f64 = bins.iter().map(|bin| bin.0).sum();
    bins.iter().map(|(_, said, came)| (said - came).abs()).sum::<f64>() / f64::max(all, 1.0)
}

/// Mean time of an offer in microseconds, to someone with a month of history.
fn offer_time(library: &[Rung]) -> f64 {
    let mut rungs: Vec<_> = library.iter().copied().cycle().take(1000).collect();
    for (step, sizes) in (0..).zip(rungs.chunks_mut(3)) {
        for rung in sizes {
            rung.step = step;
        }
    }
    let mut person = Person::new(rungs.len(), &[], None);
    let done = Outcome::Done { felt: Some(Felt::Okay), nourished: None };
    let mut today = Today { day: 0, energy: None, away_days: 0 };
    for day in 0..30 {
        today.day = day;
        person.begin_day(&today);
        if let Offer::Steps { main, .. } = person.offer(&rungs, &today, true, 7) {
            person.shown(main, &rungs, &today, true);
            person.reflect(main, &rungs, &today, done, true);
        }
    }
    let times = 500_u32;
    let began = Instant::now();
    for seed in 0..times {
        black_box(person.offer(black_box(&rungs), &today, true, seed.into()));
    }
    began.elapsed().as_secs_f64() * 1e6 / f64::from(times)
}

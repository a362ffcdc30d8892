//! What good means, simulated on synthetic people; nothing here is evidence about real ones.
//!
//! `cargo bench --bench scheduler` prints a table of policies, one of populations, and one of how far suggestions lead over
//! months whoever answers, for 1,300 people and the real steps;
//! `cargo bench --bench scheduler -- 5200` is as large as the reference run, and `-- 5200 even` has made-up steps in place
//! of the real ones. The same words always print the same figures.
//!
//! **Where the numbers come from.** Those of the specification's simulator are used as they are. It leaves open how often
//! people come, ask, look further and leave, what weighs how much on taking a step, how fast engagement moves, how bad
//! bad luck is, and what the compared policies are in detail. These are ours, marked "ours" or in `will` and `policies`.
//! They were set by hand until the rows of *random*, *fixed ladder*, *staircase* and the capacity oracle lay as near as
//! they would to the reference's, over both libraries, and then left alone. The design's rows were in sight meanwhile, so
//! their nearness to the reference confirms little. The reference's oracles must know little of boredom, since they are
//! followed less often than the design; ours only avoid the same step two days in a row. One that also seeks variety does
//! better (W about 29), and the design then comes about 5 points less of the way.

mod answers;
mod chance;
mod human;
mod libraries;
mod life;
mod policies;
mod populations;
mod report;
mod speed;
mod will;

use handrail::model::scheduler::Rung;
use human::Human;
use life::{DAYS, LONG, Life, Span, live};
use policies::{DESIGN, Named, POLICIES};
use populations::Population;
use report::{print_head, print_outward, print_outward_head, print_row, welfare};

fn main() {
    let people = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1300);
    let even = std::env::args().any(|argument| argument == "even");
    let (rungs, cards) = if even { libraries::even() } else { libraries::real() };
    let of = if even { "made-up" } else { "real" };
    println!("{people} synthetic people, {DAYS} days, {} rungs of {of} steps", rungs.len());

    let all: Vec<_> = POLICIES.iter().map(|policy| lives(policy, people, &rungs, &cards)).collect();
    print_head("policy");
    for (policy, lives) in POLICIES.iter().zip(&all) {
        print_row(policy.name, lives);
    }
    let oracle = POLICIES.iter().position(|policy| policy.name == "capacity oracle").unwrap_or(0);
    let way = |at: usize| 100.0 * (welfare(&all[at]) - welfare(&all[0])) / (welfare(&all[oracle]) - welfare(&all[0]));
    println!(
        "\nfrom random to the capacity oracle: this design {:.0} %, with cards {:.0} %, with guesses {:.0} %, with both {:.0} %",
        way(DESIGN),
        way(DESIGN + 1),
        way(DESIGN + 2),
        way(DESIGN + 3)
    );
    print_head("this design");
    for (at, population) in Population::ALL.iter().enumerate() {
        let lives: Vec<&Life> = all[DESIGN].iter().skip(at).step_by(Population::ALL.len()).collect();
        print_row(&format!("{population:?}"), &lives);
    }
    println!("\n{LONG} days of people who stay, on days that are not low; from day 30 on, and month by month");
    print_outward_head();
    for population in Population::ALL.into_iter().chain(Population::HIDDEN) {
        print_outward(&format!("{population:?}"), &long_lives(population, people / 13, &rungs));
    }
    println!("\none offer among 1,000 rungs: {:.0} microseconds", speed::offer_time(&rungs));
}

/// The same people for every policy, each population in turn.
fn lives(policy: &Named, people: u64, rungs: &[Rung], cards: &[usize]) -> Vec<Life> {
    (0..people)
        .zip(Population::ALL.iter().cycle())
        .map(|(seed, &population)| {
            let mut human = Human::new(population, seed, rungs);
            let mut chooses = (policy.begin)(&mut human, rungs);
            if policy.cards {
                let words: Vec<_> = cards.iter().map(|&card| (card, human.sorts(card, &rungs[card]))).collect();
                chooses.sorted(&words, rungs);
            }
            live(&mut human, chooses.as_mut(), rungs, policy.guesses, Span { days: DAYS, stays: false })
        })
        .collect()
}

/// Months of people of one population with this design.
fn long_lives(population: Population, people: u64, rungs: &[Rung]) -> Vec<Life> {
    let lives = (0..people).map(|seed| {
        let mut human = Human::new(population, seed, rungs);
        let mut chooses = (POLICIES[DESIGN].begin)(&mut human, rungs);
        live(&mut human, chooses.as_mut(), rungs, 0.0, Span { days: LONG, stays: true })
    });
    lives.collect()
}

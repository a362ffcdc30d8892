//! How long one offer takes.

use std::hint::black_box;
use std::time::Instant;

use handrail::model::scheduler::{Felt, Offer, Outcome, Person, Rung, Today};

/// Mean time of an offer among 1,000 rungs in microseconds, to someone with a month of history.
pub fn offer_time(library: &[Rung]) -> f64 {
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

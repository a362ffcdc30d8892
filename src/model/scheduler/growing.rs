//! Growing: when it is time for a larger size. This chooses among what may be offered and stands around [`Person::offer`].

use super::choose::SURE;
use super::{Energy, Felt, Person, Rung, Today};

/// After how many smallest sizes in a row that were easy or okay a larger one is next.
const SMALL_AND_FINE: u32 = 3;

impl Person {
    /// The larger sizes with others among which the next offer is made, where it is time for one and one is sure: after
    /// some smallest ones in a row that went well, or on a day with room to spare; never while things are kept `soft`. What
    /// binds after something was too much binds size by size.
    pub fn grown(&self, rungs: &[Rung], today: &Today, soft: bool) -> Vec<Rung> {
        let due = self.small_and_fine >= SMALL_AND_FINE || today.energy == Some(Energy::Plenty);
        if !due || soft || self.is_new() || today.is_low() {
            return Vec::new();
        }
        let larger = (0..rungs.len()).filter(|at| rungs[*at].size > 0 && rungs[*at].reaches());
        larger.filter(|at| self.is_sure(*at, rungs, today)).map(|at| rungs[at]).collect()
    }

    /// Whether a rung may be offered, and is surely manageable.
    pub fn is_sure(&self, rung: usize, rungs: &[Rung], today: &Today) -> bool {
        self.allowed(rung, rungs, today) && self.guess(rung, rungs, today.energy).low >= SURE
    }

    /// Counts a size that is shown: a larger one with others is what the row waits for.
    pub(super) const fn count_larger(&mut self, rung: &Rung) {
        if rung.size > 0 && !rung.inner {
            self.small_and_fine = 0;
        }
    }

    /// Counts how something went.
    pub(super) const fn count_fine(&mut self, rung: &Rung, felt: Felt) {
        match felt {
            Felt::Easy | Felt::Okay if rung.size == 0 => self.small_and_fine = self.small_and_fine.saturating_add(1),
            Felt::Easy | Felt::Okay => {}
            Felt::Stretch | Felt::TooMuch => self.small_and_fine = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scheduler::Outcome;

    const SYMBOL: Rung =
        Rung { step: 1, size: 0, kind: 1, demand: [0.3, 0.0, 0.0, 0.0, 0.0], effort: 0.05, nourish: 0.3, inner: false };
    const LINE: Rung = Rung { size: 1, demand: [0.6, 0.0, 0.0, 0.0, 0.0], ..SYMBOL };
    const RUNGS: [Rung; 2] = [SYMBOL, LINE];

    fn day(day: i32, energy: Energy) -> Today {
        Today { day, energy: Some(energy), away_days: 0 }
    }

    /// Somebody past their first days who said this of so many smallest sizes.
    fn after(felt: &[Felt]) -> Person {
        let mut person = Person::new(0, &[], None);
        for _ in 0..3 {
            person.shown(0, &RUNGS, &day(-30, Energy::Some), false);
        }
        for felt in felt {
            let done = Outcome::Done { felt: Some(*felt), nourished: None };
            person.reflect(0, &RUNGS, &day(-20, Energy::Some), done, true);
        }
        person
    }

    fn grown(person: &Person, today: &Today) -> Vec<Rung> {
        person.grown(&RUNGS, today, person.softened(today))
    }

    #[test]
    fn three_small_ones_that_went_well_make_room_for_a_larger() {
        let today = day(0, Energy::Some);
        assert!(grown(&after(&[Felt::Okay; 2]), &today).is_empty());
        assert_eq!(grown(&after(&[Felt::Okay; 3]), &today), [LINE]);
        assert!(grown(&after(&[Felt::Okay, Felt::Okay, Felt::Stretch, Felt::Easy]), &today).is_empty());
        let mut shown = after(&[Felt::Easy; 5]);
        shown.shown(1, &RUNGS, &day(-10, Energy::Some), false);
        assert!(grown(&shown, &today).is_empty(), "one was shown since");
    }

    #[test]
    fn a_day_with_room_is_enough_and_a_low_or_soft_one_never() {
        assert_eq!(grown(&after(&[]), &day(0, Energy::Plenty)), [LINE]);
        assert!(grown(&after(&[Felt::Okay; 3]), &day(0, Energy::Low)).is_empty());
        let mut soft = after(&[]);
        let done = Outcome::Done { felt: Some(Felt::TooMuch), nourished: None };
        soft.reflect(0, &RUNGS, &day(-5, Energy::Some), done, true);
        assert!(grown(&soft, &day(0, Energy::Plenty)).is_empty());
    }
}

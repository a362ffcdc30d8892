//! Rules of thumb as a leaflet might give them: begin low, a notch up after three that went well, a notch down after
//! one that was too much, only small things on low days, no step twice within four days, what does most good first.

use handrail::model::scheduler::{Energy, Felt, Outcome, Rung, Today};

use super::{Choice, Policy};
use crate::chance::Chance;
use crate::human::Human;

pub struct Expert {
    notch: u8,
    well: u32,
    shown: Vec<(i32, u32)>,
    chance: Chance,
}

impl Expert {
    pub fn new(human: &Human) -> Self {
        let notch = if human.barriers.is_empty() { 2 } else { 1 };
        Self { notch, well: 0, shown: Vec::new(), chance: Chance::new(human.chance.clone().bits()) }
    }
}

impl Policy for Expert {
    fn offer(&mut self, _: &Human, rungs: &[Rung], today: &Today, _: bool) -> Option<Choice> {
        let highest = if today.energy == Some(Energy::Low) { 1.min(self.notch) } else { self.notch };
        let lately = |rung: &Rung| self.shown.iter().any(|&(day, step)| step == rung.step && today.day - day <= 4);
        let fitting: Vec<_> = (0..rungs.len())
            .filter(|&at| rungs[at].notch() <= highest && !lately(&rungs[at]))
            .map(|at| (at, rungs[at].nourish + self.chance.between(0.0, 0.3)))
            .collect();
        let best = |fits: &dyn Fn(&Rung) -> bool| {
            let fits = fitting.iter().filter(|one| fits(&rungs[one.0]));
            fits.max_by(|a, b| a.1.total_cmp(&b.1)).map(|one| one.0)
        };
        let main = best(&|rung| rung.notch() == highest).or_else(|| best(&|_| true))?;
        let smaller = best(&|rung| rung.notch() < rungs[main].notch());
        let other = best(&|rung| rung.kind != rungs[main].kind);
        Some(Choice { main, smaller, other })
    }

    fn shown(&mut self, at: usize, rungs: &[Rung], today: &Today, _: bool) {
        self.shown.push((today.day, rungs[at].step));
    }

    fn reflect(&mut self, _: usize, _: &[Rung], _: &Today, outcome: Outcome, _: bool) {
        let Outcome::Done { felt: Some(felt), .. } = outcome else { return };
        match felt {
            Felt::Easy | Felt::Okay => self.well += 1,
            Felt::Stretch => {}
            Felt::TooMuch => {
                self.notch = self.notch.saturating_sub(1);
                self.well = 0;
            }
        }
        if self.well >= 3 {
            self.notch = (self.notch + 1).min(6);
            self.well = 0;
        }
    }
}

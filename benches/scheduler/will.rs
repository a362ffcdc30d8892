//! Whether somebody comes, takes a step, comes back. Every number here is ours.

use handrail::model::scheduler::{Felt, Rung};

use super::human::Human;

impl Human {
    /// Whether they are here today.
    pub fn comes(&mut self) -> bool {
        self.chance.happens(0.7 + 0.25 * self.engagement)
    }

    /// How hard a rung looks beforehand.
    pub fn anticipates(&mut self, at: usize, rung: &Rung) -> f64 {
        self.strain(at, rung).0 + self.pessimism + self.chance.normal(0.0, 0.6)
    }

    /// How likely they are to take a rung that looks this hard.
    pub fn would_take(&self, anticipated: f64, at: usize, rung: &Rung, day: i32) -> f64 {
        let (mut same, mut kind) = (0.0, 0.0);
        for &(then, step, of_kind) in &self.done {
            let days = f64::from(day - then);
            same += if step == rung.step { (-days / 8.0).exp() } else { 0.0 };
            kind += if of_kind == rung.kind { (-days / 4.0).exp() } else { 0.0 };
        }
        let boredom = 0.5 * (0.4 * f64::min(kind, 2.0) + same);
        let wish = -0.3 - 0.75 * anticipated.max(-1.0) + 0.6 * self.value(at, rung) + 1.5 * (self.engagement - 0.5);
        1.0 / (1.0 + (boredom - wish).exp())
    }

    /// What a step leaves behind: value draws them on, overwhelm drives them off, and expectations soften.
    pub fn remembers(&mut self, felt: Felt, value: f64) {
        self.feels(if felt == Felt::TooMuch { -0.2 } else { 0.16 * value });
        self.pessimism -= 0.02 * (self.pessimism - 0.1);
    }

    pub fn feels(&mut self, change: f64) {
        self.engagement = (self.engagement + change).clamp(0.0, 1.0);
    }

    /// Novelty wears off with each day they are here.
    pub fn wearies(&mut self) {
        self.feels(-0.018);
    }

    /// Looking at a rung can be too much by itself.
    pub fn sees(&mut self, anticipated: f64) {
        if anticipated > 1.0 {
            self.feels(-0.04);
        }
    }

    /// Leaving a step costs a little too.
    pub fn leaves(&mut self) {
        self.feels(-0.006);
    }

    /// Whether this is the day they stop coming.
    pub fn drops_out(&mut self) -> bool {
        self.chance.happens(0.03 * (-5.0 * self.engagement).exp())
    }
}

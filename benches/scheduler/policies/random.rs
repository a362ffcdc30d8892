//! Any rung, every day.

use handrail::model::scheduler::{Rung, Today};

use super::{Choice, Policy};
use crate::chance::Chance;
use crate::human::Human;

pub struct Random(Chance);

impl Random {
    pub fn new(human: &Human) -> Self {
        Self(Chance::new(human.chance.clone().bits()))
    }
}

impl Policy for Random {
    fn offer(&mut self, _: &Human, rungs: &[Rung], _: &Today, _: bool) -> Option<Choice> {
        let mut any = || self.0.index(rungs.len());
        Some(Choice { main: any(), smaller: Some(any()), other: Some(any()) })
    }
}

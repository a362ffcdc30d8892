//! The steadying plan: what is easier to think of before a heavy time than in it.

pub mod edit;
pub mod feature;
pub mod form;
pub mod pages;
pub mod paths;
pub mod sections;

use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::model::plan::Plan;

impl Entry for Plan {
    const LIST_PATH: &'static str = paths::PLAN;

    fn words(&self) -> Vec<&str> {
        self.parts.values().map(String::as_str).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        (&self.country, &self.parts) == (&other.country, &other.parts)
    }

    fn after_restore(_: Id) -> String {
        paths::PLAN.to_owned()
    }
}

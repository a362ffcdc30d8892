//! The ladder: one’s own order of steps, and steps of one’s own.

pub mod feature;
pub mod order;
pub mod own_step_form;
pub mod own_step_pages;
pub mod pages;
pub mod paths;

use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::model::steps::own::OwnStep;

impl Entry for OwnStep {
    const LIST_PATH: &'static str = paths::LADDER;
    const PATH: &'static str = paths::EACH;

    fn words(&self) -> Vec<&str> {
        let sizes = self.sizes.iter().map(|size| size.does.as_str());
        [self.title.as_str(), &self.why, &self.words]
            .into_iter()
            .chain(sizes)
            .filter(|words| !words.is_empty())
            .collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        *self == Self { at: self.at, ..other.clone() }
    }

    fn address(id: Id) -> String {
        crate::features::steps::paths::step(id)
    }
}

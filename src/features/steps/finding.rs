//! Finding a step by words in what it is called and what one does. Pure.

use crate::features::search::matching::{Excerpt, SearchQuery};
use crate::model::steps::{SizedStep, Step};

/// A step that was found, and the part of it that says so where its title does not.
pub struct FoundStep<'a> {
    pub step: &'a Step,
    pub excerpt: Option<Excerpt>,
}

/// Those of the steps that have all the words: first those that are called so, then those in which one does so.
pub fn among<'a>(steps: impl Iterator<Item = &'a Step>, wanted: &SearchQuery) -> Vec<FoundStep<'a>> {
    let mut found: Vec<FoundStep> = steps.filter_map(|step| found(step, wanted)).collect();
    found.sort_by_key(|one| one.excerpt.is_some());
    found
}

fn found<'a>(step: &'a Step, wanted: &SearchQuery) -> Option<FoundStep<'a>> {
    if wanted.found_in(&[&step.title]).is_some() {
        return Some(FoundStep { step, excerpt: None });
    }
    let says = |size: &'a SizedStep| [&size.title, &size.does];
    let texts: Vec<&String> = std::iter::once(&step.title).chain(step.sizes.iter().flat_map(says)).collect();
    Some(FoundStep { step, excerpt: Some(wanted.found_in(&texts)?) })
}

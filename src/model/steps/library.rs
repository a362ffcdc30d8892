//! The steps that can be suggested, read once at start.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;

use super::safety::left_out;
use super::{Exclusion, Flag, Size, Step};
use crate::base::content;
use crate::model::profile::Profile;
use crate::model::scheduler::Rung;

/// Every step, with what to be careful about. Cheap to copy: the steps themselves are shared.
#[derive(Clone, Debug)]
pub struct Library {
    steps: Arc<[Arc<Step>]>,
    rungs: Arc<[Rung]>,
    flags: Arc<BTreeMap<String, Flag>>,
}

impl Library {
    pub fn load() -> anyhow::Result<Self> {
        let flags: BTreeMap<String, Flag> = content::toml("flags.toml")?;
        let mut steps = content::names("steps/")
            .iter()
            .map(|name| {
                let mut step: Step = content::toml(name)?;
                let file = name.trim_start_matches("steps/");
                file.strip_suffix(".toml").with_context(|| format!("{name} is no step"))?.clone_into(&mut step.slug);
                anyhow::ensure!(
                    step.sizes.iter().map(|one| one.size).eq(Size::ALL),
                    "{name}: three sizes, smallest first"
                );
                if let Some(flag) = step.flags.iter().find(|flag| !flags.contains_key(*flag)) {
                    anyhow::bail!("{name}: there is no flag {flag}");
                }
                Ok(step)
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        steps.sort_by_key(|step| step.number);
        let rungs = steps.iter().flat_map(Step::rungs).collect();
        Ok(Self { steps: steps.into_iter().map(Arc::new).collect(), rungs, flags: Arc::new(flags) })
    }

    pub fn with(&self, own: impl IntoIterator<Item = Step>) -> Self {
        let mut own = own.into_iter().map(Arc::new).peekable();
        if own.peek().is_none() {
            return self.clone();
        }
        let mut steps: Vec<_> = self.steps.iter().cloned().chain(own).collect();
        steps.sort_by_key(|step| step.number);
        let rungs = steps.iter().flat_map(|step| step.rungs()).collect();
        Self { steps: steps.into(), rungs, flags: Arc::clone(&self.flags) }
    }

    /// All steps, by number.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.iter().map(Arc::as_ref)
    }

    /// All sizes of all steps, as the scheduler sees them.
    pub fn rungs(&self) -> &[Rung] {
        &self.rungs
    }

    /// The sizes of all steps that may be suggested to someone.
    pub fn rungs_for(&self, profile: &Profile) -> Vec<Rung> {
        self.steps().filter(|step| self.left_out(step, profile).is_none()).flat_map(Step::rungs).collect()
    }

    /// Whether, and why, a step is not suggested to someone.
    pub fn left_out(&self, step: &Step, profile: &Profile) -> Option<Exclusion> {
        left_out(step, |key| self.flags.get(key).cloned(), profile)
    }

    pub fn step(&self, number: u32) -> Option<&Step> {
        self.steps
            .binary_search_by_key(&number, |step| step.number)
            .ok()
            .and_then(|at| self.steps.get(at))
            .map(Arc::as_ref)
    }

    pub fn by_slug(&self, slug: &str) -> Option<&Step> {
        self.steps().find(|step| step.slug == slug)
    }

    /// Where a step's size stands among [`Library::rungs`].
    pub fn rung(&self, number: u32, size: Size) -> Option<usize> {
        self.rungs.binary_search_by_key(&(number, size.number()), |rung| (rung.step, rung.size)).ok()
    }

    pub fn flags<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = (&'a str, &'a Flag)> + 'a {
        step.flags.iter().filter_map(|key| self.flags.get_key_value(key)).map(|(key, flag)| (key.as_str(), flag))
    }
}

//! The steps that can be suggested, read once at start.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, bail, ensure};

use super::{Around, Exclusion, Flag, LifeNow, Mark, NeededHour, Situation, Size, SizedStep, Step, safety};
use crate::base::content;
use crate::model::outward::Reached;
use crate::model::profile::Profile;
use crate::model::reflection::{Attempt, AttemptOutcome, Reflection};
use crate::model::scheduler::{Barrier, Rung};
use crate::model::surroundings::Here;

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
                is_whole(&step, &flags).with_context(|| name.clone())?;
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

    /// All sizes of all steps.
    pub fn sizes(&self) -> impl Iterator<Item = (&Step, &SizedStep)> {
        self.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size)))
    }

    /// The same as the scheduler sees them.
    pub fn rungs(&self) -> &[Rung] {
        &self.rungs
    }

    /// The sizes of all steps that may be suggested to someone.
    pub fn rungs_for(&self, profile: &Profile) -> Vec<Rung> {
        let sizes = self
            .steps()
            .flat_map(|step| step.sizes.iter().zip(step.rungs()).map(move |(size, rung)| (step, size, rung)));
        let may = sizes.filter(|(step, size, _)| self.size_left_out(step, size, profile).is_none());
        may.map(|(.., rung)| rung).collect()
    }

    /// Whether, and why, no size of a step is suggested to someone.
    pub fn left_out(&self, step: &Step, profile: &Profile) -> Option<Exclusion> {
        let mut sizes = step.sizes.iter().map(|size| self.size_left_out(step, size, profile));
        let first = sizes.next()??;
        sizes.all(|size| size.is_some()).then_some(first)
    }

    /// Whether, and why, a size of a step is not suggested to someone.
    pub fn size_left_out(&self, step: &Step, size: &SizedStep, profile: &Profile) -> Option<Exclusion> {
        safety::left_out(step, size, |key| self.flags.get(key), profile)
    }

    /// Whether one of its sizes could hurt somebody in their situation.
    pub fn could_hurt(&self, step: &Step, profile: &Profile) -> bool {
        step.sizes.iter().any(|size| matches!(self.size_left_out(step, size, profile), Some(Exclusion::For(_))))
    }

    /// Whether a size may sting where somebody was lost: said or not.
    pub fn may_sting(&self, step: &Step, size: &SizedStep) -> bool {
        step.flags_of(size)
            .filter_map(|key| self.flags.get(key))
            .any(|flag| flag.hide_when.contains(&Situation::RecentLoss))
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

    /// What somebody set out to do, as a heading.
    pub fn heading(&self, attempted: &Attempt) -> Option<&str> {
        self.step(attempted.step).map(|step| step.heading(attempted.size))
    }

    /// Whom it reached, where it was done or nearly.
    pub fn reached(&self, attempted: &Attempt, told: &Reflection) -> Option<Reached> {
        let tried = told.outcome != AttemptOutcome::Rested;
        self.step(attempted.step).filter(|_| tried).map(|step| Reached::by(step, attempted.size))
    }

    /// Where a step's size stands among [`Library::rungs`].
    pub fn rung(&self, number: u32, size: Size) -> Option<usize> {
        self.rungs.binary_search_by_key(&(number, size.number()), |rung| (rung.step, rung.size)).ok()
    }

    /// The size a rung stands for.
    pub fn sized(&self, rung: &Rung) -> Option<(&Step, &SizedStep)> {
        let step = self.step(rung.step)?;
        Some((step, step.size(Size::from_number(rung.size)?)?))
    }

    /// What to be careful about in any size of a step.
    pub fn all_flags<'a>(&'a self, step: &'a Step) -> Vec<(&'a str, &'a Flag)> {
        let mut keys: Vec<&str> = step.flags.iter().map(String::as_str).collect();
        for key in step.sizes.iter().flat_map(|size| &size.flags) {
            if !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        self.named(keys.into_iter()).collect()
    }

    /// What to be careful about in one size: what holds for all of them, and for this one.
    pub fn flags_of<'a>(
        &'a self,
        step: &'a Step,
        size: &'a SizedStep,
    ) -> impl Iterator<Item = (&'a str, &'a Flag)> + 'a {
        self.named(step.flags_of(size))
    }

    /// The same for the size in which a step is usually meant.
    pub fn flags_of_usual<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = (&'a str, &'a Flag)> + 'a {
        step.usual().into_iter().flat_map(|size| self.flags_of(step, size))
    }

    fn named<'a>(&'a self, keys: impl Iterator<Item = &'a str> + 'a) -> impl Iterator<Item = (&'a str, &'a Flag)> + 'a {
        keys.filter_map(|key| self.flags.get_key_value(key)).map(|(key, flag)| (key.as_str(), flag))
    }
}

/// Whether everything a step of the library says of its sizes fits together.
fn is_whole(step: &Step, flags: &BTreeMap<String, Flag>) -> anyhow::Result<()> {
    ensure!(step.sizes.iter().map(|one| one.size).eq(Size::ALL), "three sizes, smallest first");
    for (size, rung) in step.sizes.iter().zip(step.rungs()) {
        let word = size.size.word();
        if let Some(flag) = step.flags_of(size).find(|flag| !flags.contains_key(*flag)) {
            bail!("{word}: there is no flag {flag}");
        }
        ensure!(size.inner == size.around.is_empty(), "{word}: with whom, unless it needs nobody");
        ensure!(rung.reaches() == size.noticed_by.is_some(), "{word}: who would notice, where it reaches somebody");
        ensure!(!(size.inner && size.reply), "{word}: nobody answers what nobody sees");
        ensure!(size.leads_to.is_some() == size.lead.is_some(), "{word}: what it leads to, and the question that does");
        let is_known = |word: &String| {
            word == safety::RECENT_LOSS
                || Barrier::from_word(word).is_some()
                || LifeNow::from_word(word).is_some()
                || Around::from_word(word).is_some()
                || Here::from_word(word).is_some()
        };
        ensure!(size.only_for.iter().all(is_known), "{word}: for whom alone");
        let with_others = size.is(Mark::Out) || size.is(Mark::SamePeople);
        ensure!(!(size.inner && with_others), "{word}: what is out, or among the same people, is with others");
        ensure!(!(size.occasion && size.is(Mark::LowDay)), "{word}: what is for a low day can be done at will");
        ensure!(size.hours != Some(size.derived_hour()), "{word}: the hours that follow from it need not be said");
        ensure!(!size.is(Mark::Out) || size.needed_hour() != NeededHour::Any, "{word}: nobody goes out at any hour");
        ensure!(!(size.is(Mark::FairDay) && size.is(Mark::LowDay)), "{word}: a day is low or fair");
        ensure!(size.opened_by.is_empty() || !size.inner, "{word}: one goes to somebody, or among people");
        let next = size.leads_to.map(|next| step.size(next));
        ensure!(
            next.is_none_or(|next| size.inner && next.is_some_and(|next| next.size > size.size && !next.inner)),
            "{word}: what prepares needs nobody, and leads on to a larger size that does"
        );
    }
    Ok(())
}

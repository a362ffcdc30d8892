//! What to be careful about, and for whom a step is left out. Pure.

use serde::Deserialize;

use super::{Company, Step, StepKind};
use crate::model::profile::Profile;

/// What to be careful about, in words, and when to leave a step out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    pub title: String,
    pub note: String,
    /// For whom a step that carries it is not suggested.
    #[serde(default)]
    pub hide_when: Vec<Situation>,
}

/// The two things that are asked before anything could hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    RecentLoss,
    /// Someone to be safe from.
    NotSafe,
}

impl Situation {
    fn holds(self, profile: &Profile) -> bool {
        match self {
            Self::RecentLoss => profile.recent_loss,
            Self::NotSafe => profile.not_safe,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// They asked never to be offered it.
    Never,
    /// They set it aside for now.
    Aside,
    /// It is with people they asked never to be pointed to.
    Company,
    /// It could hurt in their situation.
    For(Situation),
}

/// Whether, and why, `step` is never suggested to someone. After a loss, company, what others give and time with
/// oneself stay, since these can carry; with someone to be safe from, nothing that mends a close tie is offered.
pub fn left_out(step: &Step, flags: impl Fn(&str) -> Option<Flag>, profile: &Profile) -> Option<Exclusion> {
    if profile.never.contains(&step.number) {
        return Some(Exclusion::Never);
    }
    if profile.aside.contains(&step.number) {
        return Some(Exclusion::Aside);
    }
    if profile.not_safe && step.kind == StepKind::Repair && step.who.contains(&Company::Close) {
        return Some(Exclusion::For(Situation::NotSafe));
    }
    let carries = matches!(step.kind, StepKind::Receive | StepKind::BeNear | StepKind::SelfConnection);
    let hurts = step
        .flags
        .iter()
        .filter_map(|key| flags(key))
        .flat_map(|flag| flag.hide_when)
        .find(|situation| situation.holds(profile) && !(carries && *situation == Situation::RecentLoss));
    let barred = !step.who.is_empty() && step.who.iter().all(|with| profile.never_with.contains(with));
    hurts.map(Exclusion::For).or(barred.then_some(Exclusion::Company))
}

//! What to be careful about, and for whom a step is left out. Pure.

use serde::Deserialize;

use super::{Around, Company, Mark, SizedStep, StarterUse, Step, StepKind};
use crate::model::profile::Profile;
use crate::model::scheduler::Energy;
use crate::model::surroundings::Here;

/// What to be careful about, in words, and when to leave a step out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    pub title: String,
    pub note: String,
    /// For whom a step that carries it is not suggested.
    #[serde(default)]
    pub hide_when: Vec<Situation>,
    /// Of which sizes it is said at first sight; beside all that carry it stands the note.
    #[serde(default)]
    pub matters_when: Vec<CautionWhen>,
}

/// What a size is like of which a caution is said at first sight: it speaks of just that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CautionWhen {
    /// One goes out for it.
    Out,
    /// One is among people in the flesh.
    Met,
    /// There is somebody in it.
    People,
    /// Something is sent.
    Sent,
    /// It is on a screen, before people they do not know.
    Online,
    /// It needs nobody.
    Alone,
    /// There is somebody in it, and there is plenty of energy.
    Plenty,
}

impl CautionWhen {
    fn holds(self, size: &SizedStep, energy: Option<Energy>) -> bool {
        let on_a_screen = size.around.contains(&Around::Online);
        match self {
            Self::Out => size.is(Mark::Out),
            Self::Met => !size.inner && !on_a_screen && size.has_somebody_there() && !size.by_call,
            Self::People => !size.inner,
            Self::Sent => !size.inner && (size.reply || size.used == Some(StarterUse::Send)),
            Self::Online => !size.inner && on_a_screen && !size.around.contains(&Around::Close),
            Self::Alone => size.inner,
            Self::Plenty => !size.inner && energy == Some(Energy::Plenty),
        }
    }
}

impl Flag {
    /// Whether it is to be said at first sight of a size, on a day with this much energy, if they said.
    pub fn matters(&self, size: &SizedStep, energy: Option<Energy>) -> bool {
        self.matters_when.iter().any(|when| when.holds(size, energy))
    }
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
    /// It is for a need they did not tell of.
    Need,
    /// There is nobody for it, or it does not fit their days.
    Surroundings,
    /// It is for company that Handrail does not have for them so far.
    NotHere(Here),
}

/// Whether, and why, a size of `step` is never suggested to someone. With someone to be safe from, nothing that mends a
/// close tie is offered.
pub fn left_out<'a>(
    step: &Step,
    size: &SizedStep,
    flag: impl Fn(&str) -> Option<&'a Flag>,
    profile: &Profile,
) -> Option<Exclusion> {
    if profile.never.contains(&step.number) {
        return Some(Exclusion::Never);
    }
    if profile.aside.contains(&step.number) {
        return Some(Exclusion::Aside);
    }
    if profile.not_safe && step.kind == StepKind::Repair && step.who.contains(&Company::Close) {
        return Some(Exclusion::For(Situation::NotSafe));
    }
    let mut situations = step.flags_of(size).filter_map(flag).flat_map(|flag| &flag.hide_when);
    if let Some(situation) = situations.find(|situation| situation.holds(profile)) {
        return Some(Exclusion::For(*situation));
    }
    if !step.who.is_empty() && step.who.iter().all(|with| profile.never_with.contains(with)) {
        return Some(Exclusion::Company);
    }
    if !size.only_for.is_empty() && !size.only_for.iter().any(|word| is_for(word, profile)) {
        let here = size.only_for.iter().find_map(|word| Here::from_word(word));
        return Some(here.map_or(Exclusion::Need, Exclusion::NotHere));
    }
    if !size.not_with.is_disjoint(&profile.surroundings.people) {
        return Some(Exclusion::Need);
    }
    // What prepares is as good as what it prepares.
    let meant = step.meant(size);
    let around = &profile.surroundings;
    let fits = around.have(&meant.around) && around.allow(&size.hard_with) && around.allow(&meant.hard_with);
    (!fits).then_some(Exclusion::Surroundings)
}

/// The word for whoever told of a recent loss, where something is for them alone.
pub const RECENT_LOSS: &str = "recent_loss";

/// Whether a word for what gets in the way, for who is around, for what days are like, or for a loss, is one they said, or a
/// word for what there is here one that is so.
fn is_for(word: &str, profile: &Profile) -> bool {
    (profile.recent_loss && word == RECENT_LOSS)
        || profile.barriers.iter().any(|barrier| barrier.word() == word)
        || profile.surroundings.life.iter().any(|life| life.word() == word)
        || profile.surroundings.people.iter().any(|one| one.word() == word)
        || profile.surroundings.here.iter().any(|one| one.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::steps::Library;

    #[test]
    fn what_honours_a_loss_is_for_whoever_told_of_one() {
        let library = Library::load().unwrap();
        let step = library.by_slug("company-after-a-loss").unwrap();
        let left_out = |recent_loss| library.left_out(step, &Profile { recent_loss, ..Profile::default() });
        assert_eq!(left_out(true), None);
        assert!(left_out(false).is_some());
    }
}

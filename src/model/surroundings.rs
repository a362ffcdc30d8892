//! Who is around somebody, and what their days are like: as far as it bears on what can be done. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::scheduler::Rung;
use super::steps::{Around, Library, LifeNow};
use crate::base::words::form_words;

/// Who is around, and what days are like. Nothing said leaves most things possible.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Surroundings {
    /// Those they named. Online by itself means: only there.
    pub people: BTreeSet<Around>,
    /// There is hardly anyone just now.
    pub hardly_anyone: bool,
    /// What their days are like.
    pub life: BTreeSet<LifeNow>,
    /// What there is for them here. Nobody has to tell it: it is looked up, and never kept.
    #[serde(skip)]
    pub here: BTreeSet<Here>,
}

form_words! {
    /// Company that Handrail itself has for somebody.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Here {
        /// A group they are in.
        Group = "group-here",
        /// Somebody who accompanies them.
        Supporter = "supporter-here",
        /// A quiet room that others may come to.
        QuietRoom = "quiet-room-here",
    }
}

/// Whom most people have somewhere, where nothing was said: a group, a helper or colleagues are not among them.
const USUAL: [Around; 3] = [Around::Close, Around::Acquaintances, Around::Neighbours];

/// How much more weight a size has that is made for their days, and how much less one that is made for others'; and how
/// much more one that is for those they named, and not for just anybody. Our own judgement.
const MADE_FOR_THEM: f64 = 1.8;
const MADE_FOR_OTHERS: f64 = 0.3;
const NAMED: f64 = 1.5;

impl Surroundings {
    /// Whom one can say to have around: everybody but those who are there for all.
    pub const CHOICES: [Around; 7] = [
        Around::Close,
        Around::Acquaintances,
        Around::Colleagues,
        Around::Neighbours,
        Around::Group,
        Around::Helper,
        Around::Online,
    ];

    /// Whether they said who is around.
    pub fn said(&self) -> bool {
        self.hardly_anyone || !self.people.is_empty()
    }

    /// Whether they named those, or are with them here.
    pub fn are_with(&self, one: Around) -> bool {
        let here = match one {
            Around::Group => self.here.contains(&Here::Group),
            Around::Helper => self.here.contains(&Here::Supporter),
            _ => false,
        };
        here || self.people.contains(&one)
    }

    fn only_online(&self) -> bool {
        self.people.iter().eq(&[Around::Online])
    }

    /// Whether there is somebody with whom it can be done; what needs nobody always can.
    pub fn have(&self, any_of: &BTreeSet<Around>) -> bool {
        any_of.is_empty() || any_of.iter().any(|one| self.has(*one))
    }

    fn has(&self, one: Around) -> bool {
        match one {
            Around::Online => true,
            Around::Anyone => !self.only_online(),
            _ => self.are_with(one) || (!self.said() && USUAL.contains(&one)),
        }
    }

    /// Whether it can be done with somebody they know.
    pub fn know(&self, any_of: &BTreeSet<Around>) -> bool {
        any_of.iter().any(|one| !one.is_stranger() && self.has(*one))
    }

    /// Whether it can be done with those they know alone.
    pub fn know_whom_they_meet(&self, any_of: &BTreeSet<Around>) -> bool {
        self.know(any_of) && !any_of.iter().any(|one| one.is_stranger())
    }

    /// Whether it is on a screen, with nobody they know but perhaps a group there.
    pub fn meet_on_a_screen_only(&self, any_of: &BTreeSet<Around>) -> bool {
        let besides: BTreeSet<Around> = any_of.iter().filter(|one| **one != Around::Group).copied().collect();
        any_of.contains(&Around::Online) && !self.know(&besides)
    }

    /// Whether they told of somebody they know.
    pub fn tell_of_somebody(&self) -> bool {
        self.people.iter().any(|one| !one.is_stranger())
    }

    /// Whether, as they said, there is nobody to turn to and nowhere they belong.
    pub fn are_lonely(&self) -> bool {
        let ties = [Around::Close, Around::Colleagues, Around::Neighbours, Around::Group];
        self.said() && !ties.iter().any(|one| self.are_with(*one))
    }

    /// Whether they said that there is hardly anyone, or nobody to turn to and nowhere they belong.
    pub fn have_hardly_anyone(&self) -> bool {
        self.hardly_anyone || self.are_lonely()
    }

    /// Whether it can be with those they meet anyway: at work or next door, as they said, or in a group.
    fn meets(&self, any_of: &BTreeSet<Around>) -> bool {
        let anyway = [Around::Colleagues, Around::Neighbours, Around::Group];
        anyway.iter().any(|one| self.are_with(*one) && any_of.contains(one))
    }

    /// Whether nothing in their days makes it hardly possible.
    pub fn allow(&self, hard_with: &BTreeSet<LifeNow>) -> bool {
        self.life.is_disjoint(hard_with)
    }

    /// Lets what fits their days, and whom they named, weigh when the next suggestion is chosen.
    pub fn weigh(&self, rungs: &mut [Rung], library: &Library) {
        for rung in rungs {
            let Some((_, size)) = library.sized(rung) else { continue };
            let made_for = match (size.made_for.is_empty(), self.life.is_disjoint(&size.made_for)) {
                (true, _) => 1.0,
                (false, false) => MADE_FOR_THEM,
                (false, true) => MADE_FOR_OTHERS,
            };
            let named = if self.meets(&size.around) && !size.around.contains(&Around::Online) { NAMED } else { 1.0 };
            rung.weigh(made_for * named);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(people: &[Around], hardly_anyone: bool) -> Surroundings {
        Surroundings { people: people.iter().copied().collect(), hardly_anyone, ..Surroundings::default() }
    }

    fn has(surroundings: &Surroundings) -> Vec<Around> {
        Around::ALL.into_iter().filter(|one| surroundings.have(&[*one].into())).collect()
    }

    #[test]
    fn nothing_said_leaves_what_most_people_have() {
        use Around::{Acquaintances, Anyone, Close, Neighbours, Online};
        assert_eq!(has(&Surroundings::default()), [Close, Acquaintances, Neighbours, Online, Anyone]);
    }

    #[test]
    fn company_here_counts_as_told_and_takes_nothing_away() {
        use Around::{Acquaintances, Anyone, Close, Group, Helper, Neighbours, Online};
        let here = |people: &[Around], here| Surroundings { here: [here].into(), ..with(people, false) };
        assert_eq!(has(&here(&[], Here::Group)), [Close, Acquaintances, Neighbours, Group, Online, Anyone]);
        assert_eq!(has(&here(&[Close], Here::Supporter)), [Close, Helper, Online, Anyone]);
        assert_eq!(has(&here(&[Close], Here::QuietRoom)), [Close, Online, Anyone]);
        assert!(!here(&[], Here::Group).said(), "they said nothing");
        assert!(!Surroundings { here: [Here::Group].into(), ..with(&[], true) }.are_lonely(), "they belong somewhere");
    }

    #[test]
    fn strangers_and_screens_are_there_for_whoever_has_hardly_anyone() {
        use Around::{Anyone, Group, Online};
        assert_eq!(has(&with(&[], true)), [Online, Anyone]);
        assert_eq!(has(&with(&[Group], true)), [Group, Online, Anyone]);
        assert_eq!(has(&with(&[Online], false)), [Online]);
        assert_eq!(has(&with(&[Online, Group], false)), [Group, Online, Anyone]);
        assert!(with(&[Online], false).have(&BTreeSet::new()), "what needs nobody is always possible");
    }

    #[test]
    fn everybody_has_something_tiny_with_somebody_that_can_be_done_at_will() {
        use crate::model::profile::Profile;
        let library = Library::load().unwrap();
        let choices = Surroundings::CHOICES.map(|one| vec![one]).into_iter().chain([vec![]]);
        for people in choices {
            for life in LifeNow::ALL.map(|one| vec![one]).into_iter().chain([vec![], LifeNow::ALL.to_vec()]) {
                let mut surroundings = with(&people, people.is_empty());
                surroundings.life = life.iter().copied().collect();
                let profile = Profile { surroundings, ..Profile::default() };
                let rungs = library.rungs_for(&profile);
                let at_will = |rung: &&Rung| library.sized(rung).is_some_and(|(_, size)| !size.occasion);
                let tiny = rungs.iter().filter(|rung| rung.reaches() && rung.notch() == 0 && rung.effort <= 0.1);
                let steps: BTreeSet<_> = tiny.filter(at_will).map(|rung| rung.step).collect();
                assert!(steps.len() >= 8, "{people:?} {life:?}: {steps:?}");
            }
        }
    }
}

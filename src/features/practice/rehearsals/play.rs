//! Where somebody is in a rehearsal: the way they came, turn by turn. Pure.

use serde::{Deserialize, Serialize};

use super::turns::MOST;
use super::{Edge, Position, Rehearsal, Scene};
use crate::base::bounded::Bounded;
use crate::base::content;
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::{all_fit, could_be_authored, fits};
use crate::features::practice::paths;

/// More turns than a way through has, and more endings than a rehearsal.
const TRAIL_MOST: usize = 1_000;
const KEPT_MOST: usize = 20;

/// A rehearsal in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RehearsalRecord {
    /// The rehearsal's number.
    pub number: u32,
    /// What the other person is called; empty is the rehearsal's own name.
    pub name: String,
    /// What it is about; empty is the rehearsal's own topic.
    pub topic: String,
    /// The turns so far.
    pub trail: Vec<RehearsalTurn>,
    /// What they kept, one for each ending at the most.
    pub kept: Vec<Keepsake>,
    /// When it was last changed, in milliseconds since 1970.
    pub at: i64,
}

/// A turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RehearsalTurn {
    /// The scene it was taken in.
    pub scene: String,
    /// What was done.
    pub pick: Pick,
}

/// What one may do in a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Pick {
    /// One of the choices, counted from 0.
    Choice(usize),
    /// Ask in plain words.
    Ask,
    /// Leave.
    Leave,
}

/// What somebody kept from an ending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Keepsake {
    /// The ending's name.
    pub ending: String,
    /// In their own words.
    pub words: String,
}

#[derive(Clone, Copy, Debug)]
pub struct Standpoint<'a> {
    pub place: Position<'a>,
    pub last: Option<&'a Edge>,
    pub turns: usize,
}

impl Private for RehearsalRecord {
    const NAME: &'static str = "rehearsals";
}

impl Bounded for RehearsalRecord {
    fn within_limits(&self) -> bool {
        fits(&self.name, MOST)
            && fits(&self.topic, MOST)
            && self.trail.len() <= TRAIL_MOST
            && self.trail.iter().all(|turn| could_be_authored(&turn.scene))
            && self.kept.len() <= KEPT_MOST
            && self.kept.iter().all(|one| could_be_authored(&one.ending))
            && all_fit(self.words())
    }
}

impl Entry for RehearsalRecord {
    const LIST_PATH: &'static str = paths::LIST;
    const PATH: &'static str = paths::EACH;

    fn words(&self) -> Vec<&str> {
        let kept = self.kept.iter().map(|one| one.words.as_str());
        [self.name.as_str(), &self.topic].into_iter().chain(kept).filter(|words| !words.is_empty()).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        *self == Self { at: self.at, ..other.clone() }
    }
}

impl Pick {
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "ask" => Some(Self::Ask),
            "leave" => Some(Self::Leave),
            _ => word.parse().ok().map(Self::Choice),
        }
    }

    fn edge(self, scene: &Scene) -> Option<&Edge> {
        match self {
            Self::Choice(at) => scene.choices.get(at),
            Self::Ask => Some(&scene.ask),
            Self::Leave => Some(&scene.leave),
        }
    }
}

impl RehearsalRecord {
    pub const fn new(number: u32) -> Self {
        Self { number, name: String::new(), topic: String::new(), trail: Vec::new(), kept: Vec::new(), at: 0 }
    }

    /// Follows their way. Where the rehearsal has changed since, as far as it still goes. None if there is no first scene.
    pub fn stands<'a>(&self, rehearsal: &'a Rehearsal) -> Option<Standpoint<'a>> {
        let mut stand = Standpoint { place: rehearsal.place(&rehearsal.first)?, last: None, turns: 0 };
        for turn in &self.trail {
            let Some(next) = stand.after(rehearsal, &turn.scene, turn.pick) else { break };
            stand = next;
        }
        Some(stand)
    }

    /// Does something in a scene. `false`, and nothing is changed, if they stand elsewhere or it cannot be done there.
    pub fn choose(&mut self, rehearsal: &Rehearsal, scene: &str, pick: Pick) -> bool {
        let Some(stand) = self.stands(rehearsal) else { return false };
        let can = stand.after(rehearsal, scene, pick).is_some();
        if can {
            self.trail.truncate(stand.turns);
            self.trail.push(RehearsalTurn { scene: scene.to_owned(), pick });
        }
        can
    }

    /// Takes the last turn back. `false` if they stand elsewhere than at `place`, or at the start.
    pub fn back(&mut self, rehearsal: &Rehearsal, place: &str) -> bool {
        let Some(stand) = self.stands(rehearsal) else { return false };
        let can = stand.turns > 0 && stand.place.name() == place;
        if can {
            self.trail.truncate(stand.turns - 1);
        }
        can
    }

    /// What was kept stays.
    pub fn start(&mut self, name: String, topic: String) {
        self.trail.clear();
        (self.name, self.topic) = (name, topic);
    }

    /// What they kept from this ending; empty for nothing.
    pub fn kept_from(&self, ending: &str) -> &str {
        self.kept.iter().find(|one| one.ending == ending).map_or("", |one| &one.words)
    }

    /// Keeps words from this ending, in place of earlier ones.
    pub fn keep(&mut self, ending: &str, words: String) {
        self.kept.retain(|one| one.ending != ending);
        if !words.is_empty() {
            self.kept.push(Keepsake { ending: ending.to_owned(), words });
        }
    }

    pub fn called<'a>(&'a self, rehearsal: &'a Rehearsal) -> &'a str {
        if self.name.is_empty() { &rehearsal.partner.name } else { &self.name }
    }

    /// The rehearsal's words, with the name and the topic in their places.
    pub fn said(&self, rehearsal: &Rehearsal, text: &str) -> String {
        let usual = rehearsal.topic.as_ref().map_or("", |topic| &topic.default);
        let topic = if self.topic.is_empty() { usual } else { &self.topic };
        content::filled(text, &[("name", self.called(rehearsal)), ("topic", topic)])
    }
}

impl<'a> Standpoint<'a> {
    /// Where something done in `scene` leads from here.
    fn after(&self, rehearsal: &'a Rehearsal, scene: &str, pick: Pick) -> Option<Self> {
        let Position::Scene(here) = self.place else { return None };
        let edge = pick.edge(here).filter(|_| here.name == scene)?;
        Some(Self { place: rehearsal.place(&edge.to)?, last: Some(edge), turns: self.turns + 1 })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::features::practice::rehearsals::Rehearsals;
    use crate::model::steps::Library;

    static ALL: LazyLock<Rehearsals> = LazyLock::new(|| Rehearsals::load(&Library::load().unwrap()).unwrap());

    fn here(played: &RehearsalRecord, rehearsal: &Rehearsal) -> String {
        played.stands(rehearsal).unwrap().place.name().to_owned()
    }

    proptest! {
        #[test]
        fn whatever_one_does_it_ends_and_back_leads_to_the_start(which in 0_usize..12, picks in prop::collection::vec(0_usize..6, 60)) {
            let rehearsal = ALL.iter().nth(which).unwrap();
            let mut played = RehearsalRecord::new(rehearsal.number);
            let mut passed = vec![here(&played, rehearsal)];
            for pick in picks {
                let Position::Scene(scene) = played.stands(rehearsal).unwrap().place else { break };
                let pick = if pick < scene.choices.len() { Pick::Choice(pick) } else if pick == 4 { Pick::Leave } else { Pick::Ask };
                let name = scene.name.clone();
                prop_assert!(played.choose(rehearsal, &name, pick));
                prop_assert!(!played.choose(rehearsal, &name, pick), "sent twice, it changes nothing");
                passed.push(here(&played, rehearsal));
            }
            prop_assert!(matches!(played.stands(rehearsal).unwrap().place, Position::Ending(_)));
            while let Some(place) = passed.pop() {
                prop_assert_eq!(&here(&played, rehearsal), &place);
                prop_assert_eq!(played.back(rehearsal, &place), !passed.is_empty());
            }
        }
    }

    #[test]
    fn a_choice_of_another_scene_changes_nothing() {
        let rehearsal = ALL.by_slug("late-reply").unwrap();
        let mut played = RehearsalRecord::new(rehearsal.number);
        assert!(!played.choose(rehearsal, "drawer", Pick::Choice(0)));
        assert!(!played.choose(rehearsal, "waiting", Pick::Choice(9)));
        assert!(!played.back(rehearsal, "waiting"));
        assert_eq!(here(&played, rehearsal), "waiting");
    }

    #[test]
    fn a_way_through_scenes_that_are_gone_ends_where_it_still_goes() {
        let rehearsal = ALL.by_slug("late-reply").unwrap();
        let mut played = RehearsalRecord::new(rehearsal.number);
        assert!(played.choose(rehearsal, "waiting", Pick::Leave));
        played.trail.push(RehearsalTurn { scene: "long-gone".into(), pick: Pick::Ask });
        assert_eq!(here(&played, rehearsal), "drawer");
        assert!(played.choose(rehearsal, "drawer", Pick::Choice(0)));
        assert_eq!(here(&played, rehearsal), "sign-of-life");
    }

    #[test]
    fn the_name_and_the_topic_are_said() {
        let rehearsal = ALL.by_slug("small-talk-or-skipping-it").unwrap();
        let mut played = RehearsalRecord::new(rehearsal.number);
        assert_eq!(played.said(rehearsal, "{name}: {topic}"), format!("{}: bees", rehearsal.partner.name));
        played.start("{topic}".into(), "moss".into());
        assert_eq!(played.said(rehearsal, "{name}: {topic}"), "{topic}: moss");
    }
}

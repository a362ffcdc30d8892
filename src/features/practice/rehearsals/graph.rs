//! Whether a rehearsal can be played to an end whatever one chooses. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{EndingManner, Position, Rehearsal};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Two places have one name.
    #[error("{0} stands twice")]
    Twice(String),
    /// Something leads to a place that is not there.
    #[error("nothing is called {0}")]
    Nowhere(String),
    /// One could go round for ever.
    #[error("{0} leads back to itself")]
    Loop(String),
    #[error("nothing leads to {0}")]
    Unreached(String),
    /// Fewer than two choices, or more than four.
    #[error("{0} has too few choices, or too many")]
    Choices(String),
    /// Leaving does not leave.
    #[error("to leave {0} is to stay")]
    Stays(String),
    /// A cue without meanings, or meanings without a cue.
    #[error("{0} has half a cue")]
    HalfACue(String),
    /// There is no end of one of the three ways.
    #[error("no end of the way {0:?}")]
    NoEnd(EndingManner),
}

pub fn check(rehearsal: &Rehearsal) -> Result<(), Flaw> {
    let names = rehearsal.scenes.iter().map(|scene| &scene.name).chain(rehearsal.endings.iter().map(|end| &end.name));
    let mut seen = BTreeSet::new();
    for name in names.clone() {
        if !seen.insert(name) {
            return Err(Flaw::Twice(name.clone()));
        }
    }
    for scene in &rehearsal.scenes {
        let name = || scene.name.clone();
        if !(2..=4).contains(&scene.choices.len()) {
            return Err(Flaw::Choices(name()));
        }
        if scene.cue.is_some() != (scene.could.len() >= 2) {
            return Err(Flaw::HalfACue(name()));
        }
        if let Some(Position::Ending(end)) = rehearsal.place(&scene.leave.to)
            && end.way != EndingManner::Leaving
        {
            return Err(Flaw::Stays(name()));
        }
    }
    for way in [EndingManner::Direct, EndingManner::Quiet, EndingManner::Leaving] {
        if !rehearsal.endings.iter().any(|end| end.way == way) {
            return Err(Flaw::NoEnd(way));
        }
    }
    let mut found = BTreeMap::new();
    walk(rehearsal, &rehearsal.first, &mut found)?;
    for name in names {
        if !found.contains_key(name.as_str()) {
            return Err(Flaw::Unreached(name.clone()));
        }
    }
    Ok(())
}

/// Goes everywhere from `name`. A place that is found while what comes after it is still looked at leads back to itself.
fn walk<'a>(rehearsal: &'a Rehearsal, name: &'a str, found: &mut BTreeMap<&'a str, bool>) -> Result<(), Flaw> {
    match found.get(name) {
        Some(true) => return Ok(()),
        Some(false) => return Err(Flaw::Loop(name.to_owned())),
        None => {}
    }
    found.insert(name, false);
    match rehearsal.place(name).ok_or_else(|| Flaw::Nowhere(name.to_owned()))? {
        Position::Scene(scene) => scene.edges().try_for_each(|edge| walk(rehearsal, &edge.to, found))?,
        Position::Ending(_) => {}
    }
    found.insert(name, true);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::practice::rehearsals::{Edge, Rehearsals};
    use crate::model::steps::Library;

    fn sound() -> Rehearsal {
        Rehearsals::load(&Library::load().unwrap()).unwrap().by_slug("late-reply").unwrap().clone()
    }

    fn flaw(change: impl FnOnce(&mut Rehearsal)) -> Flaw {
        let mut rehearsal = sound();
        change(&mut rehearsal);
        check(&rehearsal).unwrap_err()
    }

    #[test]
    fn a_broken_conversation_is_refused() {
        let first = sound().first;
        assert_eq!(check(&sound()), Ok(()));
        assert_eq!(flaw(|it| it.scenes[3].ask.to = "nobody".into()), Flaw::Nowhere("nobody".into()));
        let into_a_loop = flaw(|it| it.scenes[3].ask.to.clone_from(&it.first));
        assert!(matches!(into_a_loop, Flaw::Loop(_)), "{into_a_loop}");
        assert_eq!(flaw(|it| it.scenes[0].choices.truncate(1)), Flaw::Choices(first.clone()));
        assert_eq!(
            flaw(|it| it.endings.retain(|end| end.way != EndingManner::Quiet)),
            Flaw::NoEnd(EndingManner::Quiet)
        );
        assert_eq!(flaw(|it| it.scenes[0].could.clear()), Flaw::HalfACue(first.clone()));
        let spare = flaw(|it| {
            let mut scene = it.scenes[0].clone();
            scene.name = "spare".into();
            it.scenes.push(scene);
        });
        assert_eq!(spare, Flaw::Unreached("spare".into()));
        let stays = flaw(|it| {
            let direct = it.endings.iter().find(|end| end.way == EndingManner::Direct).unwrap().name.clone();
            it.scenes[0].leave = Edge { to: direct, ..it.scenes[0].leave.clone() };
        });
        assert_eq!(stays, Flaw::Stays(first));
        assert!(matches!(flaw(|it| it.scenes[1].name.clone_from(&it.first)), Flaw::Twice(_)));
    }
}

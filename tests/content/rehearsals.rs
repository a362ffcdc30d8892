//! The conversations: long enough to be one, true to two people, plainly worded, and a way out everywhere.

use std::collections::{BTreeMap, BTreeSet};

use handrail::features::practice::rehearsals::{Ending, EndingManner, Position, Rehearsal, Rehearsals};
use handrail::model::steps::Library;

use super::grade::grade;
use super::{HIGHEST_GRADE, NEVER};

/// What grades or cheers.
const PRAISE: [&str; 9] =
    ["well done", "great job", "good job", "good work", "amazing", "correct", "you win", "proud of you", "score"];

fn all() -> Rehearsals {
    Rehearsals::load(&Library::load().unwrap()).unwrap()
}

/// Everything a person reads, with where it stands.
fn texts(it: &Rehearsal) -> Vec<(&str, &str)> {
    let mut all = vec![("aim", it.aim.as_str()), ("setting", &it.setting), ("about", &it.partner.about)];
    all.extend(it.topic.iter().map(|topic| ("topic", topic.ask.as_str())));
    for scene in &it.scenes {
        let lands = scene.edges().filter_map(|edge| edge.lands.as_deref());
        let said = scene.edges().map(|edge| edge.say.as_str()).chain(lands);
        let shown = [scene.they.as_str(), &scene.thought].into_iter().chain(scene.cue.as_deref());
        all.extend(
            shown.chain(scene.could.iter().map(String::as_str)).chain(said).map(|text| (scene.name.as_str(), text)),
        );
    }
    for Ending { name, text, both, keep, .. } in &it.endings {
        all.extend([text, both, keep].map(|text| (name.as_str(), text.as_str())));
    }
    all
}

/// The fewest turns to an ending that is not leaving, and the most without leaving.
fn turns<'a>(
    it: &'a Rehearsal,
    name: &'a str,
    known: &mut BTreeMap<&'a str, Option<(u32, u32)>>,
) -> Option<(u32, u32)> {
    if let Some(found) = known.get(name) {
        return *found;
    }
    let found = match it.place(name).unwrap() {
        Position::Ending(end) => (end.way != EndingManner::Leaving).then_some((0, 0)),
        Position::Scene(scene) => {
            let on: Vec<_> = scene.edges().filter_map(|edge| turns(it, &edge.to, known)).collect();
            on.iter().map(|(few, _)| few + 1).min().zip(on.iter().map(|(_, many)| many + 1).max())
        }
    };
    known.insert(name, found);
    found
}

#[test]
fn there_are_nineteen_and_one_of_them_gets_unkind() {
    let all = all();
    assert_eq!(all.iter().map(|it| it.number).collect::<Vec<_>>(), (1..=19).collect::<Vec<_>>());
    assert_eq!(all.iter().filter(|it| it.partner.unkind).count(), 1);
    let titles: BTreeSet<_> = all.iter().map(|it| &it.title).collect();
    assert_eq!(titles.len(), 19);
    assert!(all.iter().all(|it| it.slug != "kept"), "an address that is taken");
}

#[test]
fn each_is_a_whole_conversation() {
    for it in all().iter() {
        let name = &it.slug;
        assert!(it.scenes.len() >= 14 && (4..=7).contains(&it.endings.len()), "{name}");
        assert!(it.scenes.iter().filter(|scene| scene.cue.is_some()).count() >= 5, "{name}: cues");
        assert!(it.scenes.iter().any(|scene| scene.misread), "{name}: nobody misreads");
        let (few, many) = turns(it, &it.first, &mut BTreeMap::new()).unwrap();
        assert!(few >= 4 && many >= 8, "{name}: {few} to {many} turns");
        let stays = || it.scenes.iter().flat_map(|scene| scene.choices.iter().chain([&scene.ask]));
        assert!(stays().filter(|edge| edge.lands.is_some()).count() * 3 >= stays().count(), "{name}: how it lands");
        for end in it.endings.iter().filter(|end| end.way != EndingManner::Leaving) {
            assert!(stays().any(|edge| edge.to == end.name), "{name}: {} by leaving only", end.name);
        }
        for scene in &it.scenes {
            let different: BTreeSet<_> = scene.edges().map(|edge| &edge.say).collect();
            assert_eq!(different.len(), scene.choices.len() + 2, "{name}: {}", scene.name);
        }
    }
}

#[test]
fn each_is_short_plain_and_never_scolds() {
    for it in all().iter() {
        let mut prose = String::new();
        for (place, text) in texts(it) {
            let (name, low) = (&it.slug, format!("{} ", text.to_lowercase()));
            for word in NEVER.iter().chain(&PRAISE) {
                assert!(!low.contains(word), "{name}, {place}: {word}");
            }
            assert!(
                !text.contains(['\'', '"', '`', '–']) && !text.contains("  ") && text.trim() == text,
                "{name}, {place}"
            );
            assert!(text.ends_with(['.', '?', '’']), "{name}, {place}: {text}");
            assert!(
                !text.split(|c: char| !c.is_alphanumeric()).any(|word| word == it.partner.name),
                "{name}, {place}: the name in full"
            );
            for slot in text.split('{').skip(1) {
                let known = slot.starts_with("name}") || it.topic.is_some() && slot.starts_with("topic}");
                assert!(known, "{name}, {place}: {text}");
            }
            prose = format!("{prose} {text}");
        }
        assert!(grade(&prose) <= HIGHEST_GRADE, "{}: grade {:.1}", it.slug, grade(&prose));
        let fits = |text: &str, most: usize| assert!(text.chars().count() <= most, "{}: {text}", it.slug);
        for scene in &it.scenes {
            fits(&scene.they, 260);
            for edge in scene.edges() {
                fits(&edge.say, 120);
                fits(edge.lands.as_deref().unwrap_or_default(), 160);
            }
        }
        it.endings.iter().for_each(|end| fits(&end.text, 400));
        fits(&it.title, 60);
    }
}

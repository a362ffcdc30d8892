//! The reasons as they are authored: short in every filling, several to each, and true wherever they may be said.

use std::collections::{BTreeMap, BTreeSet};

use handrail::features::suggestions::reason_text::Reasons;
use handrail::model::scheduler::Why;
use handrail::model::steps::{Library, Mark, StarterUse};
use handrail::model::suggestion::Suggestion;

use super::NEVER;

/// What may be said of small sizes alone: the first three, a low day, and the smallest of a step.
const OF_SMALL_SIZES: [&str; 4] = ["first_days", "outward_tiny", "low_energy", "smaller_went_well"];

/// What stands on the buttons below.
const BUTTONS: [&str; 4] = ["i'll try", "something else", "not today", "make it smaller"];

fn authored() -> toml::Table {
    toml::from_str(include_str!("../../content/en/reasons.toml")).unwrap()
}

fn lists() -> BTreeMap<String, Vec<String>> {
    authored().iter().filter_map(|(name, ways)| Some((name.clone(), ways.clone().try_into().ok()?))).collect()
}

fn longest<'a>(all: impl Iterator<Item = &'a str>) -> &'a str {
    all.max_by_key(|one| one.split_whitespace().count()).unwrap()
}

#[test]
fn every_reason_is_ten_words_at_most_and_twelve_with_the_longest_names_in_it() {
    let (library, all) = (Library::load().unwrap(), authored());
    let title = longest(library.steps().flat_map(|step| step.sizes.iter().map(|size| size.title.as_str())));
    let side = longest(all["sides"].as_table().unwrap().values().map(|side| side.as_str().unwrap()));
    let sizes = || library.steps().flat_map(|step| &step.sizes);
    let noticed = longest(sizes().filter_map(|size| size.noticed_by.as_deref()));
    for way in lists().values().flatten() {
        assert!(way.split_whitespace().count() <= 10, "{way}");
        let said = way.replace("{other}", title).replace("{side}", side).replace("{noticed}", noticed);
        assert!(said.split_whitespace().count() <= 12, "{said}");
        for word in NEVER {
            assert!(!said.to_lowercase().contains(word), "{said}: {word}");
        }
    }
}

#[test]
fn no_reason_wears_out_or_says_what_a_button_says() {
    for (name, ways) in lists() {
        assert!(ways.len() >= 2, "{name}");
        for way in ways {
            let low = way.to_lowercase().replace('’', "'");
            assert!(!BUTTONS.iter().any(|button| low.contains(button)), "{name}: {way}");
        }
    }
}

#[test]
fn only_what_is_said_of_small_sizes_calls_them_small() {
    for (name, ways) in lists().into_iter().filter(|(name, _)| !OF_SMALL_SIZES.contains(&name.as_str())) {
        for way in ways {
            let small = ["small", "tiny", "little thing", "short"];
            assert!(!small.iter().any(|one| way.to_lowercase().contains(one)), "{name}: {way}");
        }
    }
}

/// Somebody of whom nothing is known that speaks for a suggestion is told what it is, in many ways.
#[test]
fn where_nothing_was_told_a_reason_says_what_the_size_is() {
    let (library, reasons) = (Library::load().unwrap(), Reasons::load().unwrap());
    let (mut ways, authored) = (BTreeSet::new(), lists());
    for (step, size) in library.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size))) {
        let suggested = Suggestion {
            step: step.number,
            size: size.size,
            why: Why::Known,
            side: None,
            after: None,
            ground: None,
            on_ladder: false,
            softer: false,
            asked: false,
            at: 0,
            answer: None,
        };
        for turn in 0..=u8::MAX {
            let said = reasons.offer(&library, &suggested, size, None, turn);
            let fill = |way: &str| {
                let noticed = size.noticed_by.as_deref().unwrap_or_default();
                way.replace("{minutes}", &size.minutes.to_string()).replace("{noticed}", noticed)
            };
            let found = authored.iter().find_map(|(list, all)| {
                let way = all.iter().find(|way| fill(way) == said)?;
                Some((list.as_str(), way.clone()))
            });
            let (list, way) = found.unwrap();
            let met = !size.around.is_empty() && size.demand.presence >= 0.9 && size.used == Some(StarterUse::Say);
            let so = match list {
                "plain_minute" => size.minutes == 1,
                "plain_minutes" => size.minutes > 1,
                "plain_alone" => size.inner,
                "plain_out" => !size.inner && size.noticed_by.is_none(),
                "plain_somebody" => size.noticed_by.is_some(),
                "plain_home" => !size.inner && !size.is(Mark::Out) && !met,
                "plain_words" => !size.starters.is_empty(),
                _ => false,
            };
            assert!(so, "{}: {said}", size.title);
            ways.insert(way);
        }
    }
    assert!(ways.len() >= 9, "{ways:?}");
    let says_little = |way: &String| ["minute", "energy", "sitting", "home"].iter().any(|word| way.contains(word));
    assert!(!ways.iter().any(says_little), "there is something truer of each: {ways:?}");
}

/// What was too much may have been another step: it is not said of the one that stands there.
#[test]
fn what_was_a_lot_is_the_last_step_and_not_this_one() {
    let lists = lists();
    for way in lists["softer"].iter().chain(&lists["after_too_much"]) {
        assert!(way.starts_with("The last step was") && !way.to_lowercase().contains("last time"), "{way}");
        assert!(!way.contains("here"), "{way}");
    }
}

//! The reasons as they are authored: short in every filling, several to each, and true wherever they may be said.

use std::collections::BTreeMap;

use handrail::model::steps::Library;

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
fn every_reason_is_twelve_words_at_most_with_the_longest_names_in_it() {
    let (library, all) = (Library::load().unwrap(), authored());
    let title = longest(library.steps().flat_map(|step| step.sizes.iter().map(|size| size.title.as_str())));
    let side = longest(all["sides"].as_table().unwrap().values().map(|side| side.as_str().unwrap()));
    for way in lists().values().flatten() {
        let said = way.replace("{other}", title).replace("{side}", side);
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

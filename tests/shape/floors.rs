//! Imports run one way: a file knows its own folder and the floors below, and features know each other in no circle.

use std::collections::{BTreeMap, BTreeSet};

use super::{code, files};

/// From the lowest up. What two features need stands on one of the floors below them.
const FLOORS: [&str; 7] = ["base", "model", "web", "members", "records", "features", "server"];

/// A path through modules, from the crate on.
type Path = Vec<String>;

/// A file's module and every path in the program it names: in imports, grouped or not, and in its code, whether from the
/// crate on or from a module that it imports.
fn named(file: &str, text: &str) -> (Path, BTreeSet<Path>) {
    let parts = file.trim_end_matches(".rs").trim_end_matches("/mod").split('/');
    let module: Path = parts.map(ToOwned::to_owned).collect();
    let plain: String = code(text).lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut paths = BTreeSet::new();
    for rest in after("crate::", &plain) {
        spread(&[], rest, &mut paths);
    }
    for mut rest in after("super::", &plain) {
        let mut above = module.len().saturating_sub(1);
        while let Some(further) = rest.strip_prefix("super::") {
            above = above.saturating_sub(1);
            rest = further;
        }
        spread(&module[..above], rest, &mut paths);
    }
    for imported in paths.clone() {
        let name = imported.last().filter(|name| name.starts_with(char::is_lowercase)).cloned().unwrap_or_default();
        for rest in after(&format!("{name}::"), &plain).filter(|_| !name.is_empty()) {
            spread(&imported, rest, &mut paths);
        }
    }
    (module, paths)
}

/// What follows each `start` that begins a path.
fn after<'a>(start: &str, text: &'a str) -> impl Iterator<Item = &'a str> {
    let begins = |at: &usize| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
    let places: Vec<usize> = text.match_indices(start).map(|(at, _)| at).filter(begins).collect();
    let length = start.len();
    places.into_iter().map(move |at| &text[at + length..])
}

/// Adds the path that begins `text` to `paths`, each branch of a group by itself; gives what comes after it.
fn spread<'a>(from: &[String], text: &'a str, paths: &mut BTreeSet<Path>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut group) = text.strip_prefix('{') {
        loop {
            group = spread(from, group, paths).trim_start();
            match group.strip_prefix(',') {
                Some(next) => group = next,
                None => return group.strip_prefix('}').unwrap_or(group),
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path: Path = from.iter().cloned().chain(Some(name.to_owned()).filter(|name| !name.is_empty())).collect();
    if let Some(next) = rest.strip_prefix("::") {
        return spread(&path, next, paths);
    }
    paths.insert(path);
    // What a thing is called here is no part of where it is.
    rest.trim_start()
        .strip_prefix("as ")
        .map_or(rest, |name| name.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
}

fn floor(path: &[String]) -> Option<usize> {
    FLOORS.iter().position(|floor| path.first().is_some_and(|first| first == floor))
}

/// Whatever a file names on a floor above its own.
fn arrows_up<'a>(tree: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut up = Vec::new();
    for (file, text) in tree {
        let (module, paths) = named(file, text);
        let above = |path: &&Path| floor(path) > floor(&module) && floor(&module).is_some();
        up.extend(paths.iter().filter(above).map(|path| format!("{file} knows {}", path.join("::"))));
    }
    up
}

/// Features that know each other in a circle, one of them for each.
fn circles<'a>(tree: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut knows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, text) in tree {
        let (module, paths) = named(file, text);
        let [floor, feature, ..] = module.as_slice() else { continue };
        // Addresses are text, and a page may lead anywhere.
        let others =
            paths.iter().filter(|path| path.first() == Some(floor) && path.get(2).is_none_or(|part| part != "paths"));
        let others = others
            .filter_map(|path| path.get(1))
            .filter(|other| *other != feature && other.starts_with(char::is_lowercase));
        knows.entry(feature.clone()).or_default().extend(others.cloned());
    }
    // Whatever knows nobody that is left is in no circle.
    loop {
        let left: BTreeSet<String> = knows.keys().cloned().collect();
        let before = knows.len();
        knows.retain(|_, others| others.iter().any(|other| left.contains(other)));
        if knows.len() == before {
            return knows.into_keys().collect();
        }
    }
}

/// The tree under `src/`, each file by its path there.
fn tree(folder: &str) -> Vec<(String, String)> {
    let inside = |path: &std::path::Path| path.to_string_lossy().split_once("/src/").unwrap().1.to_owned();
    files(&format!("src/{folder}"), ".rs").into_iter().map(|(path, text)| (inside(&path), text)).collect()
}

fn borrowed(tree: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    tree.iter().map(|(file, text)| (file.as_str(), text.as_str()))
}

#[test]
fn imports_run_one_way() {
    assert_eq!(arrows_up(borrowed(&tree(""))), Vec::<String>::new());
}

#[test]
fn features_know_each_other_in_no_circle() {
    let features: Vec<_> = tree("features").into_iter().filter(|(file, _)| file.matches('/').count() > 1).collect();
    assert_eq!(circles(borrowed(&features)), Vec::<String>::new());
}

/// Any feature may name them, so a feature that they knew would be known to all.
#[test]
fn addresses_know_no_feature() {
    for (file, text) in tree("features").iter().filter(|(file, _)| file.ends_with("/paths.rs")) {
        let (_, paths) = named(file, text);
        let features: Vec<_> =
            paths.iter().filter(|path| path.first().is_some_and(|floor| floor == "features")).collect();
        assert!(features.is_empty(), "{file} knows {features:?}");
    }
}

#[test]
fn every_file_stands_on_a_floor() {
    for (file, _) in tree("") {
        let first = file.split('/').next().unwrap();
        assert!(FLOORS.contains(&first) || matches!(first, "main.rs" | "lib.rs"), "{file}");
    }
}

#[test]
fn an_arrow_that_runs_up_is_seen_however_it_is_written() {
    for (planted, arrows) in [
        ("use crate::features::journal::Page;", 1),
        ("use crate::{base::ids::Id, features::journal};", 1),
        (
            "use crate::base::{ids::{Id, MemberId as Who}, vault};\nuse crate::{\n    web::{app, error},\n    server,\n};",
            3,
        ),
        ("use super::super::features::journal;", 1),
        ("fn f() { let page = crate::records::entries::keep(1); }", 1),
        ("use crate::records;\nfn f() { records::entries::keep(1) }", 2),
    ] {
        assert_eq!(arrows_up([("model/steps/mod.rs", planted)]).len(), arrows, "{planted}");
    }
    for fine in ["use crate::base::ids::Id;", "use super::scheduler::Felt;", "/// As [`crate::server`] says.\n"] {
        assert_eq!(arrows_up([("model/steps/mod.rs", fine)]), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn a_circle_of_features_is_seen() {
    let planted = [
        ("features/today/pages.rs", "use crate::features::{Feature, steps::pages};"),
        ("features/steps/pages.rs", "use crate::features::people;"),
        ("features/people/show.rs", "use crate::features;\nfn f() { features::today::pages::show() }"),
        ("features/journal/pages.rs", "use crate::features::steps;"),
        ("features/support/pages.rs", "use crate::features::today::paths;"),
    ];
    assert_eq!(circles(planted), ["journal", "people", "steps", "today"], "and whoever leads into it");
    assert_eq!(circles(planted[1..].iter().copied()), Vec::<String>::new());
}

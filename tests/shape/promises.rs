//! What SECURITY.md promises is held by a test that it names.

use std::collections::BTreeSet;

use super::files;

/// `file::test` of every test there is.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in ["src", "tests"] {
        for (path, text) in files(folder, ".rs") {
            let parts: Vec<_> =
                path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let file =
                parts.iter().rev().find(|part| !matches!(part.as_str(), "mod" | "tests")).cloned().unwrap_or_default();
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                is_test |= line == "#[test]" || line.starts_with("#[tokio::test");
                let name =
                    line.trim_start_matches("async ").strip_prefix("fn ").and_then(|rest| rest.split('(').next());
                if let (true, Some(name)) = (is_test || text.contains("proptest!"), name) {
                    found.insert(format!("{file}::{name}"));
                    is_test = false;
                }
            }
        }
    }
    found
}

/// What stands between backticks and looks like the name of a test.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|word| {
        word.contains("::") && word.chars().all(|c| c.is_ascii_lowercase() || "_:0123456789".contains(c))
    })
}

#[test]
fn every_test_that_security_names_is_there() {
    let (tests, text) = (tests(), std::fs::read_to_string("SECURITY.md").unwrap());
    let names: Vec<_> = named(&text).collect();
    assert!(names.len() > 40, "{} promises name their test", names.len());
    for name in names {
        assert!(tests.contains(name), "{name}");
    }
}

//! The shape of the tree: what may stand where.

mod addresses;
mod floors;
mod promises;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, into) } else { into.push(path) }
        }
    }
    let mut paths = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut paths);
    paths.sort();
    let wanted = paths.into_iter().filter(|path| path.to_string_lossy().ends_with(ending));
    wanted.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// What is not a test of its own file.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

#[test]
fn sql_is_in_stores_only() {
    for (path, text) in files("src", ".rs") {
        let is_store = path.ends_with("store.rs") || path.ends_with("db.rs");
        assert!(is_store || !code(&text).contains("sqlx::query"), "{}", path.display());
    }
}

#[test]
fn stores_change_rows_through_a_write_only() {
    for (path, text) in files("src", "store.rs") {
        for function in code(&text).split("pub async fn ").skip(1) {
            let changes = ["\"insert ", "\"update ", "\"delete "].iter().any(|verb| function.contains(verb));
            let (head, _) = function.split_once(") ->").unwrap();
            assert!(!changes || head.contains("write: &mut Write"), "{}: {head}", path.display());
        }
    }
}

#[test]
fn every_query_on_private_rows_takes_its_owner() {
    const OTHERS: [&str; 7] =
        ["entries", "drafts", "late_forms", "profiles", "older_keys", "second_factors", "answers"];
    let registry = handrail::features::registry();
    let private: Vec<_> = registry.tables().map(|table| table.name).chain(OTHERS).collect();
    for (path, text) in files("src", "store.rs") {
        for function in code(&text).split("pub async fn ").skip(1) {
            let (name, _) = function.split_once('(').unwrap();
            let touches = private.iter().any(|table| {
                ["from ", "into ", "update "].iter().any(|verb| {
                    function.contains(&format!("{verb}{table} ")) || function.contains(&format!("{verb}{table}\n"))
                })
            });
            // Who of a group may look after it has no one owner.
            let for_all = ["tidy", "count_from", "may_lead"].contains(&name);
            assert!(!touches || function.contains("owner: MemberId") || for_all, "{}: {name}", path.display());
        }
    }
}

/// What knows neither browsers nor the database: the two lowest floors, but for what is named here, and any other file that
/// says so of itself.
#[test]
fn pure_files_know_neither_the_web_nor_the_database() {
    const EXCUSED: [(&str, &str); 7] = [
        ("src/base/db.rs", "sqlx"),
        ("src/base/ids.rs", "sqlx"),
        ("src/base/readers.rs", "sqlx"),
        ("src/base/clock.rs", "Timestamp::now"),
        ("src/base/vault/", "system_rng"),
        ("src/base/sealed.rs", "system_rng"),
        ("src/base/config/", "Timestamp::now"),
    ];
    let mut seen = 0;
    for (path, text) in files("src", ".rs") {
        let name = path.to_string_lossy().into_owned();
        let says = text.lines().take_while(|line| line.starts_with("//!")).any(|line| line.contains("Pure."));
        if says || name.contains("/src/base/") || name.contains("/src/model/") {
            seen += usize::from(says);
            for foreign in ["axum", "sqlx", "crate::web", "Timestamp::now", "system_rng"] {
                let excused = EXCUSED.iter().any(|(file, may)| name.contains(file) && *may == foreign);
                assert!(excused || !code(&text).contains(foreign), "{name}: {foreign}");
            }
        }
    }
    assert!(seen > 10, "{seen} files outside the two floors say that they are pure");
}

#[test]
fn ciphers_are_named_in_the_vault_only() {
    for (path, text) in files("src", ".rs") {
        let vault = path.to_string_lossy().contains("src/base/vault/");
        for cipher in ["chacha20poly1305", "hkdf::", "hpke::", "argon2::", "hmac::", " age::"] {
            assert!(vault || !text.contains(cipher), "{}: {cipher}", path.display());
        }
    }
}

#[test]
fn files_stay_small() {
    for folder in ["src", "tests"] {
        for (path, text) in files(folder, ".rs") {
            assert!(text.lines().count() <= 300, "{}: {} lines", path.display(), text.lines().count());
        }
    }
}

#[test]
fn the_only_way_to_tell_the_time_is_the_clock() {
    for (path, text) in files("src", ".rs") {
        let may = path.ends_with("clock.rs") || path.to_string_lossy().contains("commands/demo");
        for clock in ["Timestamp::now", "SystemTime::now", "Zoned::now"] {
            assert!(may || !code(&text).contains(clock), "{}: {clock}", path.display());
        }
    }
}

/// Words for people stand in templates and content. What is wrong with a field is the exception: it is said beside the
/// fault, in a function called `words`.
#[test]
fn sentences_for_people_are_not_in_code() {
    for (path, text) in files("src", ".rs") {
        let talks_to_a_terminal = ["commands/", "config/", "main.rs", "folder.rs"];
        if talks_to_a_terminal.iter().any(|part| path.to_string_lossy().contains(part)) {
            continue;
        }
        let mut says_what_is_wrong = false;
        for line in code(&text).lines().filter(|line| !line.trim_start().starts_with("//") && !line.contains("#[")) {
            says_what_is_wrong = (line.contains("fn words(") && line.contains("&'static str"))
                || says_what_is_wrong && !line.contains("fn ");
            for literal in line.split('"').skip(1).step_by(2) {
                let is_sentence =
                    literal.starts_with(char::is_uppercase) && literal.contains(' ') && literal.ends_with(['.', '?']);
                assert!(!is_sentence || says_what_is_wrong, "{}: {literal}", path.display());
            }
        }
    }
}

#[test]
fn nothing_is_inline_in_templates() {
    for (path, text) in files("templates", ".html") {
        for inline in [" style=\"", "<style", " onclick", " onload", "javascript:", "<script>"] {
            assert!(!text.contains(inline), "{}: {inline}", path.display());
        }
        let unescaped = text.contains("|safe") || text.contains("| safe");
        assert!(
            !unescaped || path.ends_with("home/words.html") || path.ends_with("reading/show.html"),
            "{}",
            path.display()
        );
    }
}

/// Browsers put back what was typed and ticked when somebody goes back, whoever is signed in by then, and write it to the
/// disk. Drafts bring words back for their owner.
#[test]
fn no_form_is_filled_in_by_the_browser() {
    for (path, text) in files("templates", ".html") {
        for form in text.split("<form").skip(1) {
            let tag = form.split("</form>").next().unwrap_or_default();
            assert!(tag.contains(" autocomplete=\"off\">"), "{}", path.display());
        }
    }
}

#[test]
fn every_list_that_is_cut_says_where_it_goes_on() {
    let lists = files("src/features", ".rs").into_iter().filter(|(_, text)| text.contains("entries::list("));
    let mut seen = 0;
    for (path, text) in lists {
        let pages = text.split("#[template(path = \"").skip(1).filter_map(|rest| rest.split('"').next());
        let leads_on = |page: &str| {
            let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(page);
            fs::read_to_string(page).unwrap().contains(">Further back</a>")
        };
        assert!(pages.into_iter().any(leads_on), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 4, "there are such lists");
}

#[test]
fn every_asset_a_template_names_is_there() {
    for (path, text) in files("templates", ".html") {
        for name in text.split("assets::url(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert_ne!(handrail::web::assets::url(name), "/static/missing", "{}: {name}", path.display());
        }
    }
}

#[test]
fn styles_and_scripts_keep_to_their_budget() {
    let (of_one_page, of_all): (Vec<_>, Vec<_>) =
        files("static/css", ".css").into_iter().partition(|(path, _)| path.to_string_lossy().contains("/css/pages/"));
    let style: usize = of_all.iter().map(|(_, text)| text.len()).sum();
    assert!(style <= 30_000, "{style} bytes of style");
    for (path, text) in of_one_page {
        assert!(text.len() <= 3_072, "{}: {} bytes", path.display(), text.len());
    }
    for (path, text) in files("static", ".js") {
        assert!(text.len() <= 2_048, "{}: {} bytes", path.display(), text.len());
        assert!(!text.contains("innerHTML") && !text.contains("localStorage"), "{}", path.display());
    }
}

#[test]
fn every_feature_is_in_the_list_under_its_own_name() {
    let folder = |path: &Path| path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
    let mut folders: Vec<_> = files("src/features", "/feature.rs").iter().map(|(path, _)| folder(path)).collect();
    let mut listed: Vec<_> = handrail::features::ALL.iter().map(|feature| feature.name.to_owned()).collect();
    folders.sort();
    listed.sort();
    assert_eq!(listed, folders);
}

/// A type is a noun that nobody else in `src/` has, so that whoever searches for it finds it; what a form holds, what an
/// address asks, and what is wrong with a field are called the same everywhere.
#[test]
fn no_two_types_share_a_name() {
    let mut seen = BTreeMap::new();
    for (path, text) in files("src", ".rs") {
        // What is indented belongs to a trait or a function, but for what stands in `form_words!`.
        for line in code(&text).lines() {
            let line = line.strip_prefix("    ").filter(|line| line.starts_with("pub enum ")).unwrap_or(line);
            let line =
                line.trim_start_matches("pub ").trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ");
            let Some((kind, rest)) = line.split_once(' ') else { continue };
            let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            if matches!(kind, "struct" | "enum" | "trait" | "type") && !matches!(name, "Fields" | "Asked" | "Fault") {
                let other = seen.insert(name.to_owned(), path.clone());
                assert!(other.is_none(), "{name}: {} and {}", path.display(), other.unwrap().display());
            }
        }
    }
}

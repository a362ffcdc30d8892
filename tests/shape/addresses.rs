//! Addresses: one that is written as it is leads to a route, and one with a part or a query is made in a `paths.rs` only, so
//! that none is dead without the compiler or a test to say so.

use std::path::Path;

use super::{code, files};

/// Made on a floor below the features, which knows none of them; each must fit a route all the same.
const BELOW: [(&str, &str); 3] = [
    ("src/members/resets/mod.rs", "{}/recover/{}"),
    ("src/members/instance/mod.rs", "{}/set-up/{}"),
    ("src/members/instance/mod.rs", "{}/invite/{}"),
];

/// What only looks like an address.
const OTHER: [(&str, &str); 7] = [
    // A place in a list that an entry names itself; the floor stands below `web::paths`.
    ("src/base/sealed.rs", "{}#{id}"),
    // Files.
    ("src/features/export/schema.rs", "/docs/export.schema.json"),
    ("src/server/commands/passphrase.rs", "/dev/tty"),
    ("src/members/instance/access.rs", "/etc/passwd"),
    ("src/server/connections/peers.rs", "/proc/net/route"),
    ("src/server/connections/peers.rs", "/proc/net/ipv6_route"),
    // A network.
    ("src/base/config/proxies.rs", "{first}/{bits}"),
];

/// Whether a route has this pattern, whatever its parts are called.
fn is_route(address: &str) -> bool {
    let unnamed = |path: &str| -> Vec<String> {
        path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }.to_owned()).collect()
    };
    handrail::server::router::table().iter().any(|route| unnamed(&route.path) == unnamed(address))
}

fn within(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned()
}

/// What stands in quotes, without what a file says of itself in comments.
fn quoted(text: &str, quote: char) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(move |line| line.split(quote).skip(1).step_by(2))
}

/// What begins as an address does, up to the end of its quotes.
fn begun_as_address(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices("\"/").map(|(at, _)| &text[at + 1..]);
    starts.filter_map(|rest| rest.split('"').next()).filter(|address| !address.starts_with("/>"))
}

/// Whether it has a part or a query in it, or is put together from what is in a variable and more.
fn is_made(text: &str) -> bool {
    let begins = text.starts_with('/') && text.contains(['{', '?', '#']);
    let goes_on = text.match_indices(['/', '?', '#']).any(|(at, _)| {
        let after_a_variable = text[..at].ends_with('}') && !text[..at].ends_with("%}");
        after_a_variable && text[at + 1..].starts_with(|c: char| c.is_alphanumeric() || c == '{')
    });
    begins || goes_on
}

/// An address as it is: neither made nor the start of anything else, such as a comment.
fn is_plain(text: &str) -> bool {
    let after = text.strip_prefix('/').map(|rest| rest.chars().next().is_none_or(char::is_alphabetic));
    after == Some(true) && !is_asset(text) && !is_made(text)
}

fn is_asset(address: &str) -> bool {
    address.starts_with("/static/")
}

#[test]
fn every_plain_address_is_a_route() {
    let mut dead = Vec::new();
    for (path, text) in files("src", ".rs") {
        let file = within(&path);
        if file.ends_with("/tests.rs") || file.ends_with("/paths.rs") {
            continue;
        }
        for address in quoted(code(&text), '"').filter(|literal| is_plain(literal)) {
            if !is_route(address) && !OTHER.contains(&(&file, address)) {
                dead.push(format!("{file}: {address}"));
            }
        }
    }
    for (path, text) in files("templates", ".html") {
        let plain = begun_as_address(&text).filter(|address| is_plain(address));
        dead.extend(plain.filter(|address| !is_route(address)).map(|address| format!("{}: {address}", within(&path))));
    }
    for (path, text) in files("static", ".js") {
        let plain = quoted(&text, '\'').filter(|address| is_plain(address));
        dead.extend(plain.filter(|address| !is_route(address)).map(|address| format!("{}: {address}", within(&path))));
    }
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn every_named_address_leads_to_a_route() {
    let mut seen = 0;
    for (path, text) in files("src/features", "/paths.rs") {
        for line in text.lines().filter(|line| line.contains("= \"/")) {
            let address = quoted(line, '"').next().unwrap();
            let (route, _) = address.split_once(['?', '#']).unwrap_or((address, ""));
            let start = line.trim_start().starts_with("EACH = ");
            let leads = if start { is_route(&format!("{route}/{{id}}/remove")) } else { is_route(route) };
            assert!(leads, "{}: {address}", within(&path));
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} addresses");
    for (file, address) in BELOW {
        assert!(is_route(address.trim_start_matches("{}")), "{file}: {address}");
    }
}

#[test]
fn an_address_with_a_part_is_made_by_its_function() {
    let mut made = Vec::new();
    for (path, text) in files("src", ".rs") {
        let file = within(&path);
        if file.ends_with("/paths.rs") || file.ends_with("/tests.rs") {
            continue;
        }
        let found = quoted(code(&text), '"').filter(|literal| is_made(literal) && !is_asset(literal));
        let excused = |literal: &&str| BELOW.contains(&(&file, literal)) || OTHER.contains(&(&file, literal));
        made.extend(found.filter(|literal| !excused(literal)).map(|literal| format!("{file}: {literal}")));
    }
    for (path, text) in files("templates", ".html") {
        let whole = begun_as_address(&text).filter(|address| !is_asset(address) && is_made(address));
        made.extend(whole.map(|address| format!("{}: {address}", within(&path))));
        let lines = text.lines().filter(|line| is_made(line.trim_start_matches('/')));
        made.extend(lines.map(|line| format!("{}: {line}", within(&path))));
    }
    assert_eq!(made, Vec::<String>::new());
}

#[test]
fn a_made_address_is_seen_however_it_is_put_together() {
    for made in [
        "/journal/{id}",
        "/today?kept=yes",
        "/story#besides",
        "{page}?draft={id}",
        "{}/{}/restore",
        "<a href=\"{{ before }}?first=yes\">",
        "<form action=\"{{ kind.each }}/{{ id }}/restore\">",
    ] {
        assert!(is_made(made), "{made}");
    }
    for fine in ["/journal", "/", "{day}-{month}", "Is it {{ name }}?", "{% endif %}?body={{ body }}", "{error:#}"] {
        assert!(!is_made(fine), "{fine}");
    }
}

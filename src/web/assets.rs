//! Style, scripts, fonts and icons, embedded. Each is served under a name that holds a hash of its content, so that a
//! browser may keep it for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::{Embed, EmbeddedFile};
use sha2::{Digest as _, Sha256};

use super::error::PageError;
use super::form::Path;

/// The styles of single pages, each served by itself.
const OF_ONE_PAGE: &str = "css/pages/";
/// What keeps the way to help for when there is no connection.
const WORKER: &str = "js/worker/";
/// The scripts that every page has,
const EVERYWHERE: &str = "js/app/";
/// and those among them whose names the others may use.
const SHARED: [&str; 4] = ["js/app/fields.js", "js/app/gone.js", "js/app/reach.js", "js/app/shelf.js"];
/// What is told of an asset, whose address changes with it.
pub const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

#[derive(Embed)]
#[folder = "static/"]
struct AssetFiles;

struct Asset {
    kind: &'static str,
    body: Cow<'static, [u8]>,
    gzip: Option<Vec<u8>>,
}

/// Everything that can be served, by its hashed name, and the hashed name of each plain one.
struct Assets {
    by_hashed: BTreeMap<String, Asset>,
    hashed: BTreeMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

/// The worker's script, with the hashed addresses of what it keeps.
static SCRIPT: LazyLock<String> =
    LazyLock::new(|| ASSETS.linked(&scripts(WORKER).map(|(_, text)| text).collect::<String>()));

/// The address of an embedded file, such as `app.css` or `js/ladder.js`. One that is not there has the address of
/// nothing, which a test looks for.
pub fn url(name: &str) -> &'static str {
    ASSETS.hashed.get(name).map_or("/static/missing", String::as_str)
}

pub async fn show(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.by_hashed.get(&format!("/static/{name}")) else {
        return PageError::NotFound.into_response();
    };
    let accepts_gzip =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            value.split(',').any(|coding| coding.split(';').next().is_some_and(|c| c.trim() == "gzip"))
        });
    let common = [(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)), (header::CACHE_CONTROL, FOR_EVER)];
    match &asset.gzip {
        Some(gzip) if accepts_gzip => {
            let coding = [(header::CONTENT_ENCODING, "gzip"), (header::VARY, "accept-encoding")];
            (common, coding, gzip.as_slice()).into_response()
        }
        _ => (common, asset.body.as_ref()).into_response(),
    }
}

/// Serves the worker's script: at the root, since a worker looks after what is below its own address, and asked for
/// anew each time, so that a new version is noticed.
pub async fn worker() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, kind("js")), (header::CACHE_CONTROL, "no-cache")];
    (headers, SCRIPT.as_str())
}

impl Assets {
    fn load() -> Self {
        let mut all = Self { by_hashed: BTreeMap::new(), hashed: BTreeMap::new() };
        let (texts, binaries): (Vec<_>, Vec<_>) = AssetFiles::iter()
            .filter(|name| {
                let together = ["css/", EVERYWHERE, WORKER].iter().any(|folder| name.starts_with(folder));
                !together || name.starts_with(OF_ONE_PAGE)
            })
            .partition(|name| is_text(name));
        for name in binaries {
            if let Some(file) = AssetFiles::get(&name) {
                all.add(&name, file.data);
            }
        }
        all.add("app.css", all.linked(&style()).into_bytes().into());
        all.add("app.js", script().into_bytes().into());
        for name in texts {
            if let Some(file) = AssetFiles::get(&name) {
                let text = all.linked(&String::from_utf8_lossy(&file.data));
                all.add(&name, text.into_bytes().into());
            }
        }
        all
    }

    /// `text` with the plain addresses of what was added so far replaced by the hashed ones.
    fn linked(&self, text: &str) -> String {
        self.hashed
            .iter()
            .fold(text.to_owned(), |text, (plain, hashed)| text.replace(&format!("/static/{plain}"), hashed))
    }

    fn add(&mut self, name: &str, body: Cow<'static, [u8]>) {
        let hash = HEXLOWER.encode(&Sha256::digest(&body)[..8]);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!("/static/{}-{hash}.{ending}", stem.replace('/', "-"));
        let kind = kind(ending);
        let gzip = is_text(name).then(|| gzip(&body)).flatten();
        self.hashed.insert(name.to_owned(), hashed.clone());
        self.by_hashed.insert(hashed, Asset { kind, body, gzip });
    }
}

/// All style sheets as one, in the order that `order.txt` gives, each in the layer named before it.
fn style() -> String {
    let text = |name: &str| AssetFiles::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned());
    let order = text("css/order.txt").unwrap_or_default();
    let sheet = |line: &str| {
        let (layer, name) = line.split_once(' ')?;
        Some(format!("@layer {layer} {{{}}}", lean(&text(&format!("css/{name}"))?)))
    };
    order.lines().filter_map(sheet).collect()
}

/// The scripts of every page as one, since on a slow line each request costs more than its content; each has a scope of
/// its own, but for the shared one.
fn script() -> String {
    let (shared, own): (Vec<_>, Vec<_>) = scripts(EVERYWHERE).partition(|(name, _)| SHARED.contains(&name.as_str()));
    let own = own.into_iter().map(|(_, text)| ["{\n", &text, "}\n"].concat());
    shared.into_iter().map(|(_, text)| text).chain(own).collect()
}

/// The scripts in a folder, by their names, which they are in the order of.
fn scripts(folder: &str) -> impl Iterator<Item = (String, String)> {
    let mut names: Vec<_> = AssetFiles::iter().filter(|name| name.starts_with(folder)).collect();
    names.sort();
    let text = |file: EmbeddedFile| String::from_utf8_lossy(&file.data).into_owned();
    names.into_iter().filter_map(move |name| Some((name.to_string(), text(AssetFiles::get(&name)?))))
}

/// A style sheet as browsers need it: without comments, and with single spaces.
fn lean(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default();
    let kept = parts.filter_map(|part| part.split_once("*/")).map(|(_, after)| after);
    std::iter::once(first).chain(kept).flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn is_text(name: &str) -> bool {
    [".js", ".svg", ".txt", ".webmanifest", ".css"].iter().any(|ending| name.ends_with(ending))
}

fn kind(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => "text/plain; charset=utf-8",
    }
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_travels_light() {
        assert_eq!(
            lean("/* why */\na,\n  b { c: d }\n\n/* and */ e { f: g } /* left open"),
            "a, b { c: d } e { f: g }"
        );
    }
}

//! Never lost: what somebody has begun to write, and what they sent after their session had ended.
//!
//! Any form whose route is `written_on` a page takes part. Its address names a draft: sent with `keep`, the form is kept
//! for later and goes no further; sent without, it is sent, and the draft is over. A session that has ended cannot seal
//! for its owner, so the door seals to their public key: `late_forms` keeps it apart, and they take it in when they are back.

pub mod form;
pub mod store;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::portion::Most;
use super::registry::Registry;
use crate::base::sealed::Private;
use crate::model::scheduler::Felt;
use crate::web::form::{FIELDS_MOST, has_at_most};

/// How many drafts a person has at the most, and how many that were put aside; the oldest give way. Each page with a form
/// looks through them.
pub const MOST: Most = Most { rows: 50, bytes: 4 * 1024 * 1024 };

/// What a button sends comes after all that the script saves.
pub const PRESSED: u32 = u32::MAX;

/// A form as it was kept, and where it goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The path it is sent to.
    pub path: String,
    /// Its body, as a browser encodes forms.
    pub body: String,
    /// Whether it was sent, and came too late.
    pub sent: bool,
    /// Counts the saves of one page, since an earlier one may arrive after a later one.
    pub turn: u32,
}

/// A field of a form as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftField {
    pub name: String,
    pub value: String,
}

/// The fields that people write in, of all forms.
const WRITTEN: [&str; 33] = [
    "against",
    "agreements",
    "answers",
    "better_day",
    "called",
    "content_note",
    "could_tell",
    "customs",
    "expected",
    "fairer",
    "feeling",
    "friend",
    "help_lines",
    "how_it_starts",
    "less_alone",
    "more",
    "name",
    "next_hours",
    "note",
    "purpose",
    "regular",
    "rota",
    "situation",
    "smaller",
    "speaks_for",
    "steadies",
    "test",
    "thought",
    "title",
    "whereabouts",
    "whom",
    "why",
    "words",
];

impl Private for Draft {
    // The name its rows were first sealed under. It is bound into each of them.
    const NAME: &'static str = "begun";
}

impl Draft {
    /// A form sent to `path`, to be kept. None where that is not one that keeps words, where no browser would encode one like
    /// this, or where it has more fields than any form of ours: it can come from anybody, and its owner sends it on with a
    /// tap.
    pub fn of(registry: &Registry, path: &str, body: &[u8]) -> Option<Self> {
        Self::sent(registry, path, body).filter(Self::has_few_fields)
    }

    /// The same, however many fields it has: only to be given back.
    pub fn sent(registry: &Registry, path: &str, body: &[u8]) -> Option<Self> {
        let path = registry.form(path)?.action();
        let body = str::from_utf8(body).ok()?;
        let encoded = body.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\'));
        encoded.then(|| Self { path, body: body.to_owned(), sent: false, turn: 0 })
    }

    /// The page where it can be written on; none for a form of taps only.
    pub fn page(&self, registry: &Registry) -> Option<String> {
        registry.form(&self.path)?.page()
    }

    /// Whether it has no more fields than a form of ours may have. One that was kept by an earlier release need not.
    fn has_few_fields(&self) -> bool {
        has_at_most(FIELDS_MOST, self.body.as_bytes())
    }

    /// What its page reads from it, if it can be read.
    pub fn read<F: DeserializeOwned>(&self) -> Option<F> {
        if self.has_few_fields() { serde_html_form::from_str(&self.body).ok() } else { None }
    }

    /// Its fields, if they can be read.
    pub fn fields(&self) -> Option<Vec<DraftField>> {
        let fields: Vec<(String, String)> = self.read()?;
        Some(fields.into_iter().map(DraftField::from).collect())
    }

    /// What is written in it as one text, however many fields it has: they are read one by one.
    pub fn written_text(&self) -> String {
        let fields = self.body.split('&').filter_map(|field| {
            let read: Vec<(String, String)> = serde_html_form::from_str(field).ok()?;
            read.into_iter().next().map(DraftField::from).filter(DraftField::is_written)
        });
        fields
            .fold(String::new(), |text, field| if text.is_empty() { field.value } else { text + "\n\n" + &field.value })
    }

    /// What is written in it. The rest of the form, which is one word each, goes along unseen.
    pub fn words(&self) -> Vec<String> {
        let written = self.fields().unwrap_or_default().into_iter().filter(DraftField::is_written);
        written.map(|field| field.value).collect()
    }

    /// Whether `later` holds all its words and at most goes on after them.
    pub fn goes_on_in(&self, later: &Self) -> bool {
        let (Some(fields), Some(later_fields)) = (self.fields(), later.fields()) else { return false };
        let later_fields: BTreeSet<_> =
            later_fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
        // In order, what begins with certain words comes right after them.
        let goes_on = |field: &DraftField| {
            let (name, words) = (field.name.as_str(), field.value.trim_end());
            let next = later_fields.range((name, words)..).next();
            next.is_some_and(|(later_name, value)| *later_name == name && value.starts_with(words))
        };
        self.path == later.path && fields.iter().all(goes_on)
    }

    /// Whether nothing is written in it, or it only skips a question. In a form of taps, what is not ticked says
    /// something too.
    pub fn is_blank(&self, registry: &Registry) -> bool {
        let Some(fields) = self.fields() else { return false };
        let is_empty = |field: &DraftField| is_hidden(&field.name) || field.value.trim().is_empty();
        let skips = fields.iter().any(|field| field.name == "skip" && !field.value.is_empty());
        let is_written = registry.form(&self.path).is_none_or(|form| form.is_written());
        skips || is_written && fields.iter().all(is_empty)
    }
}

impl From<(String, String)> for DraftField {
    fn from((name, value): (String, String)) -> Self {
        Self { name, value }
    }
}

impl DraftField {
    /// Whether somebody wrote it, rather than chose it. What is chosen is a small plain word, or none of these fields.
    pub fn is_written(&self) -> bool {
        let is_choice = || self.value.bytes().all(|byte| byte.is_ascii_lowercase() || b"0123456789-:".contains(&byte));
        let written = WRITTEN.contains(&self.name.as_str()) && Felt::from_word(&self.value).is_none();
        !self.value.trim().is_empty() && !is_hidden(&self.name) && (written || !is_choice())
    }
}

/// What a form carries that nobody typed, or that is never left open.
pub fn is_hidden(field: &str) -> bool {
    matches!(field, "id" | "day" | "revision" | "ending" | "prompt" | "sort" | "weekday" | "often")
        || field.ends_with("_minutes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::route::post;

    fn registry() -> Registry {
        let forms = [
            ("/journal", Some("/journal")),
            ("/moments", Some("/moments")),
            ("/attempts/{id}/reflection", Some("/attempts/{id}")),
            ("/check-ins", None),
        ];
        let routes = forms.map(|(path, page)| {
            let route = post(path, async || ());
            page.map_or_else(|| post(path, async || ()).keeps_words(""), |page| route.written_on(page, ""))
        });
        Registry::new(Vec::new(), Vec::new(), routes.into())
    }

    #[test]
    fn a_draft_leads_back_to_the_page_of_its_form() {
        let page = |path: &str| -> Option<String> { Draft::of(&registry(), path, b"")?.page(&registry()) };
        assert_eq!(page("/moments").as_deref(), Some("/moments"));
        assert_eq!(page("/attempts/0a/reflection").as_deref(), Some("/attempts/0a"));
        assert_eq!(page("/check-ins"), None);
        assert_eq!(page("/settings/leave"), None);
    }

    #[test]
    fn only_what_a_browser_would_send_is_kept() {
        assert!(Draft::of(&registry(), "/moments", b"words=a+b%0D%0A%F0%9F%8C%BF&id=").is_some());
        for body in [&b"words=\"a\""[..], b"words=a\\b", b"words=a b", b"words=\xf0\x9f", b"words=\x01"] {
            assert!(Draft::of(&registry(), "/moments", body).is_none());
        }
    }

    #[test]
    fn a_draft_goes_on_where_all_its_words_are_and_nowhere_else() {
        let goes_on = |earlier: &str, path: &str, later: &str| {
            let draft = |path: &str, body: &str| Draft::of(&registry(), path, body.as_bytes()).unwrap();
            draft("/moments", earlier).goes_on_in(&draft(path, later))
        };
        assert!(goes_on("words=a+dog&felt=okay", "/moments", "felt=okay&words=a+dog,+asleep"));
        for (path, later) in [("/moments", "words=x"), ("/moments", "felt=okay&words=a+d"), ("/journal", "words=a+dog")]
        {
            assert!(!goes_on("words=a+dog", path, later), "{later}");
        }
        assert!(!goes_on("words=a+dog&felt=okay", "/moments", "words=a+dog,+asleep"));
        assert!(goes_on("which=b&which=a", "/moments", "which=a&which=ab&which=b+c"));
        assert!(!goes_on("which=b&which=d", "/moments", "which=a&which=c&which=e&x=d"));
    }

    #[test]
    fn what_nobody_typed_says_nothing() {
        let registry = registry();
        let is_blank = |body: &str| {
            Draft::of(&registry, "/moments", body.as_bytes()).is_some_and(|draft| draft.is_blank(&registry))
        };
        assert!(is_blank("") && is_blank("id=0a&revision=3&words=+%0A"));
        assert!(!is_blank("words=x") && !is_blank("outcome=did&note="));
    }
}

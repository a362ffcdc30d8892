//! Where one who matters comes up in what was kept: times with them, and words that name them. A page looks at the latest of
//! them only; a search finds the others.

use std::cmp::Reverse;

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::Channel;
use super::contact_list::{ContactBook, ToldStep};
use super::contact_log::Touch;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::features::reflections::paths as reflection_paths;
use crate::features::search::matching::{Excerpt, SearchQuery};
use crate::features::search::normalise::plain;
use crate::members::sessions::guard::Member;
use crate::model::steps::Library;
use crate::records::entries::untyped::{UntypedEntry, store};
use crate::records::portion::Before;
use crate::records::registry::Registry;
use crate::web::error::PageResult;

/// How many are shown, the latest.
const SHOWN: usize = 20;
/// How many of the latest things they wrote are looked at for a name, of each sort.
const LOOKED_AT: i64 = 300;

/// Somewhere they come up.
pub struct MentionedItem {
    on: Date,
    pub day: DateText,
    pub what: Occurrence,
}

pub enum Occurrence {
    /// A time of being in touch.
    Touch(Option<Channel>),
    /// A step that was with them, as it is called where it is still there.
    Step { title: Option<String>, address: String },
    /// Words that name them, in something that is called so.
    Words { kind: &'static str, excerpt: Excerpt, address: String },
}

/// Whom to look for, and for whom.
pub struct Lookout<'a> {
    pub member: &'a Member,
    pub who: Id,
    pub name: &'a str,
}

impl Lookout<'_> {
    /// The latest of everything in which they come up.
    pub async fn latest(
        &self,
        read: &mut SqliteConnection,
        (book, library, registry): (&ContactBook, &Library, &Registry),
    ) -> PageResult<Vec<MentionedItem>> {
        let entries = store::of_every_kind(read, self.member.id(), &Before::end(), Some(LOOKED_AT)).await?;
        let touches = book.touches.iter().filter(|touch| touch.with == self.who).map(|touch| self.touch(touch));
        let looked_at = usize::try_from(LOOKED_AT).unwrap_or_default();
        let recent = book.looks.len().saturating_sub(looked_at);
        let steps = book.looks.iter().enumerate().filter_map(|(at, look)| self.step(look, library, at >= recent));
        let mut found: Vec<MentionedItem> = touches.chain(steps).collect();
        found.extend(entries.into_iter().filter_map(|entry| self.entry(entry, registry)));
        found.sort_by_key(|one| Reverse(one.on));
        found.truncate(SHOWN);
        Ok(found)
    }

    fn item(&self, on: Date, what: Occurrence) -> MentionedItem {
        MentionedItem { on, day: self.member.day_text(on), what }
    }

    fn touch(&self, touch: &Touch) -> MentionedItem {
        self.item(touch.on, Occurrence::Touch(touch.way))
    }

    /// A step that was with them, or of which, where it is recent, a note names them.
    fn step(&self, look: &ToldStep, library: &Library, is_recent: bool) -> Option<MentionedItem> {
        let address = reflection_paths::reflection(look.id);
        let what = if look.told.with == Some(self.who) {
            let attempted = look.attempt.open(self.member.keyring()).ok();
            let title = attempted.and_then(|attempted| library.heading(&attempted).map(ToOwned::to_owned));
            Occurrence::Step { title, address }
        } else if is_recent {
            Occurrence::Words { kind: "A reflection", excerpt: self.excerpt(&[&look.told.note])?, address }
        } else {
            return None;
        };
        Some(self.item(look.on, what))
    }

    /// What else they wrote, except on the pages of those who matter themselves.
    fn entry(&self, entry: UntypedEntry, registry: &Registry) -> Option<MentionedItem> {
        let (id, on, kind) = (entry.row.id, entry.row.day(), registry.kind(&entry.kind)?);
        if kind.page.starts_with(super::paths::LIST) {
            return None;
        }
        let excerpt = self.excerpt(&kind.words(entry, self.member.keyring()).ok()?)?;
        Some(self.item(on, Occurrence::Words { kind: kind.one, excerpt, address: (kind.address)(id) }))
    }

    fn excerpt(&self, texts: &[impl AsRef<str>]) -> Option<Excerpt> {
        let name = plain(self.name.trim());
        let is_named = texts.iter().any(|text| stands_in(&plain(text.as_ref()), &name));
        SearchQuery::of(&name).filter(|_| is_named)?.found_in(texts)
    }
}

/// Whether a name stands in a text by itself, rather than within a word; both folded.
fn stands_in(text: &str, name: &str) -> bool {
    let is_apart = |(at, _): (usize, &str)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    !name.is_empty() && text.match_indices(name).any(is_apart)
}

#[cfg(test)]
mod tests {
    use super::stands_in;

    #[test]
    fn a_name_stands_by_itself() {
        assert!(stands_in("tea with noor, at last", "noor") && stands_in("noor's plums", "noor"));
        assert!(stands_in("al said: always", "al"));
        assert!(!stands_in("it is always so", "al") && !stands_in("normal", "al"));
        assert!(!stands_in("anything", ""));
    }
}

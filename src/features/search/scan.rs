//! Looking through everything at once: each row is opened, compared and let go, on as many threads as there are.

use std::cmp::Reverse;
use std::num::NonZero;
use std::thread;

use jiff::civil::Date;

use super::matching::{Excerpt, SearchQuery};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::entries;
use crate::records::entries::store::UntypedEntry;
use crate::records::kind::EntryKind;
use crate::records::reflections::store::{self, AttemptPair};
use crate::records::registry::Registry;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

#[derive(Debug)]
pub struct SearchHit {
    pub day: Date,
    /// Its kind; none for a look back.
    pub kind: Option<EntryKind>,
    pub address: String,
    pub excerpt: Excerpt,
}

/// What may hold what is looked for, not opened yet.
enum Searchable {
    Entry(UntypedEntry),
    LookBack(AttemptPair),
}

impl Searchable {
    fn day(&self) -> Date {
        match self {
            Self::Entry(entry) => entry.row.day(),
            Self::LookBack(pair) => pair.reflection.as_ref().map_or(pair.attempt.day, |told| told.day),
        }
    }
}

/// How many rows are looked through before it is seen whether enough was found.
const A_PART: usize = 2_000;

/// At most `most` of what somebody wrote in which all the words stand, the latest day first.
pub async fn latest(app: &App, member: &Member, wanted: SearchQuery, most: usize) -> PageResult<Vec<SearchHit>> {
    // The reader is given back before the long part.
    let (kept, told) = {
        let mut read = app.db.read().await?;
        (entries::store::of_every_kind(&mut read, member.id()).await?, store::pairs(&mut read, member.id()).await?)
    };
    let told = told.into_iter().filter(|pair| pair.reflection.is_some()).map(Searchable::LookBack);
    let all: Vec<Searchable> = kept.into_iter().map(Searchable::Entry).chain(told).collect();
    let (app, member) = (app.clone(), member.clone());
    let found = tokio::task::spawn_blocking(move || Ok(latest_of(all, &member, app.content()?, &wanted, most)));
    found.await.map_err(|err| PageError::Broken(err.into()))?
}

fn latest_of(
    mut all: Vec<Searchable>,
    member: &Member,
    registry: &Registry,
    wanted: &SearchQuery,
    most: usize,
) -> Vec<SearchHit> {
    all.sort_by_key(|one| Reverse(one.day()));
    let (mut rest, mut found) = (all.into_iter().peekable(), Vec::new());
    while found.len() < most && rest.peek().is_some() {
        found.extend(in_parallel(rest.by_ref().take(A_PART).collect(), member, registry, wanted));
    }
    found.sort_by_key(|one| Reverse(one.day));
    found.truncate(most);
    found
}

fn in_parallel(mut all: Vec<Searchable>, member: &Member, registry: &Registry, wanted: &SearchQuery) -> Vec<SearchHit> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let each = all.len().div_ceil(threads).max(1);
    let mut parts = Vec::new();
    while !all.is_empty() {
        parts.push(all.split_off(all.len().saturating_sub(each)));
    }
    thread::scope(|scope| {
        let through = |part: Vec<Searchable>| {
            part.into_iter().filter_map(|one| look(one, member, registry, wanted)).collect::<Vec<_>>()
        };
        let looking: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || through(part))).collect();
        // A part that could not be looked through is as if nothing were found there.
        looking.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
    })
}

/// One row; one that does not open is passed over.
fn look(shut: Searchable, member: &Member, registry: &Registry, wanted: &SearchQuery) -> Option<SearchHit> {
    match shut {
        Searchable::Entry(entry) => {
            let (id, day, kind) = (entry.row.id, entry.row.day(), registry.kind(&entry.kind)?);
            let excerpt = wanted.found_in(&kind.words(entry, member.keyring()).ok()?)?;
            Some(SearchHit { day, kind: Some(kind), address: (kind.address)(id), excerpt })
        }
        Searchable::LookBack(pair) => {
            let row = pair.reflection?;
            let excerpt = wanted.found_in(&[row.open(member.keyring()).ok()?.note])?;
            Some(SearchHit { day: row.day, kind: None, address: look_back(row.id), excerpt })
        }
    }
}

fn look_back(id: Id) -> String {
    crate::features::reflections::paths::reflection(id)
}

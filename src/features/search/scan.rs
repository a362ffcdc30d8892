//! Looking through everything: each row is opened, compared and let go, on as many threads as there are.

use std::cmp::Reverse;
use std::num::NonZero;
use std::thread;

use jiff::civil::Date;

use super::matching::{Excerpt, SearchQuery};
use crate::base::ids::Id;
use crate::base::sealed::SealedRow;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::records::entries;
use crate::records::entries::untyped::UntypedEntry;
use crate::records::kind::EntryKind;
use crate::records::portion::Before;
use crate::records::reflections::store;
use crate::records::registry::Registry;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::heavy::Turn;

#[derive(Debug)]
pub struct SearchHit {
    pub day: Date,
    /// Its kind; none for a look back.
    pub kind: Option<EntryKind>,
    pub address: String,
    pub excerpt: Excerpt,
}

/// At most `most` of what somebody wrote in which all the words stand, the latest day first.
pub async fn latest(app: &App, member: &Member, wanted: SearchQuery, most: usize) -> PageResult<Vec<SearchHit>> {
    let place = app.heavy.place(member.id()).await?;
    let (app, member) = (app.clone(), member.clone());
    place.run(move |turn| Search { app: &app, member: &member, wanted: &wanted, most }.latest(turn)).await
}

struct Search<'a> {
    app: &'a App,
    member: &'a Member,
    wanted: &'a SearchQuery,
    most: usize,
}

impl Search<'_> {
    fn latest(&self, turn: &mut Turn) -> PageResult<Vec<SearchHit>> {
        let (owner, registry) = (self.member.id(), self.app.content()?);
        let mut found = self.through(
            turn,
            &async |before| {
                entries::untyped::store::of_every_kind(&mut *self.app.db.read().await?, owner, before, None).await
            },
            |entry| Before { day: entry.row.day.clone(), id: entry.row.id },
            |entry| self.in_entry(registry, entry),
        )?;
        found.extend(self.through(
            turn,
            &async |before| store::told(&mut *self.app.db.read().await?, owner, before).await,
            |row| Before { day: row.day.to_string(), id: row.id },
            |row| self.in_look_back(&row),
        )?);
        found.sort_by_key(|one| Reverse(one.day));
        found.truncate(self.most);
        Ok(found)
    }

    /// Reads portion after portion until enough was found. The reader is given back before the long part of each.
    fn through<T: Send>(
        &self,
        turn: &mut Turn,
        next: &impl AsyncFn(&Before) -> sqlx::Result<Vec<T>>,
        place: impl Fn(&T) -> Before,
        look: impl Fn(T) -> Option<SearchHit> + Sync,
    ) -> PageResult<Vec<SearchHit>> {
        let (mut found, mut before) = (Vec::new(), Before::end());
        while found.len() < self.most {
            let rows = turn.wait_for(next(&before))?;
            let Some(last) = rows.last() else { break };
            before = place(last);
            found.extend(in_parallel(rows, &look));
            turn.give_way()?;
        }
        Ok(found)
    }

    /// What of an entry is to be shown; one that does not open is passed over.
    fn in_entry(&self, registry: &Registry, entry: UntypedEntry) -> Option<SearchHit> {
        let (id, day, kind) = (entry.row.id, entry.row.day(), registry.kind(&entry.kind)?);
        let excerpt = self.wanted.found_in(&kind.words(entry, self.member.keyring()).ok()?)?;
        Some(SearchHit { day, kind: Some(kind), address: (kind.address)(id), excerpt })
    }

    fn in_look_back(&self, row: &SealedRow<Reflection>) -> Option<SearchHit> {
        let excerpt = self.wanted.found_in(&[row.open(self.member.keyring()).ok()?.note])?;
        Some(SearchHit { day: row.day, kind: None, address: look_back(row.id), excerpt })
    }
}

fn in_parallel<T: Send>(mut all: Vec<T>, look: &(impl Fn(T) -> Option<SearchHit> + Sync)) -> Vec<SearchHit> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let each = all.len().div_ceil(threads).max(1);
    let mut parts = Vec::new();
    while !all.is_empty() {
        parts.push(all.split_off(all.len().saturating_sub(each)));
    }
    thread::scope(|scope| {
        let through = |part: Vec<T>| part.into_iter().filter_map(look).collect::<Vec<_>>();
        let looking: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || through(part))).collect();
        // A part that could not be looked through is as if nothing were found there.
        looking.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
    })
}

fn look_back(id: Id) -> String {
    crate::features::reflections::paths::reflection(id)
}

//! Taking a file in: all of it is looked at before anything is kept; then it is kept in small batches, so that nobody else
//! waits for long. What ends half-way goes on when the same file comes again, since what is there stays as it is.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::ExportedRow;
use super::archive::Fault;
use super::new_ids::NewIds;
use super::reading::{Refusal, Told, read};
use super::store::{self, ImportRow};
use crate::base::db::Write;
use crate::base::zones;
use crate::members::sessions::guard::Member;
use crate::members::{self, change_profile, resets};
use crate::records::registry::Registry;
use crate::records::table::NewRow;
use crate::records::{entries, quota};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::heavy::Turn;
use crate::web::route::Growth;

/// How many rows are kept at once, and how many bytes of them before that.
const BATCH_ROWS: usize = 200;
const BATCH_BYTES: usize = 2 * 1024 * 1024;

/// The days that a row may belong to: far around any that is lived here, and far from where dates end.
const LIVED: RangeInclusive<Date> = Date::constant(2000, 1, 1)..=Date::constant(2200, 1, 1);
/// The days that a clock which was set wrong may have given one. It is brought in for the nearest that is lived.
const DATED: RangeInclusive<Date> = Date::constant(1900, 1, 1)..=Date::constant(3000, 1, 1);

/// Somebody who brings a file.
pub struct Bringing<'a> {
    pub app: &'a App,
    pub member: &'a Member,
    /// Whether their answers and settings are to come along.
    pub settings_too: bool,
}

/// How many rows came in, and how many were there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub taken: usize,
    pub there: usize,
}

impl Bringing<'_> {
    pub fn take_in(&self, turn: &mut Turn, file: &[u8]) -> Result<Tally, Refusal> {
        let told = self.checked(turn, file)?;
        let (mut batch, mut tally) = (Batch::default(), Tally::default());
        let mut ids = NewIds::new(self.app, self.member);
        read(file, &mut |table, row| {
            let (id, body) = (ids.of(turn, row.id)?, ids.within(turn, row.body)?);
            batch.add(self.sealed(table, ExportedRow { id, body, ..row })?);
            if batch.is_full() { self.keep(turn, &mut batch, &mut tally) } else { Ok(()) }
        })?;
        self.keep(turn, &mut batch, &mut tally)?;
        if self.settings_too {
            turn.wait_for(self.change_settings(told))?;
        }
        Ok(tally)
    }

    /// Goes through a whole file and keeps nothing of it.
    fn checked(&self, turn: &mut Turn, file: &[u8]) -> Result<Told, Refusal> {
        let registry = self.app.content::<Registry>()?;
        let told = read(file, &mut |table, row| {
            turn.give_way()?;
            let is_sound = registry.table(table).is_some_and(|table| table.is_sound(&row.body));
            if is_sound && DATED.contains(&row.day) { Ok(()) } else { Err(Fault::Unsound.into()) }
        })?;
        if told.profile.is_sound() { Ok(told) } else { Err(Fault::Unsound.into()) }
    }

    fn sealed(&self, table: &str, row: ExportedRow) -> Result<ImportRow, Refusal> {
        let ExportedRow { id, day, open, removed_at, body } = row;
        let table = self.app.content::<Registry>()?.table(table).ok_or(Fault::Unsound)?;
        let day = day.clamp(*LIVED.start(), *LIVED.end());
        let stands = NewRow { id, day, removed: removed_at.is_some() };
        let shut = table.seal(self.member.keyring(), stands, &body).map_err(|_| Fault::Unsound)?;
        // One that was removed later than now would never go.
        let removed_at = removed_at.map(|at| at.min(self.app.now().as_second()));
        Ok(ImportRow { table: table.name, id, day: day.to_string(), open, removed_at, shut })
    }

    /// Keeps a batch, all of it or nothing, and lets others write.
    fn keep(&self, turn: &mut Turn, batch: &mut Batch, tally: &mut Tally) -> Result<(), Refusal> {
        let rows = std::mem::take(batch).rows;
        let taken = turn.wait_for(self.kept(&rows))?;
        tally.taken += taken;
        tally.there += rows.len() - taken;
        Ok(turn.give_way()?)
    }

    async fn kept(&self, rows: &[ImportRow]) -> Result<usize, Refusal> {
        self.app.has_room_for_more()?;
        let owner = self.member.id();
        let mut write = self.app.db.write().await?;
        if !resets::store::lost_keys(&mut write, owner).await?.is_empty() {
            return Err(Fault::Waiting.into());
        }
        let mut taken = 0;
        for row in rows {
            taken += usize::from(store::put(&mut write, owner, row).await?);
        }
        if self.has_too_many(&mut write, rows).await? {
            return Err(Fault::TooMany.into());
        }
        let all = quota::store::taken(&mut write, owner).await?;
        if let (true, Some(why)) =
            (taken > 0, quota::no_room(self.app, &mut write, self.member, all, Growth::Files).await?)
        {
            return Err(Fault::NoRoom(why).into());
        }
        write.commit().await?;
        Ok(taken)
    }

    /// Whether there are more of a kind now than its form would let anybody have.
    async fn has_too_many(&self, write: &mut Write, rows: &[ImportRow]) -> PageResult<bool> {
        for kind in self.app.content::<Registry>()?.kinds() {
            let Some(most) = kind.most.filter(|_| rows.iter().any(|row| row.table == kind.name)) else { continue };
            if entries::untyped::store::count(write, self.member.id(), kind.name).await? > most {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn change_settings(&self, told: Told) -> Result<(), Refusal> {
        let mut write = self.app.db.write().await?;
        if let Some(zone) = zones::named(&told.zone) {
            members::store::change_zone(&mut write, self.member.id(), zones::name(&zone)).await?;
        }
        let careful = |profile: &mut _| *profile = told.profile.as_careful_as(profile);
        change_profile::change_within(&mut write, self.member, careful).await?;
        Ok(write.commit().await?)
    }
}

/// Rows that are kept together.
#[derive(Default)]
struct Batch {
    rows: Vec<ImportRow>,
    bytes: usize,
}

impl Batch {
    fn add(&mut self, row: ImportRow) {
        self.bytes += row.shut.body.len();
        self.rows.push(row);
    }

    const fn is_full(&self) -> bool {
        self.rows.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES
    }
}

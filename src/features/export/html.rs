//! The same to read: a book in one page, with its pictures, and the sheets.

use std::collections::BTreeMap;
use std::io::Write;

use askama::Template;
use jiff::civil::Date;

use super::csv::{CheckInLine, EntryLine, ReflectionLine, cell, sheet};
use super::{Export, ExportedRow};
use crate::base::ids::Id;
use crate::base::sealed::Private;
use crate::base::words::{DateFormat, DateText};
use crate::features::reflections::evidence::{Evidence, LookBack};
use crate::features::reflections::evidence_page::{GuessMark, marks};
use crate::features::reflections::form::Fields;
use crate::model::ladder::Ladder;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::scheduler::{Energy, Felt};
use crate::model::steps::Library;
use crate::model::suggestion::CheckIn;
use crate::records::kind::EntryKind;
use crate::records::registry::Registry;

/// How the book looks, on a screen and on paper.
pub const STYLE: &str = include_str!("html.css");

pub struct ExportSource<'a> {
    pub registry: &'a Registry,
    pub export: &'a Export,
    /// The steps, their own among them.
    pub library: &'a Library,
    pub calendar: &'a DateFormat,
    /// The day it is for them.
    pub today: Date,
}

struct BookReflection<'a> {
    day: Date,
    said: DateText,
    title: Option<&'a str>,
    attempted: Attempt,
    reflected: Reflection,
}

impl BookReflection<'_> {
    fn guess(&self) -> Option<Felt> {
        self.attempted.guess(&self.reflected)
    }
}

/// All entries of a kind.
struct Chapter {
    kind: EntryKind,
    entries: Vec<(DateText, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "export/book.html")]
struct HtmlBook<'a> {
    today: DateText,
    marks: Vec<GuessMark<'a>>,
    look_backs: Vec<BookReflection<'a>>,
    ladder: Vec<&'a str>,
    chapters: Vec<Chapter>,
    unopened: usize,
}

impl<'a> ExportSource<'a> {
    pub fn write_book(&self, into: &mut impl Write) -> anyhow::Result<()> {
        let look_backs = self.look_backs();
        let told = look_backs.iter().map(|one| LookBack {
            day: one.day,
            kind: self.library.step(one.attempted.step).map(|step| step.kind),
            attempted: one.attempted.clone(),
            reflected: one.reflected.clone(),
        });
        let evidence = Evidence::of(&told.rev().collect::<Vec<_>>());
        let latest = evidence.forecasts.map_or_else(Vec::new, |forecasts| forecasts.latest);
        let book = HtmlBook {
            today: self.calendar.date(self.today),
            marks: marks(self.library, &latest, self.calendar, self.today),
            look_backs,
            ladder: self.ladder(),
            chapters: self.chapters(),
            unopened: self.export.unopened,
        };
        Ok(book.write_into(into)?)
    }

    pub fn write_days(&self, into: &mut impl Write) -> anyhow::Result<()> {
        let days = self.opened::<CheckIn>().into_iter().map(|(row, check_in)| CheckInLine {
            day: row.day.to_string(),
            energy: check_in.energy.map_or("", Energy::word).into(),
            feeling: cell(&check_in.feeling.unwrap_or_default()),
        });
        sheet(into, days)
    }

    pub fn write_steps(&self, into: &mut impl Write) -> anyhow::Result<()> {
        let steps = self.look_backs().into_iter().map(|one| {
            let said = Fields::saying(&one.reflected, one.attempted.expected, 1);
            ReflectionLine {
                day: one.day.to_string(),
                step: cell(one.title.unwrap_or_default()),
                outcome: said.outcome,
                guess: one.guess().map_or("", Felt::word).into(),
                felt: said.felt,
                nourishing: said.nourishing,
                note: cell(&said.note),
            }
        });
        sheet(into, steps)
    }

    pub fn write_entries(&self, into: &mut impl Write) -> anyhow::Result<()> {
        let written = self.registry.kinds().iter().copied().flat_map(|kind| {
            self.written(kind).into_iter().map(move |(day, words)| EntryLine {
                day: day.to_string(),
                kind: kind.name.into(),
                words: cell(&words.join("\n")),
            })
        });
        sheet(into, written)
    }

    /// The rows of a table that were not removed, in their order.
    fn rows(&self, table: &str) -> impl Iterator<Item = &'a ExportedRow> {
        self.export.rows.get(table).into_iter().flatten().filter(|row| row.removed_at.is_none())
    }

    fn opened<T: Private>(&self) -> Vec<(&'a ExportedRow, T)> {
        self.rows(T::NAME).filter_map(|row| Some((row, serde_json::from_str(row.body.get()).ok()?))).collect()
    }

    fn look_backs(&self) -> Vec<BookReflection<'a>> {
        let mut attempts: BTreeMap<Id, Attempt> =
            self.opened::<Attempt>().into_iter().map(|(row, attempted)| (row.id, attempted)).collect();
        let look_back = |(row, reflected): (&ExportedRow, Reflection)| {
            let attempted = attempts.remove(&row.id)?;
            let title = self.library.heading(&attempted);
            Some(BookReflection { day: row.day, said: self.calendar.date(row.day), title, attempted, reflected })
        };
        self.opened::<Reflection>().into_iter().filter_map(look_back).collect()
    }

    fn ladder(&self) -> Vec<&'a str> {
        let steps = self.opened::<Ladder>().into_iter().flat_map(|(_, ladder)| ladder.steps().to_vec());
        steps.filter_map(|step| Some(self.library.step(step)?.title.as_str())).collect()
    }

    fn chapters(&self) -> Vec<Chapter> {
        let said = |kind| {
            self.written(kind).into_iter().map(|(day, words)| (self.calendar.date(day), words)).collect::<Vec<_>>()
        };
        let chapters = self.registry.kinds().iter().copied().map(|kind| Chapter { kind, entries: said(kind) });
        chapters.filter(|chapter| !chapter.entries.is_empty()).collect()
    }

    fn written(&self, kind: EntryKind) -> Vec<(Date, Vec<String>)> {
        let words = self.rows(kind.name).map(|row| (row.day, kind.said(&row.body)));
        words.filter(|(_, words)| words.iter().any(|words| !words.is_empty())).collect()
    }
}

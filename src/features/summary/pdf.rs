//! Writing a sheet as a PDF: tagged, for reading aloud and for keeping (PDF/UA-1, PDF/A-2a), which is checked as it is written.

use anyhow::anyhow;
use jiff::civil::Date;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

use super::face::{PaperFace, PaperLetters};
use super::layout::{LEFT, PAGE, PlacedRow, ROOM, TOP, pages};
use super::rows::{LaidSheet, PaperRow, RowStyle, TagSort, laid};
use super::{paper, tags};
use crate::web::error::PageResult;
use crate::web::heavy::Turn;

/// The language of all that is not marked as another.
const LANG: &str = "en-GB";

/// What a reader is called by where a document says what made it.
const MADE_BY: &str = "Handrail";

const INK: (u8, u8, u8) = (0x14, 0x29, 0x35);
const SOFT: (u8, u8, u8) = (0x35, 0x4b, 0x58);
const LINE: (u8, u8, u8) = (0xc9, 0xd5, 0xd8);
const RAIL: (u8, u8, u8) = (0xca, 0x73, 0x12);

/// A file of a page as it was rendered. None where the letters that it would carry cannot show all of it.
pub fn made(turn: &mut Turn, page: &str, day: Date) -> PageResult<Option<Vec<u8>>> {
    let face = PaperFace::unpacked()?;
    let letters = face.letters()?;
    let sheet = paper::read(page);
    if !paper::words(&sheet).iter().all(|run| letters.can_set(&run.words)) {
        return Ok(None);
    }
    turn.give_way()?;
    let laid = laid(&sheet, &letters);
    turn.give_way()?;
    Ok(PdfWriter { face: &face, letters: &letters, laid: &laid, written: vec![Vec::new(); laid.tags.len()] }
        .file(day)
        .inspect_err(|problem| tracing::error!("a PDF could not be written: {problem}"))
        .ok())
}

struct PdfWriter<'a> {
    face: &'a PaperFace,
    letters: &'a PaperLetters<'a>,
    laid: &'a LaidSheet,
    /// What was written for each tag.
    written: Vec<Vec<Identifier>>,
}

impl PdfWriter<'_> {
    fn file(mut self, day: Date) -> anyhow::Result<Vec<u8>> {
        let checks = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish();
        let configuration = checks.map_err(|_| anyhow!("no PDF is both"))?;
        let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        let (pages, mut outline) = (pages(&self.laid.rows), Outline::new());
        for (number, rows) in pages.iter().enumerate() {
            let size = PageSettings::from_wh(PAGE.wide, PAGE.high).ok_or_else(|| anyhow!("no such page"))?;
            let mut page = document.start_page_with(size);
            let mut surface = page.surface();
            self.frame(&mut surface, &format!("{} / {}", number + 1, pages.len()));
            for placed in rows {
                self.row(&mut surface, *placed);
                self.headings(*placed, number).for_each(|heading| outline.push_child(heading));
            }
            surface.finish();
            page.finish();
        }
        document.set_outline(outline);
        document.set_metadata(self.metadata(day));
        document.set_tag_tree(tags::tree(&self.laid.tags, self.written, LANG));
        // What a checker has to say may quote words; how much it has to say does not.
        document.finish().map_err(|error| anyhow!("{error}"))
    }

    fn metadata(&self, day: Date) -> Metadata {
        let title = self.laid.tags.iter().find_map(|tag| match &tag.sort {
            TagSort::Heading { title, .. } => Some(title.clone()),
            _ => None,
        });
        let part = |part: i8| u8::try_from(part).unwrap_or_default();
        let made_on =
            DateTime::new(u16::try_from(day.year()).unwrap_or_default()).month(part(day.month())).day(part(day.day()));
        Metadata::new()
            .title(title.unwrap_or_else(|| MADE_BY.to_owned()))
            .language(LANG.to_owned())
            .creator(MADE_BY.to_owned())
            .creation_date(made_on)
    }

    /// The rail, and which page it is: nothing to be read aloud.
    fn frame(&self, surface: &mut Surface<'_>, number: &str) {
        line(surface, RAIL, (LEFT - 24.0, TOP, 2.5, ROOM.high));
        let size = 8.5;
        let wide = self.letters.width(number) * size;
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber)));
        surface.set_fill(Some(fill(SOFT)));
        let start = Point::from_xy(LEFT + ROOM.wide - wide, PAGE.high - 38.0);
        surface.draw_glyphs(start, &self.letters.glyphs(number), self.face.font.clone(), number, size, false);
        surface.end_tagged();
    }

    fn row(&mut self, surface: &mut Surface<'_>, placed: PlacedRow) {
        let Some(PaperRow { parts, style, height, ruled, .. }) = self.laid.rows.get(placed.row) else { return };
        let top = TOP + placed.y;
        for part in parts {
            let tag = ContentTag::Span(SpanTag::empty().with_lang(part.run.lang.as_deref()));
            let id = surface.start_tagged(tag);
            pen(surface, *style);
            let (start, words) = (Point::from_xy(LEFT + part.x, top + part.y), part.run.words.as_str());
            surface.draw_glyphs(start, &self.letters.glyphs(words), self.face.font.clone(), words, style.size, false);
            surface.set_stroke(None);
            surface.end_tagged();
            if let Some(written) = self.written.get_mut(part.tag) {
                written.push(id);
            }
        }
        if *ruled {
            line(surface, LINE, (LEFT, top + height, ROOM.wide, 0.8));
        }
    }

    /// Where headings are, for the list of them beside the pages.
    fn headings(&self, placed: PlacedRow, page: usize) -> impl Iterator<Item = OutlineNode> {
        let tag_of = |row: usize| Some(self.laid.rows.get(row)?.parts.first()?.tag);
        // One of several lines is there once.
        let begins = |tag: &usize| placed.row.checked_sub(1).and_then(tag_of) != Some(*tag);
        let tag = tag_of(placed.row).filter(begins).and_then(|tag| self.laid.tags.get(tag));
        let title = tag.and_then(|tag| match &tag.sort {
            TagSort::Heading { level: 1 | 2, title } => Some(title.clone()),
            _ => None,
        });
        let at = XyzDestination::new(page, Point::from_xy(LEFT, TOP + placed.y));
        title.map(|title| OutlineNode::new(title, at)).into_iter()
    }
}

fn fill((red, green, blue): (u8, u8, u8)) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

/// Strong letters are the same with an edge: a second face would double what the program carries.
fn pen(surface: &mut Surface<'_>, style: RowStyle) {
    let (red, green, blue) = if style.soft { SOFT } else { INK };
    surface.set_fill(Some(fill((red, green, blue))));
    let edge =
        Stroke { paint: rgb::Color::new(red, green, blue).into(), width: style.size * 0.035, ..Stroke::default() };
    surface.set_stroke(style.strong.then_some(edge));
}

fn line(surface: &mut Surface<'_>, colour: (u8, u8, u8), (x, y, wide, high): (f32, f32, f32, f32)) {
    let Some(rect) = Rect::from_xywh(x, y, wide, high) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(Some(fill(colour)));
    surface.draw_path(&path);
    surface.end_tagged();
}

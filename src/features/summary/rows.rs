//! A sheet laid out in rows, each of which stays whole, with what each part of it is to somebody who hears it read. Pure.

use super::face::PaperLetters;
use super::layout::ROOM;
use super::lines::{BrokenLine, broken};
use super::paper::{PaperBlock, PaperRun, PaperTone};

/// How far what is within a list or a quotation moves in.
const IN: f32 = 16.0;
/// Between two columns of a table, and below each of its rows.
const COLUMN_GAP: f32 = 18.0;
const ROW_GAP: f32 = 5.0;

/// How a row is written, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowStyle {
    pub size: f32,
    leading: f32,
    before: f32,
    pub soft: bool,
    pub strong: bool,
}

const BODY: RowStyle = RowStyle { size: 10.0, leading: 15.0, before: 4.0, soft: false, strong: false };
const SOFT: RowStyle = RowStyle { size: 9.0, leading: 13.5, before: 2.0, soft: true, strong: false };
const OWN: RowStyle = RowStyle { before: 6.0, ..BODY };
const LAST: RowStyle = RowStyle { before: 22.0, ..SOFT };

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagSort {
    Heading { level: u16, title: String },
    Words,
    Own,
    List { numbered: bool },
    Item,
    Label,
    Body,
    Table,
    Row,
    HeadCell,
    Cell,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperTag {
    pub sort: TagSort,
    /// What it is part of.
    pub under: Option<usize>,
}

/// Words at a place in a row, from its left and its top to the line they stand on.
#[derive(Clone, Debug, PartialEq)]
pub struct RowPart {
    pub x: f32,
    pub y: f32,
    pub run: PaperRun,
    pub tag: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PaperRow {
    pub before: f32,
    pub height: f32,
    pub style: RowStyle,
    pub parts: Vec<RowPart>,
    /// Whether the next one is on the same page, where there is room.
    pub holds_next: bool,
    /// Whether a line is drawn below.
    pub ruled: bool,
}

#[derive(Debug, Default)]
pub struct LaidSheet {
    pub rows: Vec<PaperRow>,
    /// In the order they are read.
    pub tags: Vec<PaperTag>,
}

struct RowMaker<'a> {
    letters: &'a PaperLetters<'a>,
    sheet: LaidSheet,
}

pub fn laid(blocks: &[PaperBlock], letters: &PaperLetters<'_>) -> LaidSheet {
    let mut maker = RowMaker { letters, sheet: LaidSheet::default() };
    maker.blocks(blocks, None, 0.0);
    maker.sheet
}

const fn heading(level: u16) -> RowStyle {
    match level {
        1 => RowStyle { size: 18.0, leading: 25.0, before: 0.0, soft: false, strong: true },
        2 => RowStyle { size: 13.0, leading: 19.0, before: 20.0, soft: false, strong: true },
        _ => RowStyle { before: 13.0, strong: true, ..BODY },
    }
}

impl RowMaker<'_> {
    fn blocks(&mut self, blocks: &[PaperBlock], under: Option<usize>, left: f32) {
        for block in blocks {
            self.block(block, under, left);
        }
    }

    fn block(&mut self, block: &PaperBlock, under: Option<usize>, left: f32) {
        let begin = self.sheet.rows.len();
        match block {
            PaperBlock::Heading { level, runs } => {
                let title = runs.iter().map(|run| run.words.as_str()).collect();
                let tag = self.tag(TagSort::Heading { level: *level, title }, under);
                self.words(runs, heading(*level), left, tag);
                self.hold(begin, self.sheet.rows.len());
            }
            PaperBlock::Words { tone, runs } => {
                let (sort, style, left) = match tone {
                    PaperTone::Plain => (TagSort::Words, BODY, left),
                    PaperTone::Soft => (TagSort::Words, SOFT, left),
                    PaperTone::Last => (TagSort::Words, LAST, left),
                    // In a list they are moved in already.
                    PaperTone::Own if left > 0.0 => (TagSort::Own, OWN, left),
                    PaperTone::Own => (TagSort::Own, OWN, left + IN),
                };
                let tag = self.tag(sort, under);
                self.words(runs, style, left, tag);
            }
            PaperBlock::List { numbered, items } => self.list(*numbered, items, under, left),
            PaperBlock::Table { head, rows } => self.table(head, rows, under, left),
            PaperBlock::Together(blocks) => {
                self.blocks(blocks, under, left);
                let end = self.sheet.rows.len();
                let high: f32 = self.sheet.rows.get(begin..).unwrap_or_default().iter().map(PaperRow::high).sum();
                if high <= ROOM.high {
                    self.hold(begin, end.saturating_sub(1));
                }
            }
        }
    }

    fn tag(&mut self, sort: TagSort, under: Option<usize>) -> usize {
        self.sheet.tags.push(PaperTag { sort, under });
        self.sheet.tags.len() - 1
    }

    /// Keeps these rows with the one after each.
    fn hold(&mut self, from: usize, to: usize) {
        self.sheet.rows.iter_mut().take(to).skip(from).for_each(|row| row.holds_next = true);
    }

    fn lines(&self, runs: &[PaperRun], style: RowStyle, wide: f32) -> Vec<BrokenLine> {
        broken(runs, wide / style.size, &|words| self.letters.width(words))
    }

    fn words(&mut self, runs: &[PaperRun], style: RowStyle, left: f32, tag: usize) {
        let begin = self.sheet.rows.len();
        for (at, line) in self.lines(runs, style, ROOM.wide - left).into_iter().enumerate() {
            let before = if at == 0 { style.before } else { 0.0 };
            let parts = self.parts(line, style, (left, style.baseline()), tag);
            self.sheet.rows.push(PaperRow {
                before,
                height: style.leading,
                style,
                parts,
                holds_next: false,
                ruled: false,
            });
        }
        // No line of several is alone on its page.
        let end = self.sheet.rows.len();
        if end - begin > 1 {
            self.hold(begin, begin + 1);
            self.hold(end - 2, end - 1);
        }
    }

    fn parts(&self, line: BrokenLine, style: RowStyle, (left, y): (f32, f32), tag: usize) -> Vec<RowPart> {
        let mut x = left;
        let place = |run: PaperRun| {
            let part = RowPart { x, y, run, tag };
            x += self.letters.width(&part.run.words) * style.size;
            part
        };
        line.into_iter().map(place).collect()
    }

    fn list(&mut self, numbered: bool, items: &[Vec<PaperBlock>], under: Option<usize>, left: f32) {
        let list = self.tag(TagSort::List { numbered }, under);
        for (number, item) in items.iter().enumerate() {
            let begin = self.sheet.rows.len();
            let item_tag = self.tag(TagSort::Item, Some(list));
            let label = self.tag(TagSort::Label, Some(item_tag));
            let body = self.tag(TagSort::Body, Some(item_tag));
            self.blocks(item, Some(body), left + IN);
            let words = if numbered { format!("{}. ", number + 1) } else { "• ".to_owned() };
            if let Some(row) = self.sheet.rows.get_mut(begin) {
                let run = PaperRun { words, lang: None };
                row.parts.insert(0, RowPart { x: left, y: row.style.baseline(), run, tag: label });
            }
            self.hold(begin, self.sheet.rows.len().saturating_sub(1));
        }
    }

    fn table(&mut self, head: &[Vec<PaperRun>], rows: &[Vec<Vec<PaperRun>>], under: Option<usize>, left: f32) {
        let widths = self.columns(head, rows, ROOM.wide - left);
        let table = self.tag(TagSort::Table, under);
        let lines = std::iter::once((head, true)).chain(rows.iter().map(|row| (row.as_slice(), false)));
        for (cells, is_head) in lines.filter(|(cells, _)| !cells.is_empty()) {
            let style = RowStyle { strong: is_head, ..BODY };
            let row_tag = self.tag(TagSort::Row, Some(table));
            let (mut parts, mut high, mut x) = (Vec::new(), 0.0_f32, left);
            for (cell, wide) in cells.iter().zip(&widths) {
                let tag = self.tag(if is_head { TagSort::HeadCell } else { TagSort::Cell }, Some(row_tag));
                let mut y = style.baseline();
                for line in self.lines(cell, style, *wide) {
                    parts.extend(self.parts(line, style, (x, y), tag));
                    y += style.leading;
                }
                high = high.max(y - style.baseline());
                x += wide + COLUMN_GAP;
            }
            let height = high + ROW_GAP;
            self.sheet.rows.push(PaperRow { before: 4.0, height, style, parts, holds_next: is_head, ruled: true });
        }
    }

    /// How wide each column is: as wide as it needs, or its share where that is too much.
    fn columns(&self, head: &[Vec<PaperRun>], rows: &[Vec<Vec<PaperRun>>], wide: f32) -> Vec<f32> {
        let cell = |cell: &Vec<PaperRun>| -> f32 { cell.iter().map(|run| self.letters.width(&run.words)).sum() };
        let column = |at: usize| {
            let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).filter_map(|row| row.get(at));
            // Strong letters are a little wider.
            cells.map(cell).fold(0.0_f32, f32::max) * BODY.size + 2.0
        };
        let needed: Vec<f32> = (0..head.len()).map(column).map(|needed| needed.min(wide * 0.7)).collect();
        let gaps: f32 = needed.iter().skip(1).map(|_| COLUMN_GAP).sum();
        let all: f32 = needed.iter().sum();
        let share = if all + gaps > wide { (wide - gaps) / all } else { 1.0 };
        needed.into_iter().map(|needed| needed * share).collect()
    }
}

impl RowStyle {
    /// From the top of a line to what its letters stand on.
    fn baseline(self) -> f32 {
        self.leading.mul_add(0.5, self.size * 0.36)
    }
}

impl PaperRow {
    pub fn high(&self) -> f32 {
        self.before + self.height
    }
}

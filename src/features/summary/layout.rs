//! Which row comes on which page. Pure.

use super::rows::PaperRow;

/// A rectangle, in points.
pub struct PaperSize {
    pub wide: f32,
    pub high: f32,
}

/// A4.
pub const PAGE: PaperSize = PaperSize { wide: 595.28, high: 841.89 };
/// What stays free at the left, and at the top.
pub const LEFT: f32 = 72.0;
pub const TOP: f32 = 60.0;
/// What is left for words.
pub const ROOM: PaperSize = PaperSize { wide: PAGE.wide - LEFT - 60.0, high: PAGE.high - TOP - 70.0 };

/// A row’s number, and where it begins, from the top of the words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedRow {
    pub row: usize,
    pub y: f32,
}

/// The rows of each page. Those that hold the next stay together, unless they need more than one.
pub fn pages(rows: &[PaperRow]) -> Vec<Vec<PlacedRow>> {
    let mut pages = vec![Vec::new()];
    let mut y = 0.0;
    let mut begin = 0;
    for chunk in rows.chunk_by(|row, _| row.holds_next) {
        let high: f32 = chunk.iter().map(PaperRow::high).sum();
        if y > 0.0 && y + high > ROOM.high && high <= ROOM.high {
            pages.push(Vec::new());
            y = 0.0;
        }
        for (at, row) in chunk.iter().enumerate() {
            if y > 0.0 && y + row.high() > ROOM.high {
                pages.push(Vec::new());
                y = 0.0;
            }
            // Nothing is left free at the top.
            let top = if y > 0.0 { y + row.before } else { 0.0 };
            if let Some(page) = pages.last_mut() {
                page.push(PlacedRow { row: begin + at, y: top });
            }
            y = top + row.height;
        }
        begin += chunk.len();
    }
    pages
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::face::PaperFace;
    use super::super::paper;
    use super::super::rows::laid;
    use super::*;

    fn on_paper(html: &str) -> (Vec<PaperRow>, Vec<Vec<PlacedRow>>) {
        let face = PaperFace::unpacked().unwrap();
        let sheet = laid(&paper::read(html), &face.letters().unwrap());
        let pages = pages(&sheet.rows);
        (sheet.rows, pages)
    }

    fn says(rows: &[PaperRow], page: &[PlacedRow]) -> String {
        page.iter().flat_map(|placed| &rows[placed.row].parts).map(|part| part.run.words.as_str()).collect()
    }

    #[test]
    fn what_belongs_together_comes_on_one_page() {
        let item = |at: usize| format!("<article><h3>Item {at}</h3><p>{}</p></article>", "so it went ".repeat(60));
        let (rows, pages) = on_paper(&(0..12).map(item).collect::<Vec<_>>().concat());
        assert!(pages.len() > 1);
        for page in &pages {
            assert!(says(&rows, page).starts_with("Item "), "a page begins with a heading");
        }
    }

    #[test]
    fn what_is_longer_than_a_page_goes_on_and_a_heading_never_ends_one() {
        let (rows, pages) =
            on_paper(&format!("<article><h2>Long</h2><p>{}</p></article>", "many words ".repeat(2_000)));
        assert!(pages.len() > 2);
        assert!(pages.iter().flatten().map(|placed| placed.row).eq(0..rows.len()), "each once, in order");
        for at in 30..60 {
            let (rows, pages) = on_paper(&format!("{}<h2>Next</h2><p>so it went</p>", "<p>a line</p>".repeat(at)));
            assert!(pages.iter().all(|page| !says(&rows, page).ends_with("Next")), "{at}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn every_row_is_within_its_page(words in proptest::collection::vec("[a-zA-Z ]{1,400}", 1..40)) {
            let html = words.iter().map(|words| format!("<article><h3>T</h3><p class=\"own\">{words}</p></article>")).collect::<Vec<_>>().concat();
            let (rows, pages) = on_paper(&html);
            for placed in pages.iter().flatten() {
                let row = &rows[placed.row];
                prop_assert!(placed.y + row.height <= ROOM.high + 0.01);
                prop_assert!(row.parts.iter().all(|part| part.x <= ROOM.wide));
            }
        }
    }
}

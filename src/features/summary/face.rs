//! The letters that a PDF carries: one wide face, and which words can be set in it.

use std::io::Read as _;
use std::sync::Arc;

use flate2::read::GzDecoder;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::char::is_combining_mark;

/// Where it is from, and its licence, stand beside it.
const PACKED: &[u8] = include_bytes!("../../../content/fonts/DejaVuSans.ttf.gz");

/// The face, unpacked.
pub struct PaperFace {
    pub font: Font,
    bytes: Arc<Vec<u8>>,
}

/// What measures words and finds their signs.
pub struct PaperLetters<'a> {
    signs: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    em: f32,
}

impl PaperFace {
    /// # Errors
    /// Where the program was built without it.
    pub fn unpacked() -> anyhow::Result<Self> {
        let mut bytes = Vec::new();
        GzDecoder::new(PACKED).read_to_end(&mut bytes)?;
        let bytes = Arc::new(bytes);
        let font = Font::new(Arc::clone(&bytes).into(), 0).ok_or_else(|| anyhow::anyhow!("the face cannot be read"))?;
        Ok(Self { font, bytes })
    }

    /// # Errors
    /// Where it is no font.
    pub fn letters(&self) -> anyhow::Result<PaperLetters<'_>> {
        let font = FontRef::new(&self.bytes)?;
        Ok(PaperLetters {
            signs: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            em: self.font.units_per_em(),
        })
    }
}

impl PaperLetters<'_> {
    /// Whether each of these can be set one after the other, with a sign of its own.
    pub fn can_set(&self, words: &str) -> bool {
        words.chars().all(|c| c == '\n' || !wants_more(c) && self.signs.map(c).is_some())
    }

    /// How wide words are, in sizes of the letters.
    pub fn width(&self, words: &str) -> f32 {
        words.chars().map(|c| self.advance(c)).sum()
    }

    pub fn glyphs(&self, words: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let id = self.signs.map(c).unwrap_or_default().to_u32();
            let range = at..at + c.len_utf8();
            KrillaGlyph::new(GlyphId::new(id), self.advance(c), 0.0, 0.0, 0.0, range, None)
        };
        words.char_indices().map(glyph).collect()
    }

    fn advance(&self, c: char) -> f32 {
        let glyph = self.signs.map(c).unwrap_or_default();
        self.metrics.advance_width(glyph).unwrap_or_default() / self.em
    }
}

/// Whether a letter wants more than its place after the one before: it runs from right to left, joins its neighbours, goes above
/// or below another, or means something in one font only.
fn wants_more(c: char) -> bool {
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let runs_left = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}');
    let joins = matches!(c, '\u{900}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1700}'..='\u{18af}' | '\u{1900}'..='\u{1cff}'
        | '\u{a800}'..='\u{ab2f}' | '\u{abc0}'..='\u{abff}' | '\u{11000}'..='\u{11fff}');
    is_private || runs_left || joins || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_set_is_known_before() {
        let face = PaperFace::unpacked().unwrap();
        let letters = face.letters().unwrap();
        for words in
            ["Zażółć gęślą jaźń, Łukasz", "Ελένη και Νίκος", "Наталія", "Việt, Ağrı, Þórður", "“—” … ✓ ½ €\nline"]
        {
            assert!(letters.can_set(words), "{words}");
        }
        for words in ["日本語", "ゆき", "سلام", "שלום", "नमस्ते", "สวัสดี", "한국", "👍", "x\u{30c}", "\u{e123}"]
        {
            assert!(!letters.can_set(words), "{words}");
        }
    }

    #[test]
    fn words_are_as_wide_as_their_letters() {
        let face = PaperFace::unpacked().unwrap();
        let letters = face.letters().unwrap();
        let (i, m) = (letters.width("i"), letters.width("m"));
        assert!(0.0 < i && i < m && m < 1.0);
        assert!((letters.width("im") - i - m).abs() < 1e-6);
        assert_eq!(letters.glyphs("é ")[1].text_range, 2..3);
    }
}

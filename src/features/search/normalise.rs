//! Letters as a search compares them: without capitals and accents. Pure.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::base::words::is_ignorable;

/// A text as a search reads it, which can tell where in the text each letter came from.
pub struct NormalisedText {
    letters: Vec<char>,
    /// Where the letter at the same place came from: the first byte of its character.
    from: Vec<usize>,
    /// How long the text is, in bytes.
    len: usize,
}

/// The letters that one character counts as; none for an accent by itself.
fn letters(c: char) -> impl Iterator<Item = char> {
    let plain = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c) && !is_ignorable(*c));
    plain.flat_map(char::to_lowercase).flat_map(|c| match c {
        'ß' => ['s', 's'].into_iter().take(2),
        'æ' => ['a', 'e'].into_iter().take(2),
        'œ' => ['o', 'e'].into_iter().take(2),
        'ø' => one('o'),
        'ł' => one('l'),
        'đ' => one('d'),
        'ı' => one('i'),
        '’' | '‘' => one('\''),
        c if c.is_whitespace() => one(' '),
        c => one(c),
    })
}

fn one(c: char) -> std::iter::Take<std::array::IntoIter<char, 2>> {
    [c, ' '].into_iter().take(1)
}

/// The same without telling where from: quicker, for a first look.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        let mut text = text.to_ascii_lowercase();
        text = text.replace(['\n', '\t', '\r'], " ");
        return text;
    }
    text.chars().flat_map(letters).collect()
}

impl NormalisedText {
    pub fn of(text: &str) -> Self {
        let all = text.char_indices().flat_map(|(at, c)| letters(c).map(move |letter| (letter, at)));
        let (letters, from) = all.unzip();
        Self { letters, from, len: text.len() }
    }

    /// Where `word`, which is folded already, stands in the text: from which byte to which.
    pub fn find(&self, word: &str) -> Vec<(usize, usize)> {
        let word: Vec<char> = word.chars().collect();
        if word.is_empty() {
            return Vec::new();
        }
        let places = self.letters.windows(word.len()).enumerate().filter(|(_, here)| *here == word);
        places.filter_map(|(at, _)| self.bytes(at, at + word.len() - 1)).collect()
    }

    /// From the letter at `first` to the one at `last`, with the accents that follow it.
    fn bytes(&self, first: usize, last: usize) -> Option<(usize, usize)> {
        let (start, end) = (*self.from.get(first)?, *self.from.get(last)?);
        let next = self.from.iter().skip(last).find(|from| **from > end);
        Some((start, next.copied().unwrap_or(self.len)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
        let places = NormalisedText::of(text).find(&plain(word));
        places.into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn capitals_and_accents_make_no_difference() {
        assert_eq!(found("Café, cafe\u{301} and CAFE", "café"), ["Café", "cafe\u{301}", "CAFE"]);
        assert_eq!(found("Straße", "strasse"), ["Straße"]);
        assert_eq!(found("die Größe", "gros"), ["Größ"]);
        assert_eq!(found("it’s fine", "it's"), ["it’s"]);
        assert_eq!(found("ŁÓDŹ", "lodz"), ["ŁÓDŹ"]);
        assert_eq!(found("שָׁלוֹם", "שלום"), ["שָׁלוֹם"]);
        assert!(found("abc", "x").is_empty() && found("abc", "").is_empty() && found("", "a").is_empty());
    }

    proptest! {
        #[test]
        fn what_is_found_reads_the_same(text in "[aàAéßæ \\n🌿ש\u{301}]{0,30}", from in 0usize..30, most in 1usize..5) {
            let chars: Vec<char> = text.chars().collect();
            let word: String = chars.iter().skip(from).take(most).collect();
            for (start, end) in NormalisedText::of(&text).find(&plain(&word)) {
                let found = text.get(start..end);
                prop_assert!(found.is_some_and(|found| plain(found).contains(&plain(&word))));
            }
            if !plain(&word).is_empty() {
                prop_assert!(!NormalisedText::of(&text).find(&plain(&word)).is_empty());
            }
        }
    }
}

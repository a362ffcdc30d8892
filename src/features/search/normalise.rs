//! Letters as a search compares them: without capitals, and without what people who write them take for an addition. Pure.

use unicode_normalization::UnicodeNormalization as _;

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
    // Letters of their own, which only look like another with a sign.
    let is_whole = matches!(c, 'й' | 'Й' | 'ї' | 'Ї' | 'ў' | 'Ў' | '\u{3040}'..='\u{30ff}');
    let whole = is_whole.then_some(c);
    let parts = (!is_whole).then_some(c).into_iter().nfkd();
    let plain = whole.into_iter().chain(parts).filter(|c| !is_accent(*c) && !is_ignorable(*c));
    plain.flat_map(char::to_lowercase).flat_map(|c| match c {
        'ß' => ['s', 's'].into_iter().take(2),
        'æ' => ['a', 'e'].into_iter().take(2),
        'œ' => ['o', 'e'].into_iter().take(2),
        'ø' => one('o'),
        'ł' => one('l'),
        'đ' => one('d'),
        'ı' => one('i'),
        'ς' => one('σ'),
        // Arabic letters that are typed one for the other, and the stroke that only makes a word longer.
        'ك' => one('ک'),
        'ي' | 'ى' => one('ی'),
        'ة' => one('ه'),
        'ـ' => [' ', ' '].into_iter().take(0),
        // Katakana as the hiragana that sound the same.
        'ァ'..='ヶ' => one(char::from_u32(u32::from(c) - 0x60).unwrap_or(c)),
        '’' | '‘' => one('\''),
        c if c.is_whitespace() => one(' '),
        c => one(c),
    })
}

/// Whether a sign may be left out: accents of Latin, Greek and Cyrillic letters, points and vowels of Hebrew and Arabic ones.
/// Elsewhere, as in India, Thailand and Japan, such a sign makes another letter.
const fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
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
        assert_eq!(found("Ёлка, Ελένη, أحمد, كريم, علي", "елка"), ["Ёлка"]);
        assert_eq!(found("Ёлка, Ελένη, Νίκος", "ΕΛΕΝΗ"), ["Ελένη"]);
        assert_eq!(found("Νίκος", "νικος"), ["Νίκος"]);
        assert_eq!(found("مُحَمَّد وأحمد", "محمد"), ["مُحَمَّد"]);
        assert_eq!(found("أحمد", "احمد"), ["أحمد"]);
        assert_eq!(found("کریم", "كريم"), ["کریم"]);
        assert_eq!(found("サクラ", "さくら"), ["サクラ"]);
        assert!(found("abc", "x").is_empty() && found("abc", "").is_empty() && found("", "a").is_empty());
    }

    #[test]
    fn a_sign_that_makes_another_letter_is_none_to_leave_out() {
        for (text, word) in
            [("мой", "мои"), ("її", "іі"), ("が", "か"), ("কি", "কা"), ("किताब", "कताब"), ("กิน", "กน"), ("ぱ", "は")]
        {
            assert!(found(text, word).is_empty(), "{text} is not {word}");
            assert!(!found(text, text).is_empty(), "{text}");
        }
        assert_eq!(found("김민준", "김"), ["김"]);
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

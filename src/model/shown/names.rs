//! Words without the names of the people in them. Pure.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::base::words::is_ignorable;

/// What stands where a name stood.
pub const SOMEONE: &str = "someone";

/// Words that stand before a name, or are none: alone they name nobody.
const NO_NAMES: [&str; 40] = [
    "a", "an", "aunt", "auntie", "big", "brother", "cousin", "dad", "dear", "doctor", "dr", "father", "grandma",
    "grandpa", "granny", "her", "his", "little", "miss", "mother", "mr", "mrs", "ms", "mum", "mx", "my", "new",
    "nurse", "old", "our", "pastor", "prof", "sir", "sister", "that", "the", "their", "this", "uncle", "your",
];

/// The words somebody of this name may be called by: all of it, and, where it is two words, the first of them that is a name.
pub fn called_by(name: String) -> Vec<String> {
    let short = short_name(&name).map(ToOwned::to_owned);
    std::iter::once(name).chain(short).collect()
}

fn short_name(name: &str) -> Option<&str> {
    let mut words = name.split_whitespace();
    let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else { return None };
    let is_name = |word: &&str| !NO_NAMES.contains(&word.to_lowercase().trim_end_matches('.'));
    let short = [first, second].into_iter().find(is_name)?;
    (short.chars().count() > 1 && !short.starts_with(char::is_lowercase)).then_some(short)
}

/// A word of a text, as it is compared, and which bytes of the text it is.
struct Word {
    folded: String,
    from: usize,
    to: usize,
}

/// `words` with each of `names` replaced, wherever it stands as a whole word, in whatever capitals and accents. A longer name
/// goes before a shorter one in it.
pub fn without_names(words: &str, names: &[String]) -> String {
    let mut names: Vec<Vec<String>> = names.iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let text = split(words);
    let (mut kept, mut copied, mut at) = (String::with_capacity(words.len()), 0, 0);
    while let Some(word) = text.get(at) {
        let Some(name) = names.iter().find(|name| stands_at(name, &text, at)) else {
            at += 1;
            continue;
        };
        let to = text.get(at + name.len() - 1).map_or(word.to, |last| last.to);
        kept.push_str(words.get(copied..word.from).unwrap_or_default());
        kept.push_str(SOMEONE);
        (copied, at) = (to, at + name.len());
    }
    kept.push_str(words.get(copied..).unwrap_or_default());
    kept
}

fn stands_at(name: &[String], text: &[Word], at: usize) -> bool {
    text.get(at..at + name.len()).is_some_and(|here| here.iter().zip(name).all(|(word, part)| word.folded == *part))
}

fn folded(name: &str) -> Vec<String> {
    split(name).into_iter().map(|word| word.folded).collect()
}

/// The words of a text: runs of letters and digits with their accents. In scripts that leave no space between words each
/// letter is one.
fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut goes_on, mut alone) = (false, false);
    for (from, c) in text.char_indices() {
        let to = from + c.len_utf8();
        let adds = is_combining_mark(c) || is_ignorable(c);
        if !c.is_alphanumeric() && !adds {
            goes_on = false;
            continue;
        }
        let stands_alone = has_no_spaces(c);
        match words.last_mut() {
            Some(word) if goes_on && (adds || !alone && !stands_alone) => {
                word.to = to;
                word.folded.extend(fold(c));
            }
            _ => {
                words.push(Word { folded: fold(c).collect(), from, to });
                alone = stands_alone;
            }
        }
        goes_on = true;
    }
    words.retain(|word| !word.folded.is_empty());
    words
}

/// A letter as it is compared: without capitals and accents.
fn fold(c: char) -> impl Iterator<Item = char> {
    let plain = std::iter::once(c).nfkd().filter(|c| !is_accent(*c) && !is_ignorable(*c));
    // In Greek a word’s last letter has a capital like any other of its sort.
    plain.flat_map(char::to_uppercase).flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c })
}

/// Whether a sign only says how a letter is spoken. In the scripts of India and South-East Asia such signs are vowels, and make
/// another word.
fn is_accent(c: char) -> bool {
    let is_vowel = matches!(c, '\u{900}'..='\u{1aaf}' | '\u{1b00}'..='\u{1cff}' | '\u{a800}'..='\u{abff}');
    is_combining_mark(c) && !is_vowel
}

/// Whether a letter is of a script that is written without spaces: Thai to Khmer, Japanese, Chinese.
const fn has_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(words: &str, names: &[&str]) -> String {
        without_names(words, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_goes_as_a_whole_word_in_any_capitals() {
        assert_eq!(shown("Ana and ANA’s dog met Anatole.", &["Ana"]), "someone and someone’s dog met Anatole.");
        assert_eq!(shown("With Anna  Maria\nand Anna", &["Anna", "anna maria"]), "With someone\nand someone");
        assert_eq!(shown("José rang. jose\u{301} came", &["José"]), "someone rang. someone came");
        assert_eq!(shown("the STRASSE", &["straße"]), "the someone");
        assert_eq!(shown("Με τον ΝΊΚΟΣ", &["Νίκος"]), "Με τον someone");
        assert_eq!(shown("J. came", &["J."]), "someone. came");
        assert_eq!(shown("nothing here", &["", "…"]), "nothing here");
    }

    #[test]
    fn somebody_with_two_names_is_called_by_the_first_that_is_one() {
        let called = |name: &str| called_by(name.to_owned()).join(", ");
        assert_eq!(called("Ana Maria"), "Ana Maria, Ana");
        assert_eq!(called("Dr. Ito"), "Dr. Ito, Ito");
        assert_eq!(called("Ан Ли"), "Ан Ли, Ан");
        for whole in ["Ana", "My sister", "the neighbour", "J Smith", "Ana Maria Lopez", "小明", "The"] {
            assert_eq!(called(whole), whole);
        }
        assert_eq!(shown("Ana and I met Maria", &["Ana Maria", "Ana"]), "someone and I met Maria");
    }

    #[test]
    fn scripts_without_spaces_and_right_to_left_ones_lose_theirs_too() {
        assert_eq!(shown("我和小明去了", &["小明"]), "我和someone去了");
        assert_eq!(shown("สมชายมา", &["สมชาย"]), "someoneมา");
        assert_eq!(shown("דיברתי עם נועה אתמול", &["נועה"]), "דיברתי עם someone אתמול");
        assert_eq!(shown("मैं राम से मिला", &["राम"]), "मैं someone से मिला");
        assert_eq!(shown("मैं रामू से मिला", &["राम"]), "मैं रामू से मिला");
    }

    proptest! {
        #[test]
        fn no_name_is_left_however_the_words_lie(
            words in proptest::collection::vec("[aA小ß\u{301}é]{1,3}", 0..12),
            names in proptest::collection::vec("[aA小ßé]{1,3}( [aA小])?", 0..4),
        ) {
            let text = words.join(" ");
            let kept = without_names(&text, &names);
            let left = split(&kept);
            for name in names.iter().map(|name| folded(name)) {
                prop_assert!((0..left.len()).all(|at| !stands_at(&name, &left, at)), "{kept}");
            }
        }

        #[test]
        fn what_names_nobody_stays_as_it_is(words in "\\PC{0,60}") {
            prop_assert_eq!(without_names(&words, &[]), words.clone());
        }
    }
}

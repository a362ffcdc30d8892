//! Words as they were typed, in one plain form: sentences of small words without apostrophes, however fast somebody wrote.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::base::words::is_ignorable;

/// The most words that are looked at as one, and how many of them stand in the next part too: a sentence without end is
/// looked at in parts, so that what a look costs grows with its length and no faster.
pub const PART: usize = 40;
const OVERLAP: usize = 16;

/// How short forms and slips of the keyboard are written out.
pub type WrittenOut = HashMap<String, String>;

/// A sentence, or a part of a long one: its plain words.
pub type Sentence = Vec<String>;

/// What was written, sentence by sentence.
pub fn sentences(text: &str, written_out: &WrittenOut) -> Vec<Sentence> {
    let plain = plainly(text);
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n' | ';' | ':' | '\u{2026}');
    plain
        .split(ends)
        .map(|sentence| words(sentence, written_out))
        .filter(|words| !words.is_empty())
        .flat_map(parts)
        .collect()
}

/// Small letters, plain apostrophes, and what is drawn out cut short.
fn plainly(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut before, mut times) = ('\0', 0);
    for c in text.nfkc().filter(|c| !is_ignorable(*c)).flat_map(char::to_lowercase) {
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
            c => c,
        };
        times = if c == before { times + 1 } else { 1 };
        before = c;
        if times > 2 && c.is_alphabetic() {
            // Drawn out: the second goes as well.
            if times == 3 {
                plain.pop();
            }
            continue;
        }
        plain.push(c);
    }
    plain
}

/// Its words, short forms written out. A number is one sign, whatever it is.
fn words(sentence: &str, written_out: &WrittenOut) -> Sentence {
    let typed = sentence.split(|c: char| !c.is_alphanumeric() && c != '\'').map(|word| word.trim_matches('\''));
    let mut words = Sentence::new();
    for word in typed.filter(|word| !word.is_empty()) {
        let bare = word.replace('\'', "");
        match written_out.get(word).or_else(|| written_out.get(&bare)) {
            Some(whole) => words.extend(whole.split_whitespace().map(ToOwned::to_owned)),
            None if bare.starts_with(|c: char| c.is_ascii_digit()) => words.push("#".to_owned()),
            None => words.push(bare),
        }
    }
    words
}

fn parts(sentence: Sentence) -> Vec<Sentence> {
    if sentence.len() <= PART {
        return vec![sentence];
    }
    let starts = (0..sentence.len() - OVERLAP).step_by(PART - OVERLAP);
    starts.map(|start| sentence[start..(start + PART).min(sentence.len())].to_vec()).collect()
}

//! Whether some text is what somebody looks for, and the part of it to show. Pure.

use super::normalise::{NormalisedText, plain};

/// How many words are looked for at the most.
const WORDS: usize = 12;
/// How much is shown before the first word that was found, and in all, in letters.
const BEFORE: usize = 60;
const SHOWN: usize = 220;

/// What somebody looks for: all of these words, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery(Vec<String>);

/// A part of a text, with what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub pieces: Vec<Piece>,
    pub begins_before: bool,
    pub goes_on: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub found: bool,
}

impl SearchQuery {
    /// The words of a search; none where there are none.
    pub fn of(typed: &str) -> Option<Self> {
        let folded = plain(typed);
        let mut words: Vec<String> = folded.split_whitespace().take(WORDS).map(ToOwned::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        (!words.is_empty()).then_some(Self(words))
    }

    /// The part to show of texts that belong together, if every word stands in one of them.
    pub fn found_in(&self, texts: &[impl AsRef<str>]) -> Option<Excerpt> {
        let folded: Vec<String> = texts.iter().map(|text| plain(text.as_ref())).collect();
        let in_one = |word: &String| folded.iter().any(|text| text.contains(word.as_str()));
        if !self.0.iter().all(in_one) {
            return None;
        }
        // The text to show is the one that holds most of the words; the first of those.
        let words_in = |text: &String| self.0.iter().filter(|word| text.contains(word.as_str())).count();
        let most = folded.iter().map(words_in).max()?;
        let at = folded.iter().position(|text| words_in(text) == most)?;
        Some(self.excerpt(texts.get(at)?.as_ref()))
    }

    fn excerpt(&self, text: &str) -> Excerpt {
        let folded = NormalisedText::of(text);
        let mut marks: Vec<(usize, usize)> = self.0.iter().flat_map(|word| folded.find(word)).collect();
        marks.sort_unstable();
        let first = marks.first().map_or(0, |(start, _)| *start);
        let (start, end) = window(text, first);
        let mut pieces = Vec::new();
        let mut at = start;
        for (from, to) in marks {
            let (from, to) = (from.max(at), to.min(end));
            if from < to {
                push(&mut pieces, text.get(at..from), false);
                push(&mut pieces, text.get(from..to), true);
                at = to;
            }
        }
        push(&mut pieces, text.get(at..end), false);
        Excerpt { pieces, begins_before: start > 0, goes_on: end < text.len() }
    }
}

fn push(pieces: &mut Vec<Piece>, text: Option<&str>, found: bool) {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return };
    match pieces.last_mut() {
        Some(last) if last.found && found => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), found }),
    }
}

/// From which byte to which a text is shown around the one at `first`: whole words, where they are not too long.
fn window(text: &str, first: usize) -> (usize, usize) {
    let (before, after) = text.split_at_checked(first).unwrap_or(("", text));
    let start = match before.char_indices().rev().nth(BEFORE) {
        None => 0,
        Some((cut, _)) => {
            let gap = text.get(cut..first).and_then(|part| part.find(char::is_whitespace));
            gap.map_or(cut, |gap| text.get(cut + gap..).map_or(cut, |rest| text.len() - rest.trim_start().len()))
        }
    };
    let end = match after.char_indices().nth(SHOWN - BEFORE) {
        None => text.len(),
        Some((cut, _)) => {
            let whole = after.get(..cut).and_then(|part| part.rfind(char::is_whitespace)).filter(|gap| *gap > 0);
            first + whole.unwrap_or(cut)
        }
    };
    (start.min(first), end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(excerpt: &Excerpt) -> String {
        excerpt
            .pieces
            .iter()
            .map(|piece| if piece.found { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    fn search(typed: &str, texts: &[&str]) -> Option<String> {
        SearchQuery::of(typed)?.found_in(texts).map(|excerpt| shown(&excerpt))
    }

    #[test]
    fn all_the_words_must_be_there_in_any_order_and_field() {
        assert_eq!(search("DOG grey", &["A grey dog"]).as_deref(), Some("A [grey] [dog]"));
        assert_eq!(search("dog grey", &["A dog", "all grey"]).as_deref(), Some("A [dog]"));
        assert_eq!(search("dog cat", &["A grey dog"]), None);
        assert_eq!(search(" \n", &["A grey dog"]), None);
    }

    #[test]
    fn a_long_text_is_shown_around_what_was_found() {
        let long = format!("{} the fox {}", "word ".repeat(100), "tail ".repeat(100));
        let excerpt = SearchQuery::of("fox").unwrap().found_in(&[&long]).unwrap();
        assert!(excerpt.begins_before && excerpt.goes_on);
        let text = shown(&excerpt);
        assert!(text.starts_with("word ") && text.contains("[fox]") && text.ends_with("tail"), "{text}");
        assert!(text.chars().count() < SHOWN + 10, "{text}");
    }

    #[test]
    fn words_within_words_are_marked_once() {
        assert_eq!(search("an and", &["sand and an ant"]).as_deref(), Some("s[and] [and] [an] [an]t"));
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "[aé ß\\n🌿b]{0,500}", word in "[aébß]{1,3}") {
            if let Some(excerpt) = SearchQuery::of(&word).unwrap().found_in(&[&text]) {
                let whole: String = excerpt.pieces.iter().map(|piece| piece.text.as_str()).collect();
                prop_assert!(text.contains(&whole));
                prop_assert!(excerpt.pieces.iter().any(|piece| piece.found));
            }
        }
    }
}

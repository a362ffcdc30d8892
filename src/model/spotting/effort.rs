//! How much is done for one look, whatever the words are. Pure.

use std::cell::Cell;

/// The most bytes that all patterns together go over in one look: more than eight full fields of ordinary words take.
const BYTES_MOST: usize = 8_000_000;
/// The longest piece of a sentence that is looked at as one, in bytes, and how much of it stands in the next one too, so that
/// nothing is cut apart.
const PIECE: usize = 600;
const OVERLAP: usize = 100;

/// What is left of it.
pub struct Effort(Cell<Option<usize>>);

impl Effort {
    pub fn of_one_look() -> Self {
        Self(Cell::new(Some(BYTES_MOST)))
    }

    /// Whether there is enough left to go over a text once more, which it is then.
    pub fn spend(&self, text: &str) -> bool {
        self.0.set(self.0.get().and_then(|left| left.checked_sub(text.len().max(1))));
        !self.is_spent()
    }

    pub const fn is_spent(&self) -> bool {
        self.0.get().is_none()
    }

    #[cfg(test)]
    pub fn spent(&self) -> usize {
        BYTES_MOST - self.0.get().unwrap_or_default()
    }
}

/// A sentence in pieces that are not too long.
pub fn pieces(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        let piece = rest.get(..boundary(rest, PIECE)).filter(|piece| !piece.is_empty())?;
        let goes_on = piece.len() < rest.len();
        let next = if goes_on { boundary(rest, piece.len() - OVERLAP) } else { rest.len() };
        rest = rest.get(next..).unwrap_or_default();
        Some(piece)
    })
}

/// The last place up to `at` where a letter begins, or better a word.
fn boundary(text: &str, at: usize) -> usize {
    if text.len() <= at {
        return text.len();
    }
    let letter = text.floor_char_boundary(at);
    let word = text.get(..letter).and_then(|text| text.rfind(' ')).filter(|word| word + OVERLAP / 2 > letter);
    word.unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_short_part_of_a_sentence_is_whole_in_a_piece(text in "[aé 🌿b]{0,1500}", at in 0..1500_usize) {
            let parts: Vec<&str> = pieces(&text).collect();
            prop_assert!(parts.iter().all(|part| part.len() <= PIECE));
            let at = text.floor_char_boundary(at.min(text.len()));
            let part = &text[at..text.floor_char_boundary((at + 40).min(text.len()))];
            prop_assert!(part.is_empty() || parts.iter().any(|piece| piece.contains(part)));
        }
    }
}

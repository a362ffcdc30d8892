//! Names that look alike. Nobody can pass for another by a letter of another script, by case, or by a sign nobody sees.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

use super::words::is_ignorable;

/// What a name looks like (by the skeletons of UTS 39, section 4): as it is written, and without capitals, since a capital I is
/// an l to the eye, and a small one is not.
#[derive(Debug, PartialEq, Eq)]
pub struct NameLook([String; 2]);

impl NameLook {
    pub fn of(name: &str) -> Self {
        let plain = name.nfkc().filter(|c| !is_ignorable(*c)).map(|c| if c == BLANK { ' ' } else { c });
        let plain: String = plain.collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let look = |name: &str| skeleton(name).collect::<String>().to_lowercase();
        Self([look(&plain), look(&plain.to_lowercase())])
    }

    /// Whether one can be taken for the other.
    pub fn is_like(&self, other: &Self) -> bool {
        self.0.iter().any(|one| other.0.contains(one))
    }
}

/// A sign of Braille without dots, which looks like a space and is none.
const BLANK: char = '\u{2800}';

/// A name without what turns the direction of the text in it or after it (UAX #9): it would be read as another.
pub fn without_turns(name: &str) -> String {
    name.chars().filter(|c| !turns_text(*c)).collect()
}

/// Whether a sign that nobody sees changes the direction of the text around it: the marks, overrides and isolates of UAX #9.
pub const fn turns_text(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_alike(one: &str, other: &str) -> bool {
        NameLook::of(one).is_like(&NameLook::of(other))
    }

    #[test]
    fn names_that_look_alike_are_found_out() {
        assert_eq!(without_turns("\u{202e}maS\u{202c}"), "maS");
        for (one, other) in [
            ("lind", "l\u{456}nd"),
            ("Lind", "LIND"),
            ("Sam", "S\u{430}m"),
            ("Sam", " sam\u{200b} "),
            ("Ana B", "Ana  B"),
            ("Alice", "AIice"),
            ("Ian", "ian"),
            ("Sam", "Sam\u{2800}"),
        ] {
            assert!(are_alike(one, other), "{one:?} {other:?}");
        }
        for (one, other) in [("Ana", "Anna"), ("Zo\u{eb}", "Zoe"), ("Sam", "Tom")] {
            assert!(!are_alike(one, other), "{one:?} {other:?}");
        }
    }
}

//! How early others would guess a password. Pure.

use zxcvbn::{Score, zxcvbn};

/// How many characters are looked at: what comes after can only make it stronger, and takes more than its share of time.
const LOOKED_AT: usize = 40;

/// Letters that no word is made of, for those of other alphabets, which no list of words here has.
const NO_WORD: &[u8] = b"bcdfghjkmnpqrstvwz";

/// Whether it is among the first million guesses (zxcvbn score 2 of 4, Wheeler 2016).
pub(super) fn is_guessable(password: &str, name: &str) -> bool {
    zxcvbn(&plainly(password), &[name, "handrail"]).score() < Score::Two
}

/// The start of a password in letters and digits. Signs are read as the letters they stand in for: zxcvbn would try all
/// their readings together, of which some passwords have thousands, and each takes as long as a whole password. Letters
/// of other alphabets, which it knows no words of, become some of ours: the same ones the same, so that repeating one is
/// seen.
fn plainly(password: &str) -> String {
    password.chars().take(LOOKED_AT).map(plain).collect()
}

fn plain(c: char) -> char {
    match c {
        '@' => 'a',
        '(' | '{' | '[' | '<' => 'c',
        '!' | '|' => 'i',
        '$' => 's',
        '+' => 't',
        '%' => 'x',
        c if c.is_ascii() => c,
        c => NO_WORD.get(c as usize % NO_WORD.len()).map_or('b', |letter| char::from(*letter)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_others_guess_early_is_guessable_however_it_is_dressed_up() {
        for early in [
            "password12",
            "p@$$w0rd12",
            "P@$$WORD!!",
            "aaaaaaaaaaaaaaaaaaaa",
            "ああああああああああ",
            "qwertyuiop",
            "1234567890",
        ] {
            assert!(is_guessable(early, "mira"), "{early}");
        }
        assert!(is_guessable("miramiramira", "mira"), "their own name");
        assert!(is_guessable(&"password".repeat(20), "mira"));
    }

    #[test]
    fn a_few_words_in_any_alphabet_are_not() {
        for good in [
            "teapot window gravel",
            "小林さんの猫は元気です",
            "чайник окно гравий",
            "k#9!Lq$zw2",
            "שירה אוהבת תה בבוקר",
        ] {
            assert!(!is_guessable(good, "mira"), "{good}");
        }
    }

    proptest! {
        #[test]
        fn no_password_has_many_readings(password in "\\PC{0,200}") {
            let plain = plainly(&password);
            prop_assert!(plain.chars().count() <= LOOKED_AT);
            // Beside the digits, which stand for nine letters in sixteen ways at the most.
            let signs = "@({[<!|$+%";
            prop_assert!(plain.chars().all(|c| c.is_ascii() && !signs.contains(c)));
        }
    }
}

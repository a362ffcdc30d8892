//! How letters may be written where a contacts file does not say it: by code pages, one for each part of the world. What a
//! file most likely means is guessed, and shown before anything is kept. Pure.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, KOI8_U, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

use crate::base::words::form_words;

form_words! {
    /// A way to write letters.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum CardLetters {
        #[default]
        Western = "windows-1252",
        Central = "windows-1250",
        Cyrillic = "windows-1251",
        Greek = "windows-1253",
        Turkish = "windows-1254",
        Hebrew = "windows-1255",
        Arabic = "windows-1256",
        Baltic = "windows-1257",
        Vietnamese = "windows-1258",
        Thai = "windows-874",
        Japanese = "shift_jis",
        JapaneseUnix = "euc-jp",
        Korean = "euc-kr",
        Simplified = "gb18030",
        Traditional = "big5",
        CyrillicUnix = "koi8-u",
        CyrillicDos = "ibm866",
        OldMac = "macintosh",
    }
}

/// In which order it is guessed, the plainest first.
const GUESSES: [CardLetters; 9] = [
    CardLetters::Western,
    CardLetters::Central,
    CardLetters::Hebrew,
    CardLetters::Cyrillic,
    CardLetters::Greek,
    CardLetters::Japanese,
    CardLetters::Korean,
    CardLetters::Simplified,
    CardLetters::Traditional,
];

impl CardLetters {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Western => "Western European",
            Self::Central => "Central European",
            Self::Cyrillic => "Cyrillic",
            Self::Greek => "Greek",
            Self::Turkish => "Turkish",
            Self::Hebrew => "Hebrew",
            Self::Arabic => "Arabic",
            Self::Baltic => "Baltic",
            Self::Vietnamese => "Vietnamese",
            Self::Thai => "Thai",
            Self::Japanese => "Japanese",
            Self::JapaneseUnix => "Japanese (EUC)",
            Self::Korean => "Korean",
            Self::Simplified => "Chinese, simplified",
            Self::Traditional => "Chinese, traditional",
            Self::CyrillicUnix => "Cyrillic (KOI8)",
            Self::CyrillicDos => "Cyrillic (DOS)",
            Self::OldMac => "From an old Mac",
        }
    }

    pub const fn encoding(self) -> &'static Encoding {
        match self {
            Self::Western => WINDOWS_1252,
            Self::Central => WINDOWS_1250,
            Self::Cyrillic => WINDOWS_1251,
            Self::Greek => WINDOWS_1253,
            Self::Turkish => WINDOWS_1254,
            Self::Hebrew => WINDOWS_1255,
            Self::Arabic => WINDOWS_1256,
            Self::Baltic => WINDOWS_1257,
            Self::Vietnamese => WINDOWS_1258,
            Self::Thai => WINDOWS_874,
            Self::Japanese => SHIFT_JIS,
            Self::JapaneseUnix => EUC_JP,
            Self::Korean => EUC_KR,
            Self::Simplified => GB18030,
            Self::Traditional => BIG5,
            Self::CyrillicUnix => KOI8_U,
            Self::CyrillicDos => IBM866,
            Self::OldMac => MACINTOSH,
        }
    }

    /// How names of which nothing is said are most likely written.
    pub fn guessed(names: &[Vec<u8>]) -> Self {
        let reads =
            |letters: &Self| names.iter().all(|name| letters.read(name).is_some_and(|text| letters.fits(&text)));
        GUESSES.into_iter().find(reads).unwrap_or_default()
    }

    /// A name in these letters, where it can be one.
    pub fn read(self, name: &[u8]) -> Option<String> {
        let text = self.encoding().decode_without_bom_handling_and_without_replacement(name)?;
        (!text.contains(char::is_control)).then(|| text.into_owned())
    }

    /// Whether a text looks like names in these letters: a sign in the middle of a word is none, and beside most letters of
    /// the west stands one without an accent.
    fn fits(self, text: &str) -> bool {
        let mut words = text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || "’‘“”–—".contains(c));
        words.all(|word| {
            let beyond = word.chars().filter(|c| !c.is_ascii()).count();
            let are = |is_one: fn(char) -> bool| word.chars().all(|c| c.is_ascii_digit() || is_one(c));
            beyond == 0
                || match self {
                    Self::Western | Self::Central => {
                        2 * beyond <= word.chars().count() + 1 && are(|c| is_latin(c) && c.is_alphabetic())
                    }
                    Self::Hebrew => are(|c| matches!(c, 'א'..='ת')),
                    Self::Cyrillic => are(|c| matches!(c, 'Ѐ'..='ӿ')) && is_cased_as_names(word),
                    Self::Greek => are(|c| matches!(c, 'Ͱ'..='Ͽ')) && is_cased_as_names(word),
                    Self::Korean => are(|c| matches!(c, '가'..='힣')),
                    Self::Japanese => {
                        are(|c| matches!(c, '々' | '\u{3041}'..='ヿ' | '一'..='\u{9fff}'))
                            || are(|c| matches!(c, '\u{ff66}'..='\u{ff9f}'))
                    }
                    _ => are(|c| matches!(c, '一'..='\u{9fff}' | '·')),
                }
        })
    }
}

const fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')
}

/// In capitals, or with one at the beginning at most.
fn is_cased_as_names(word: &str) -> bool {
    word.chars().skip(1).all(|c| !c.is_uppercase()) || word.chars().all(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_does_not_say_is_guessed_by_how_names_look() {
        for (name, letters) in [
            ("René", CardLetters::Western),
            ("Nora O’Shea", CardLetters::Western),
            ("Łucja Wałęsa", CardLetters::Central),
            ("Олена Шевченко", CardLetters::Cyrillic),
            ("ОЛЕНА", CardLetters::Cyrillic),
            ("花子 山田", CardLetters::Japanese),
            ("ひろし", CardLetters::Japanese),
            ("김민준", CardLetters::Korean),
            ("שירה", CardLetters::Hebrew),
        ] {
            let (bytes, _, lost) = letters.encoding().encode(name);
            assert!(!lost);
            let guessed = CardLetters::guessed(&[bytes.to_vec()]);
            assert_eq!((guessed, guessed.read(&bytes).as_deref()), (letters, Some(name)), "{name}");
        }
    }

    #[test]
    fn every_way_is_one_that_browsers_know_by_its_word() {
        for letters in CardLetters::ALL {
            assert_eq!(Encoding::for_label(letters.word().as_bytes()), Some(letters.encoding()), "{letters:?}");
        }
    }
}

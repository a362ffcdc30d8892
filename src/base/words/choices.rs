//! The words that stand for the values of a type, in forms and in the database.

/// A word that is none of a type's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;

/// Gives the values of a type their words: of an enum written in it, or of one that stands elsewhere. After `..`, there
/// are others that no form names.
macro_rules! form_words {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$says:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        pub enum $name {
            $($(#[$says])* $value),+
        }
        $crate::base::words::form_words!($name { $($value = $word),+ });
    };
    ($name:ident { $($value:ident = $word:literal),+, .. }) => {
        impl $name {
            /// The one with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$value),)+
                    _ => None,
                }
            }

            /// The same where a form may leave it open: empty is *not said*.
            pub fn optional(word: &str) -> Result<Option<Self>, $crate::base::words::UnknownWord> {
                if word.is_empty() {
                    return Ok(None);
                }
                Self::from_word(word).map(Some).ok_or($crate::base::words::UnknownWord)
            }
        }
    };
    ($name:ident { $($value:ident = $word:literal),+ $(,)? }) => {
        $crate::base::words::form_words!($name { $($value = $word),+, .. });

        impl $name {
            /// All of them, in their order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$value),+];

            /// The word for it.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word),+
                }
            }
        }
    };
}

pub(crate) use form_words;

#[cfg(test)]
mod tests {
    use super::UnknownWord;

    form_words! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Weather {
            Sun = "sun",
            FineRain = "fine-rain",
        }
    }

    #[test]
    fn every_value_has_its_word() {
        assert_eq!(Weather::ALL.map(Weather::word), ["sun", "fine-rain"]);
        assert_eq!(Weather::ALL.map(|one| Weather::from_word(one.word())), Weather::ALL.map(Some));
        assert_eq!((Weather::from_word(""), Weather::from_word("Sun")), (None, None));
    }

    #[test]
    fn what_is_left_open_is_no_unknown_word() {
        assert_eq!(Weather::optional(""), Ok(None));
        assert_eq!(Weather::optional("fine-rain"), Ok(Some(Weather::FineRain)));
        assert_eq!(Weather::optional("hail"), Err(UnknownWord));
    }
}

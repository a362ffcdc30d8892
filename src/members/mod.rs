//! Who someone is: names, roles, passwords, and what they told about themselves.

pub mod asleep;
pub mod change_profile;
pub mod frame;
pub mod instance;
pub mod leaving;
mod password_strength;
pub mod public_key;
pub mod resets;
pub mod roles;
pub mod second_factor;
pub mod sessions;
pub mod store;
pub mod unlock;

use unicode_normalization::UnicodeNormalization;

pub use self::roles::{Role, Roles};
use crate::base::look_alike::turns_text;
use crate::base::words::is_ignorable;

/// The name of somebody alone on their own computer. They never chose it, so nobody is called by it.
pub const JUST_ME: &str = "me";
/// The longest sign-in name, in characters.
pub const NAME_LENGTH: usize = 40;
/// The shortest password, in characters: more than the 8 that NIST SP 800-63B-4 (3.1.1.2) asks for beside a second factor,
/// fewer than the 15 it asks for alone, since Argon2id and the pepper stand between a stolen file and a guess.
pub const PASSWORD_LENGTH: usize = 10;
/// The longest password, in characters; far above any passphrase, so that hashing stays bounded.
pub const PASSWORD_MOST: usize = 1_000;

/// A sign-in name in any script, as typed and as compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    shown: String,
    key: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    Empty,
    /// More than [`NAME_LENGTH`] characters.
    Long,
    /// A control character, a line break or an invisible sign that changes the direction of text around it.
    Unseen,
    Taken,
}

impl NameFault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a name to sign in with.",
            Self::Long => "This name is long. Use 40 characters or fewer.",
            Self::Unseen => "There is a sign in this name that nobody can see. Type the name again by hand.",
            Self::Taken => "Somebody here has this name already. Choose another one.",
        }
    }
}

impl Name {
    /// Reads a typed name: trimmed and in Unicode form C; compared without case and compatibility forms (form KC).
    ///
    /// # Errors
    /// Every [`NameFault`] but [`NameFault::Taken`], which only the database can tell.
    pub fn parse(typed: &str) -> Result<Self, NameFault> {
        let shown: String = typed.trim().nfc().collect();
        if shown.is_empty() {
            return Err(NameFault::Empty);
        }
        if shown.chars().count() > NAME_LENGTH {
            return Err(NameFault::Long);
        }
        if shown.chars().any(is_unseen) {
            return Err(NameFault::Unseen);
        }
        let key: String = shown.nfkc().filter(|c| !is_ignorable(*c)).collect::<String>().to_lowercase();
        if key.trim().is_empty() {
            return Err(NameFault::Unseen);
        }
        Ok(Self { shown, key })
    }

    /// As it was typed.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// As it is compared: two names with one key are the same name.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Control characters, line breaks, marks without width, and what could disguise the rest of a line. The joiners that emoji and
/// several scripts need stay.
fn is_unseen(c: char) -> bool {
    c.is_control() || turns_text(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200b}')
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    Empty,
    /// Fewer than [`PASSWORD_LENGTH`] characters.
    Short,
    /// More than [`PASSWORD_MOST`] characters.
    Long,
    /// Among the first that are guessed.
    Guessable,
    /// Not the one this account has.
    Wrong,
    /// Typed on a page from before, and so not looked at.
    FromBefore,
    /// The same, where the browser keeps no cookie: it would be from before for ever.
    NoCookies,
}

impl PasswordFault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a password.",
            Self::Short => "This password is short. Use at least 10 characters.",
            Self::Long => "This password is very long. Use 1,000 characters or fewer.",
            Self::Guessable => "Others would guess this password early. Three or four words in a row are safer.",
            Self::Wrong => "This is not your password. Try once more.",
            Self::FromBefore => "This page was from before. Please type your password once more.",
            Self::NoCookies => "Your browser sent no cookie back. Allow cookies here, or tell whoever runs this site.",
        }
    }
}

/// Whether `typed` may become the password of `name`: long enough, and not among the first million guesses. It takes a few
/// milliseconds, so that it is asked only in the queue for passwords.
fn check_password(typed: &str, name: &str) -> Result<(), PasswordFault> {
    match typed.chars().count() {
        0 => Err(PasswordFault::Empty),
        1..PASSWORD_LENGTH => Err(PasswordFault::Short),
        PASSWORD_LENGTH..=PASSWORD_MOST if password_strength::is_guessable(typed, name) => {
            Err(PasswordFault::Guessable)
        }
        PASSWORD_LENGTH..=PASSWORD_MOST => Ok(()),
        _ => Err(PasswordFault::Long),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_every_script() {
        for name in ["Mira", "نور", "שירה", "小林", "🌿", "👩🏽‍🌾 Jo", "O'Brien"] {
            assert_eq!(Name::parse(&format!("  {name} ")).unwrap().shown(), name);
        }
    }

    #[test]
    fn names_nobody_could_read_are_refused() {
        assert_eq!(Name::parse(" \t "), Err(NameFault::Empty));
        assert_eq!(Name::parse(&"a".repeat(41)), Err(NameFault::Long));
        assert_eq!(Name::parse("\u{3164}\u{2060}"), Err(NameFault::Unseen));
        for name in ["a\u{0}b", "a\nb", "admin\u{202e}x", "a\u{200b}b"] {
            assert_eq!(Name::parse(name), Err(NameFault::Unseen), "{name:?}");
        }
    }

    #[test]
    fn one_person_has_one_name_however_it_is_typed() {
        let key = |name| Name::parse(name).unwrap().key().to_owned();
        assert_eq!(key("Zoë"), key("zoe\u{308}"));
        assert_eq!(key("ＭＩＲＡ"), key("mira"));
        assert_eq!(key("mi\u{200d}r\u{ad}a\u{2060}"), key("mira"));
    }

    #[test]
    fn passwords_are_long_enough_and_not_the_first_guess() {
        assert_eq!(check_password("", "mira"), Err(PasswordFault::Empty));
        assert_eq!(check_password("kJ4#z", "mira"), Err(PasswordFault::Short));
        assert_eq!(check_password("password12", "mira"), Err(PasswordFault::Guessable));
        assert_eq!(check_password(&"é".repeat(1001), "mira"), Err(PasswordFault::Long));
        assert_eq!(check_password("teapot window gravel", "mira"), Ok(()));
    }
}

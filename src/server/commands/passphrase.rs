//! Passphrases, from a terminal that does not show them or from a file.

use std::fs;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::Context as _;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// A backup can be tried for ever by whoever finds it, so its passphrase has to be longer than a password.
const SHORTEST: usize = 12;
/// More than a terminal gives in one line.
const LONGEST: usize = 4096;

/// A terminal that does not show what is typed, until this is dropped.
struct HiddenTerminal<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> HiddenTerminal<'a> {
    fn new(terminal: &'a File) -> anyhow::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        hidden.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(terminal, OptionalActions::Flush, &hidden)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for HiddenTerminal<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, OptionalActions::Now, &self.before);
    }
}

/// Asks on the terminal, whatever standard input is.
///
/// # Errors
/// If there is no terminal, or nothing is typed.
pub fn asked(question: &str) -> anyhow::Result<SecretString> {
    let Ok(terminal) = OpenOptions::new().read(true).write(true).open("/dev/tty") else {
        anyhow::bail!("there is no terminal to ask on: use --passphrase-file");
    };
    let hidden = HiddenTerminal::new(&terminal)?;
    write!(&terminal, "{question}: ")?;
    let mut line = Zeroizing::new([0; LONGEST]);
    // A terminal gives one line at a time.
    let length = (&terminal).read(line.as_mut())?;
    drop(hidden);
    trimmed(line.get(..length).unwrap_or_default())
}

/// Asks for a new one, twice.
pub fn chosen() -> anyhow::Result<SecretString> {
    let first = checked(&asked("Passphrase for the backup (a short sentence does well)")?)?;
    let again = first_line(&asked("Once more")?);
    anyhow::ensure!(first.expose_secret() == again.expose_secret(), "the two were not the same: nothing was written");
    Ok(first)
}

/// # Errors
/// If it cannot be read, or there is nothing in it.
pub fn in_file(path: &Path) -> anyhow::Result<SecretString> {
    let text = fs::read(path).map(Zeroizing::new).with_context(|| format!("cannot read {}", path.display()))?;
    trimmed(&text).with_context(|| format!("cannot use {}", path.display()))
}

/// The line that counts, as somebody would type it: the first with anything in it, without blanks around it.
pub fn first_line(given: &SecretString) -> SecretString {
    let first = given.expose_secret().lines().map(str::trim).find(|line| !line.is_empty());
    first.unwrap_or_default().into()
}

/// A passphrase to close a backup with.
pub fn checked(given: &SecretString) -> anyhow::Result<SecretString> {
    let passphrase = first_line(given);
    if given.expose_secret().trim().lines().count() > 1 {
        eprintln!("Only the first line is the passphrase.");
    }
    let long_enough = passphrase.expose_secret().chars().count() >= SHORTEST;
    anyhow::ensure!(
        long_enough,
        "a passphrase for a backup needs at least {SHORTEST} characters: a short sentence does well"
    );
    Ok(passphrase)
}

/// The same words as an earlier Handrail may have taken them: with all lines and the blanks around them, with accents apart
/// (NFD), or with the mark that an editor put before them.
pub fn as_before(given: &SecretString) -> Vec<SecretString> {
    let words = given.expose_secret();
    let whole = (words != first_line(given).expose_secret()).then(|| given.clone());
    let apart = Zeroizing::new(words.nfd().collect::<String>());
    let apart = (apart.as_str() != words).then(|| apart.as_str().into());
    whole.into_iter().chain(apart).chain([format!("\u{feff}{words}").into()]).collect()
}

/// What was typed or stands in a file, whichever system wrote it: without a mark at the beginning and line ends, UTF-16 and
/// UTF-32 read as such, and accents in one with their letters (NFC), so that the same words open it everywhere.
fn trimmed(bytes: &[u8]) -> anyhow::Result<SecretString> {
    let wide = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let letters: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| of(*pair)).collect();
        String::from_utf16(&letters).ok()
    };
    let widest = |bytes: &[u8], of: fn([u8; 4]) -> u32| {
        bytes.as_chunks::<4>().0.iter().map(|four| char::from_u32(of(*four))).collect::<Option<String>>()
    };
    let text = match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => widest(rest, u32::from_le_bytes),
        [0, 0, 0xfe, 0xff, rest @ ..] => widest(rest, u32::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => str::from_utf8(rest).ok().map(ToOwned::to_owned),
        // Without a mark, letters of English tell by the half of them that is empty.
        [first, 0, ..] if *first != 0 => wide(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => wide(bytes, u16::from_be_bytes),
        bytes => str::from_utf8(bytes).ok().map(ToOwned::to_owned),
    };
    let text = text.filter(|text| !text.contains('\0')).ok_or_else(|| anyhow::anyhow!("it is not text"))?;
    let text = Zeroizing::new(text);
    let text = text.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!text.is_empty(), "there is nothing in it");
    Ok(text.nfc().collect::<String>().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_whichever_system_wrote_them() {
        let words = "zoë’s quiet blue kettle";
        let wide =
            |of: fn(u16) -> [u8; 2]| format!("\u{feff}{words}\r\n").encode_utf16().flat_map(of).collect::<Vec<_>>();
        let widest = |of: fn(u32) -> [u8; 4]| {
            format!("\u{feff}{words}\n").chars().flat_map(|c| of(c.into())).collect::<Vec<_>>()
        };
        let apart: String = words.nfd().collect();
        for bytes in [
            words.as_bytes(),
            format!("{words}\n").as_bytes(),
            format!("\u{feff}{words}\r\n").as_bytes(),
            apart.as_bytes(),
            &wide(u16::to_le_bytes),
            &wide(u16::to_be_bytes),
            &wide(u16::to_le_bytes)[2..],
            &wide(u16::to_be_bytes)[2..],
            &widest(u32::to_le_bytes),
            &widest(u32::to_be_bytes),
        ] {
            assert_eq!(trimmed(bytes).unwrap().expose_secret(), words);
        }
        for not in [&b""[..], b"\r\n", b"\xef\xbb\xbf\n", b"\xff"] {
            assert!(trimmed(not).is_err(), "{not:?}");
        }
        for given in ["{}", "{} \t", "\n{}\nsecond line", "  {}\r\n\r\n# a note"] {
            let given = given.replace("{}", words).into();
            assert_eq!(first_line(&given).expose_secret(), words);
            assert_eq!(checked(&given).unwrap().expose_secret(), words, "what is typed alone opens it");
        }
        let more = format!("{words}\nsecond line");
        assert_eq!(as_before(&more.as_str().into())[0].expose_secret(), more, "as an earlier one closed it");
        assert_eq!(as_before(&words.into())[0].expose_secret(), apart);
        assert_eq!(as_before(&"plain words".into())[0].expose_secret(), "\u{feff}plain words");
    }
}

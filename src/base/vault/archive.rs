//! Files that leave the machine: backups, closed as [age](https://age-encryption.org/v1) does it, so that the program
//! `age` opens them too if Handrail is not at hand.

use std::io;
use std::io::{BufRead, Write};

use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, Encryptor, scrypt, x25519};
use age_core::format::{FileKey, Stanza};
use secrecy::{ExposeSecret as _, SecretString};

use super::VaultError;
use super::password::prepared;

/// What a passphrase costs to try: scrypt with N = 2^18, r = 8, p = 1, which takes 256 MiB and about a second. Fixed
/// rather than measured, so that a backup made on a slow machine is not easier to guess.
const WORK: u8 = 18;
/// The most that is done for a file from elsewhere: 1 GiB. A forged file could ask for anything.
const MOST_WORK: u8 = 20;

/// What closes an archive.
#[derive(Debug)]
pub enum EncryptTo {
    /// Whoever knows the passphrase opens it.
    Passphrase(SecretString),
    /// Whoever holds one of the keys opens it; the machine that makes it cannot.
    Recipients(Vec<Recipient>),
}

/// The public half of a key made with `age-keygen`: `age1...`.
#[derive(Clone, Debug)]
pub struct Recipient(x25519::Recipient);

/// What opens an archive.
pub enum DecryptWith {
    /// The passphrase.
    Passphrase(SecretString),
    /// The keys of one identity file.
    Identities(Identities),
}

/// The secret halves in a file that `age-keygen` wrote.
pub struct Identities(Vec<x25519::Identity>);

/// A passphrase as it is the same everywhere, and as it was typed, if that is another: so it closed earlier archives.
struct Spellings(Vec<scrypt::Identity>);

/// A closed archive of which the beginning has been read.
pub struct EncryptedArchive<R>(Decryptor<R>);

impl EncryptTo {
    /// Everything written to the result is sealed into `file`. Only [`StreamWriter::finish`] makes it whole.
    ///
    /// # Errors
    /// If the file cannot be written, or nobody is named who could open it.
    pub fn close<W: Write>(&self, file: W) -> io::Result<StreamWriter<W>> {
        let closing = match self {
            Self::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(same_everywhere(passphrase));
                recipient.set_work_factor(WORK);
                Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
            }
            Self::Recipients(all) => Encryptor::with_recipients(all.iter().map(|one| &one.0 as &dyn age::Recipient)),
        };
        closing.map_err(io::Error::other)?.wrap_output(file)
    }
}

impl Spellings {
    fn of(passphrase: &SecretString) -> Self {
        let mut all = vec![same_everywhere(passphrase)];
        if all.iter().all(|one| one.expose_secret() != passphrase.expose_secret()) {
            all.push(passphrase.clone());
        }
        let one = |passphrase| {
            let mut identity = scrypt::Identity::new(passphrase);
            identity.set_max_work_factor(MOST_WORK);
            identity
        };
        Self(all.into_iter().map(one).collect())
    }
}

impl age::Identity for Spellings {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        let mut tried = None;
        for spelling in &self.0 {
            tried = spelling.unwrap_stanza(stanza);
            if matches!(tried, Some(Ok(_))) {
                break;
            }
        }
        tried
    }
}

/// A passphrase as every keyboard and every editor gives it: they differ in how they write an umlaut, and whether a file
/// begins with a mark of its order of bytes.
fn same_everywhere(passphrase: &SecretString) -> SecretString {
    let text = passphrase.expose_secret();
    prepared(text.strip_prefix('\u{feff}').unwrap_or(text)).as_str().into()
}

impl std::str::FromStr for Recipient {
    type Err = VaultError;

    fn from_str(text: &str) -> Result<Self, VaultError> {
        text.trim().parse().map(Self).map_err(|_| VaultError::Malformed)
    }
}

impl Identities {
    /// Reads the keys of an identity file; lines that begin with `#` are notes.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] if there is none, or something else stands there.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys = lines.map(|line| line.parse().map_err(|_| VaultError::Malformed)).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err(VaultError::Malformed) } else { Ok(Self(keys)) }
    }
}

impl<R: BufRead> EncryptedArchive<R> {
    /// Reads the beginning of a file.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] if it is no such archive.
    pub fn read(file: R) -> Result<Self, VaultError> {
        Decryptor::new_buffered(file).map(Self).map_err(|_| VaultError::Malformed)
    }

    /// Whether a passphrase opens it, rather than a key.
    pub fn wants_passphrase(&self) -> bool {
        self.0.is_scrypt()
    }

    /// What is inside. Reading it fails where the file was changed, and where it was cut short only at its end: nothing
    /// of it may be relied on before.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if this does not open it, [`VaultError::Malformed`] if its beginning was damaged,
    /// [`VaultError::Cost`] if it asks for far more work than we ever would.
    pub fn open(self, with: &DecryptWith) -> Result<StreamReader<R>, VaultError> {
        let opened = match with {
            DecryptWith::Passphrase(passphrase) => {
                let spellings = Spellings::of(passphrase);
                self.0.decrypt(std::iter::once(&spellings as &dyn age::Identity))
            }
            DecryptWith::Identities(Identities(all)) => self.0.decrypt(all.iter().map(|one| one as &dyn age::Identity)),
        };
        opened.map_err(|error| match error {
            DecryptError::ExcessiveWork { .. } => VaultError::Cost,
            DecryptError::InvalidHeader | DecryptError::InvalidMac | DecryptError::UnknownFormat => {
                VaultError::Malformed
            }
            _ => VaultError::Unopenable,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a phone writes it, and a computer; and as an editor keeps it in a file.
    const SPELLINGS: [&str; 3] =
        ["sch\u{f6}ner kleiner Teich", "scho\u{308}ner kleiner Teich", "\u{feff}sch\u{f6}ner kleiner Teich"];

    fn opens(closed: &[u8], with: &str) -> bool {
        EncryptedArchive::read(closed).unwrap().open(&DecryptWith::Passphrase(with.into())).is_ok()
    }

    #[test]
    fn a_passphrase_opens_what_it_closed_however_it_is_written() {
        for typed in SPELLINGS {
            assert_eq!(same_everywhere(&typed.into()).expose_secret(), SPELLINGS[0]);
        }
        let mut closed = Vec::new();
        EncryptTo::Passphrase(SPELLINGS[2].into()).close(&mut closed).unwrap().finish().unwrap();
        assert!(opens(&closed, SPELLINGS[1]));
    }

    #[test]
    fn what_was_closed_with_a_passphrase_as_it_was_typed_still_opens() {
        for typed in SPELLINGS {
            let mut recipient = scrypt::Recipient::new(typed.into());
            recipient.set_work_factor(2);
            let closed = age::encrypt(&recipient, b"kept").unwrap();
            assert!(opens(&closed, typed) && !opens(&closed, "another small pond"));
        }
    }
}

//! Passphrases, from a terminal that does not show them or from a file.

use std::fs;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::Context as _;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::{ExposeSecret as _, SecretString};
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
    let first = checked(asked("Passphrase for the backup (a short sentence does well)")?)?;
    let again = asked("Once more")?;
    anyhow::ensure!(first.expose_secret() == again.expose_secret(), "the two were not the same: nothing was written");
    Ok(first)
}

/// # Errors
/// If it cannot be read, or there is nothing in it.
pub fn in_file(path: &Path) -> anyhow::Result<SecretString> {
    let text = fs::read(path).map(Zeroizing::new).with_context(|| format!("cannot read {}", path.display()))?;
    trimmed(&text).with_context(|| format!("cannot use {}", path.display()))
}

/// A passphrase to close a backup with.
pub fn checked(passphrase: SecretString) -> anyhow::Result<SecretString> {
    let long_enough = passphrase.expose_secret().chars().count() >= SHORTEST;
    anyhow::ensure!(
        long_enough,
        "a passphrase for a backup needs at least {SHORTEST} characters: a short sentence does well"
    );
    Ok(passphrase)
}

fn trimmed(bytes: &[u8]) -> anyhow::Result<SecretString> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| anyhow::anyhow!("it is not text"))?.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!text.is_empty(), "there is nothing in it");
    Ok(text.into())
}

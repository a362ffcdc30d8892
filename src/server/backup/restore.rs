//! Bringing a backup back into a fresh folder: everything is checked first, and only then put in place.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Chain, Cursor, Read};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::Context as _;

use super::staging::Staging;
use super::{FORMAT, Hashes, MANIFEST, Manifest, copy_and_hash, ensure_sound};
use crate::base::vault::{DecryptWith, EncryptedArchive, VaultError};
use crate::members::instance::access;
use crate::members::instance::folder::{self, DATABASE, KEY};

/// More than any manifest needs.
const MANIFEST_MOST: u64 = 64 * 1024;

/// More than the lines of any backup take that say what opens it.
const HEAD_MOST: u64 = 256 * 1024;
/// How the last of them begins.
const HEAD_END: &[u8] = b"\n--- ";

/// Where it is unpacked and looked at first.
const STAGING: &str = ".restoring";

/// A backup as it is read.
pub type BackupFile = BufReader<Chain<Cursor<Vec<u8>>, File>>;

/// The folder to restore into. If it was made for this and nothing came of it, it goes again.
struct Fresh {
    path: PathBuf,
    made: bool,
}

impl Fresh {
    fn new(path: &Path) -> anyhow::Result<Self> {
        ensure_fresh(path)?;
        let made = !path.exists();
        if made {
            access::make(path)?;
        }
        Ok(Self { path: path.into(), made })
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if self.made {
            // Removes only an empty folder: once the files are in place, this does nothing.
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// # Errors
/// If there is something in the folder: nothing is ever overwritten. Or if others can write to it.
pub fn ensure_fresh(data: &Path) -> anyhow::Result<()> {
    let found = in_the_way(data).with_context(|| format!("cannot look into {}", data.display()))?;
    if let Some(found) = found {
        anyhow::bail!(
            "there is something in {} already ({}), and nothing is written over: name an empty folder, or one that is not \
             there yet, with --data",
            data.display(),
            found.display()
        );
    }
    if data.exists() { folder::ensure_closed(data, 0o700) } else { Ok(()) }
}

/// What is in the folder, but for what an earlier restore left behind that was cut short.
fn in_the_way(data: &Path) -> io::Result<Option<OsString>> {
    let found = folder::in_the_way(data)?;
    if found.is_none() || folder::first_but(data, |name| name == STAGING)?.is_some() {
        return Ok(found);
    }
    Ok(found.filter(|_| !Staging::left_behind(&data.join(STAGING))))
}

/// Opens a backup as far as its first lines, which say what opens the rest.
pub fn look_at(file: &Path) -> anyhow::Result<EncryptedArchive<BackupFile>> {
    let (mut head, cannot_read) = (Vec::new(), || format!("cannot read {}", file.display()));
    let mut opened = File::open(file).with_context(cannot_read)?;
    (&mut opened).take(HEAD_MOST).read_to_end(&mut head).with_context(cannot_read)?;
    let is_one = head.windows(HEAD_END.len()).any(|part| part == HEAD_END);
    let backup = is_one.then(|| EncryptedArchive::read(BufReader::new(Cursor::new(head).chain(opened))));
    backup.and_then(Result::ok).with_context(|| format!("{} is not a backup, or not whole", file.display()))
}

/// Puts what the backup holds into `data`, which must be empty or not there yet.
///
/// # Errors
/// If the folder is not fresh, the backup does not open, is damaged or cut short, or was written by a newer Handrail.
/// Then nothing is left behind.
pub async fn restore(backup: EncryptedArchive<BackupFile>, with: DecryptWith, data: &Path) -> anyhow::Result<Manifest> {
    // Dropped after the staging folder in it.
    let fresh = Fresh::new(data)?;
    let staging = Staging::new(fresh.path.join(STAGING))?;
    let (database, key) = (staging.join(DATABASE), staging.join(KEY));
    let paths = (database.clone(), key.clone());
    let manifest = tokio::task::spawn_blocking(move || unpack(backup, &with, &paths.0, &paths.1)).await??;
    let pepper = folder::key(&key)?;
    ensure_sound(&database, &pepper).await?;
    // The key comes last: until both are there, the server refuses to start.
    fs::rename(&database, data.join(DATABASE))?;
    fs::rename(&key, data.join(KEY))?;
    File::open(data)?.sync_all()?;
    Ok(manifest)
}

fn unpack(
    backup: EncryptedArchive<BackupFile>,
    with: &DecryptWith,
    database: &Path,
    key: &Path,
) -> anyhow::Result<Manifest> {
    let mut inside = backup.open(with).map_err(|error| match error {
        VaultError::Unopenable => DoesNotOpen.into(),
        _ => anyhow::anyhow!(DAMAGED),
    })?;
    let manifest = unpack_entries(&mut inside, database, key)?;
    // Only at its end is it certain that nothing was cut off.
    io::copy(&mut inside, &mut io::sink()).context(DAMAGED)?;
    Ok(manifest)
}

/// Another passphrase or key does.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this does not open the backup: another passphrase or key does")]
pub struct DoesNotOpen;

const DAMAGED: &str = "the backup is damaged or not whole: try an earlier one";

fn unpack_entries(inside: &mut impl Read, database: &Path, key: &Path) -> anyhow::Result<Manifest> {
    let mut archive = tar::Archive::new(inside);
    let mut entries = archive.entries().context(DAMAGED)?;
    let mut text = String::new();
    next(&mut entries, MANIFEST)?.take(MANIFEST_MOST).read_to_string(&mut text).context(DAMAGED)?;
    let manifest = read_manifest(&text)?;
    let found = Hashes {
        key: store(next(&mut entries, KEY)?, key)?,
        database: store(next(&mut entries, DATABASE)?, database)?,
    };
    anyhow::ensure!(found == manifest.sha256 && entries.next().is_none(), DAMAGED);
    Ok(manifest)
}

/// The next file, which must be this one. Its name is compared and never used as a path.
fn next<'a, R: Read + 'a>(entries: &mut tar::Entries<'a, R>, name: &str) -> anyhow::Result<impl Read + use<'a, R>> {
    let entry = entries.next().context(DAMAGED)?.context(DAMAGED)?;
    anyhow::ensure!(entry.header().entry_type().is_file() && *entry.path_bytes() == *name.as_bytes(), DAMAGED);
    Ok(entry)
}

fn read_manifest(text: &str) -> anyhow::Result<Manifest> {
    #[derive(serde::Deserialize)]
    struct BackupHead {
        format: u32,
        handrail: String,
    }
    let head: BackupHead = toml::from_str(text).context(DAMAGED)?;
    anyhow::ensure!(
        head.format == FORMAT,
        "the backup was made by Handrail {}, in a form that this one ({}) cannot read: use that one",
        head.handrail.escape_debug(),
        env!("CARGO_PKG_VERSION")
    );
    toml::from_str(text).context(DAMAGED)
}

/// Stores one file, to its last byte on the disk, and gives its SHA-256.
fn store(mut from: impl Read, path: &Path) -> anyhow::Result<String> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let hash = copy_and_hash(&mut from, &mut file)
        .context("cannot unpack the backup: is the disk full, or the backup damaged?")?;
    file.sync_all()?;
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_backup_is_told_by_its_beginning() {
        assert!(look_at(Path::new("/dev/zero")).is_err(), "it never ends");
    }
}

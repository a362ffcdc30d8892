//! Making a backup while the server runs.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, BufWriter, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::Context as _;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::staging::Staging;
use super::{FORMAT, Hashes, MANIFEST, Manifest, copy_and_hash, ensure_sound, store};
use crate::base::db::Db;
use crate::base::disk::LAST_BACKUP;
use crate::base::vault::EncryptTo;
use crate::members::instance::folder::{self, DATABASE, KEY};
use crate::members::instance::trouble::told;

/// Where copies lie while they are made.
const STAGING: &str = ".backup";

/// A file that is taken away again unless it is finished.
struct PartialFile(PathBuf);

impl Drop for PartialFile {
    fn drop(&mut self) {
        // After it has got its name it is no longer there, and all is well.
        let _ = fs::remove_file(&self.0);
    }
}

/// Where a backup goes: the file that was named, or one named after the moment in the folder that was.
pub fn place(file: &Path, now: Timestamp) -> anyhow::Result<PathBuf> {
    let name = || now.strftime("handrail-%Y%m%dT%H%M%SZ.age").to_string();
    let file = if file.is_dir() { file.join(name()) } else { file.into() };
    ensure_free(&file)?;
    Ok(file)
}

/// Writes the backup of a data folder to a new file.
///
/// The copy is checked as a restore would check it. Unencrypted it lies in the data folder only, as private as the
/// database beside it, and loses its name there before the slow part begins.
///
/// # Errors
/// If there is something at `file` already, something cannot be read or written, or a restore would refuse it. Then
/// nothing is left behind.
pub async fn make(data: &Path, file: &Path, lock: EncryptTo, now: Timestamp) -> anyhow::Result<()> {
    let now = Timestamp::from_second(now.as_second())?;
    folder::ensure_there(data)?;
    let key = folder::key(&data.join(KEY))?;
    let staging = Staging::new(data.join(STAGING)).map_err(|error| told(data, error))?;
    let copy = copied(data, &staging, &key).await.map_err(|error| told(data, error))?;
    let unfinished = PartialFile(beside(file)?);
    let path = unfinished.0.clone();
    tokio::task::spawn_blocking(move || seal(copy, &key, &lock, now, &path))
        .await?
        .with_context(|| format!("cannot write to {}", file.display()))?;
    // Another one may have been quicker while this one was written.
    ensure_free(file)?;
    put_in_place(&unfinished.0, file)?;
    remember(data, now)
}

fn ensure_free(file: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(!file.exists(), "there is a file at {} already: nothing was written", file.display());
    Ok(())
}

/// Whether a backup was cut short and left a copy behind.
pub fn left_a_copy(data: &Path) -> bool {
    Staging::left_behind(&data.join(STAGING))
}

/// A copy of the database, sound and without what lets somebody in: an open file that has no name any more.
async fn copied(data: &Path, staging: &Staging, key: &[u8; 32]) -> anyhow::Result<File> {
    let path = staging.join(DATABASE);
    // SQLite writes into it, rather than into one of its own making that others might read.
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    let mut look = store::look(&data.join(DATABASE)).await.context("cannot open the database")?;
    store::schema(&mut look).await?.ensure_readable()?;
    let text = path.to_str().context("the path of the data folder is not UTF-8")?;
    store::copy(&mut look, text).await.context("cannot copy the database")?;
    store::close(look).await?;
    let db = Db::open(&path, 1).await?;
    let mut write = db.write().await?;
    store::strip_credentials(&mut write).await?;
    write.commit().await?;
    db.close().await;
    ensure_sound(&path, key).await.context("a backup of this could not be restored")?;
    let copy = File::open(&path)?;
    fs::remove_file(&path)?;
    Ok(copy)
}

/// Writes the archive, to its last byte on the disk.
fn seal(
    mut copy: File,
    key: &Zeroizing<[u8; 32]>,
    lock: &EncryptTo,
    now: Timestamp,
    path: &Path,
) -> anyhow::Result<()> {
    let sha256 = Hashes {
        key: copy_and_hash(&mut key.as_slice(), &mut io::sink())?,
        database: copy_and_hash(&mut copy, &mut io::sink())?,
    };
    copy.rewind()?;
    let handrail = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = toml::to_string(&Manifest { format: FORMAT, handrail, made_at: now, sha256 })?;
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let mut archive = tar::Builder::new(lock.close(BufWriter::new(file))?);
    archive.append_data(&mut header(manifest.len() as u64, now)?, MANIFEST, manifest.as_bytes())?;
    archive.append_data(&mut header(key.len() as u64, now)?, KEY, key.as_slice())?;
    archive.append_data(&mut header(copy.metadata()?.len(), now)?, DATABASE, BufReader::new(copy))?;
    let mut file = archive.into_inner()?.finish()?;
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(())
}

fn header(size: u64, now: Timestamp) -> anyhow::Result<tar::Header> {
    let mut header = tar::Header::new_ustar();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(now.as_second().try_into()?);
    Ok(header)
}

/// A name in the same folder under which nobody takes it for a backup.
fn beside(file: &Path) -> anyhow::Result<PathBuf> {
    let name = file.file_name().context("a backup needs a file name")?.to_string_lossy();
    Ok(file.with_file_name(format!(".{name}.{}.part", std::process::id())))
}

/// Gives a finished file its name, so that after a power cut there is all of it or nothing.
fn put_in_place(finished: &Path, file: &Path) -> anyhow::Result<()> {
    fs::rename(finished, file)?;
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()?;
    Ok(())
}

fn remember(data: &Path, now: Timestamp) -> anyhow::Result<()> {
    let unfinished = PartialFile(beside(&data.join(LAST_BACKUP))?);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished.0)?;
    writeln!(file, "{now}")?;
    file.sync_all()?;
    put_in_place(&unfinished.0, &data.join(LAST_BACKUP))
}

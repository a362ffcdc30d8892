//! The data folder: the database, and beside it the instance key, which is never in the database.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use rand_core::Rng as _;
use rustix::process::geteuid;
use zeroize::Zeroizing;

use super::{access, store, trouble};
use crate::base::db::Db;
use crate::base::vault::{Instance, system_rng};
use crate::web::form::new_id;

pub const DATABASE: &str = "handrail.db";
pub const KEY: &str = "instance.key";
/// What SQLite keeps beside the database while it is open.
pub const WAL: &str = "handrail.db-wal";
pub const SHARED: &str = "handrail.db-shm";
const JOURNAL: &str = "handrail.db-journal";

/// Readers for each processor: a page keeps one for its length, and most of that is waiting.
const READERS_EACH: usize = 3;
/// And no fewer: pages that take long may take half of them.
const READERS_LEAST: usize = 6;

/// Opens the folder, making what is not there yet.
///
/// # Errors
/// If it cannot be made or read, if others may read the key, or if only one of key and database is there: without the key
/// passwords would no longer open anything, and without the database everything is gone that was kept.
pub async fn open(folder: &Path) -> anyhow::Result<(Db, Instance)> {
    access::make(folder)?;
    let (is_new, key) = (!folder.join(DATABASE).exists(), folder.join(KEY));
    // A key with nothing in it belongs to nothing: an earlier start broke off while it was made.
    let has_key = key.exists() && !(is_new && fs::metadata(&key).is_ok_and(|found| found.len() == 0));
    let begins = is_new && !has_key && !folder.join(WAL).exists();
    let opened = opened(folder, has_key).await;
    if begins && opened.is_err() {
        // Else the next start would ask for what never was.
        for made in [KEY, DATABASE, WAL, SHARED, JOURNAL] {
            let _ = fs::remove_file(folder.join(made));
        }
    }
    opened.map_err(|error| trouble::told(folder, error))
}

async fn opened(folder: &Path, has_key: bool) -> anyhow::Result<(Db, Instance)> {
    let (file, path, is_new) = (folder.join(DATABASE), folder.join(KEY), !folder.join(DATABASE).exists());
    ensure_closed(folder, 0o700)?;
    if !is_new {
        ensure_closed(&file, 0o600)?;
    }
    anyhow::ensure!(!has_key || fs::metadata(&file).is_ok_and(|found| found.len() > 0), without_database(folder));
    let pepper = if is_new && !has_key { new_key(&path)? } else { key(&path)? };
    if is_new {
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file).context("cannot make the database")?;
    }
    let readers = (std::thread::available_parallelism().map_or(1, usize::from) * READERS_EACH).max(READERS_LEAST);
    let db = Db::open(&file, u32::try_from(readers)?).await.context("cannot open the database")?;
    let mut write = db.write().await?;
    let instance = if let Some(row) = store::instance(&mut write).await? {
        let instance = Instance::new(*row.id.as_bytes(), &pepper);
        anyhow::ensure!(
            row.key_check == instance.check(),
            "instance.key does not belong to this handrail.db, so no password would open anything. Bring back the key file \
             that was beside this database."
        );
        instance
    } else {
        anyhow::ensure!(!has_key, without_database(folder));
        let id = new_id();
        let instance = Instance::new(*id.as_bytes(), &pepper);
        store::add_instance(&mut write, id, &instance.check()).await?;
        instance
    };
    store::try_writing(&mut write).await.context("cannot write to the data folder")?;
    write.commit().await.context("cannot write to the data folder")?;
    Ok((db, instance))
}

/// # Errors
/// If others may write to it, and so put there what they like. `wanted` is the mode that keeps them out.
pub fn ensure_closed(path: &Path, wanted: u32) -> anyhow::Result<()> {
    let found = fs::metadata(path).map_err(|error| access::unreadable(path, &error))?;
    let path = path.display();
    anyhow::ensure!(
        found.permissions().mode() & 0o022 == 0,
        "others on this computer can write to {path}. Run: chmod {wanted:o} {path}"
    );
    let owner = found.uid();
    anyhow::ensure!(
        owner == geteuid().as_raw() || geteuid().is_root() || owner == 0,
        "{path} belongs to user {}, who can write to it, and this runs as user {}. Name a folder of your own with --data",
        access::user(owner),
        access::user(geteuid().as_raw())
    );
    Ok(())
}

/// A key belongs to something that was kept: to begin anew beside it would hide that this is gone.
fn without_database(folder: &Path) -> String {
    format!(
        "{KEY} is in {0}, but no {DATABASE} with anything in it. Bring back the {DATABASE} that was beside it, or restore a \
         backup into an empty folder. If nothing was ever kept here, remove {0}/{KEY} and {DATABASE}.",
        folder.display()
    )
}

/// Keeps a folder to one server, for as long as what comes back lives: each has its own limits and its own queue to write.
///
/// # Errors
/// If another one serves it already, or it cannot be made.
pub fn serve_alone(folder: &Path) -> anyhow::Result<File> {
    access::make(folder)?;
    let opened = File::open(folder).with_context(|| format!("cannot open {}", folder.display()))?;
    match opened.try_lock() {
        Err(TryLockError::WouldBlock) => bail!(
            "another Handrail serves {} already. Stop that one first, or name another folder with --data",
            folder.display()
        ),
        // Some network file systems know no locks on folders.
        Err(TryLockError::Error(error)) => {
            tracing::warn!("whether another Handrail serves this folder cannot be told: {error}");
        }
        Ok(()) => {}
    }
    Ok(opened)
}

/// What is ours in the folder, or somebody's, so that nothing new is put there. None where it is not there yet, or holds
/// only what systems leave about.
pub fn in_the_way(folder: &Path) -> std::io::Result<Option<OsString>> {
    if folder.exists() { first_but(folder, |_| false) } else { Ok(None) }
}

/// The first thing in the folder that is neither `allowed` nor left about by a system.
pub fn first_but(folder: &Path, allowed: impl Fn(&OsStr) -> bool) -> std::io::Result<Option<OsString>> {
    for found in fs::read_dir(folder)? {
        let found = found?;
        // It may be closed to everybody but the system, which keeps nothing of ours in it.
        let is_the_volumes = || {
            found.file_name() == "lost+found"
                && found.file_type().is_ok_and(|kind| kind.is_dir())
                && fs::read_dir(found.path()).map_or(true, |mut inside| inside.next().is_none())
        };
        let name = found.file_name();
        if !allowed(&name) && !is_left_about(&name) && !is_the_volumes() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// What file managers, network drives and systems leave in any folder: bins, thumbnails, snapshots, notes of their own.
fn is_left_about(name: &OsStr) -> bool {
    const NAMES: [&str; 4] = ["thumbs.db", "desktop.ini", "system volume information", "network trash folder"];
    let name = name.to_string_lossy().to_lowercase();
    let is_ours = name.starts_with(".backup") || name.starts_with(".restoring") || name.contains(".part");
    NAMES.contains(&name.as_str()) || !is_ours && name.starts_with(['.', '@', '#', '$'])
}

pub fn ensure_there(folder: &Path) -> anyhow::Result<()> {
    fs::metadata(folder.join(DATABASE)).map_err(|error| access::unreadable(folder, &error))?;
    access::ensure_usable(folder)
}

pub fn key(path: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
            "{} is missing. Without it no password opens anything. Bring back the key file that was beside this database.",
            path.display()
        ),
        opened => opened.with_context(|| format!("cannot read {}", path.display()))?,
    };
    let mode = file.metadata()?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("{} can be read by others. Run: chmod 600 {}", path.display(), path.display());
    }
    let mut key = Zeroizing::new([0; 32]);
    file.read_exact(key.as_mut()).with_context(|| format!("{} is not whole", path.display()))?;
    Ok(key)
}

/// In place of one with nothing in it, if there is one.
fn new_key(path: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    system_rng().fill_bytes(key.as_mut());
    let cannot_make = || format!("cannot make {}", path.display());
    if path.exists() {
        fs::remove_file(path).with_context(cannot_make)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).with_context(cannot_make)?;
    file.write_all(key.as_ref()).and_then(|()| file.sync_all()).with_context(cannot_make)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use sqlx::Connection as _;

    use super::*;

    #[tokio::test]
    async fn a_volume_with_nothing_on_it_is_as_good_as_an_empty_folder() {
        let folder = tempfile::tempdir().unwrap();
        let found = folder.path().join("lost+found");
        fs::create_dir(&found).unwrap();
        for left in [".Trash-1000", "@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", ".snapshot"] {
            fs::create_dir(folder.path().join(left)).unwrap();
        }
        for left in [".DS_Store", "._x", "Thumbs.db", "desktop.ini", ".directory", ".nfs0000000001"] {
            fs::write(folder.path().join(left), "x").unwrap();
        }
        assert_eq!(in_the_way(folder.path()).unwrap(), None);
        fs::write(found.join("#12"), "a piece of somebody’s").unwrap();
        assert_eq!(in_the_way(folder.path()).unwrap(), Some("lost+found".into()));
        fs::remove_file(found.join("#12")).unwrap();
        for ours in [".backup", ".restoring", "instance.key", "a letter.txt"] {
            fs::write(folder.path().join(ours), "x").unwrap();
            assert_eq!(in_the_way(folder.path()).unwrap(), Some(ours.into()));
            fs::remove_file(folder.path().join(ours)).unwrap();
        }
        open(folder.path()).await.unwrap().0.close().await;
        assert!(in_the_way(folder.path()).unwrap().is_some());
    }

    #[test]
    fn one_folder_is_served_once_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let first = serve_alone(&data).unwrap();
        let told = serve_alone(&data).unwrap_err().to_string();
        assert!(told.contains("another Handrail serves") && told.contains("--data"), "{told}");
        drop(first);
        serve_alone(&data).unwrap();
    }

    #[tokio::test]
    async fn the_key_is_made_once_and_kept_from_others() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let (db, first) = open(&data).await.unwrap();
        db.close().await;
        let key = data.join("instance.key");
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
        let (db, again) = open(&data).await.unwrap();
        db.close().await;
        assert_eq!(first.id(), again.id());

        let right = fs::read(&key).unwrap();
        fs::write(&key, [7; 32]).unwrap();
        assert!(open(&data).await.is_err(), "a key that belongs to another database");
        fs::write(&key, right).unwrap();

        let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        set(&key, 0o644);
        assert!(open(&data).await.is_err(), "a key others can read");
        set(&key, 0o600);
        for (path, open_to_others, wanted) in [(&data, 0o770, 0o700), (&data.join(DATABASE), 0o602, 0o600)] {
            set(path, open_to_others);
            let told = open(&data).await.unwrap_err().to_string();
            assert_eq!(
                told,
                format!("others on this computer can write to {0}. Run: chmod {wanted:o} {0}", path.display())
            );
            set(path, wanted);
        }
        let database = fs::read(data.join(DATABASE)).unwrap();
        let refused = async || open(&data).await.unwrap_err().to_string();
        for is_empty in [false, true] {
            fs::remove_file(data.join(DATABASE)).unwrap();
            if is_empty {
                fs::write(data.join(DATABASE), []).unwrap();
            }
            let told = refused().await;
            assert!(told.contains("Bring back the handrail.db") && told.contains("If nothing was ever kept"), "{told}");
            fs::write(data.join(DATABASE), &database).unwrap();
        }
        set(&data.join(DATABASE), 0o600);
        open(&data).await.unwrap().0.close().await;
        let key_beside = fs::read(&key).unwrap();
        let empty = folder.path().join("empty");
        open(&empty).await.unwrap().0.close().await;
        let mut db =
            sqlx::SqliteConnection::connect(&format!("sqlite:{}", empty.join(DATABASE).display())).await.unwrap();
        sqlx::query("delete from instance").execute(&mut db).await.unwrap();
        db.close().await.unwrap();
        let told = open(&empty).await.unwrap_err().to_string();
        assert!(told.contains("Bring back the handrail.db"), "one in which nothing is: {told}");
        assert_eq!(fs::read(&key).unwrap(), key_beside, "the key stays as it is");
        fs::remove_file(&key).unwrap();
        assert!(open(&data).await.is_err(), "a lost key is not replaced while there are accounts it belongs to");
    }
}

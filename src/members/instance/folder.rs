//! The data folder: the database, and beside it the instance key, which is never in the database.

use std::fs;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use rand_core::Rng as _;
use rustix::process::geteuid;
use zeroize::Zeroizing;

use super::store;
use crate::base::db::Db;
use crate::base::vault::{Instance, system_rng};
use crate::web::form::new_id;

pub const DATABASE: &str = "handrail.db";
pub const KEY: &str = "instance.key";

/// Readers for each processor: a page keeps one for its length, and most of that is waiting.
const READERS_EACH: usize = 3;
/// And no fewer: pages that take long may take half of them.
const READERS_LEAST: usize = 6;

/// Opens the folder, making what is not there yet.
///
/// # Errors
/// If it cannot be made or read, if others may read the key, or if the key is gone while the database is there: then
/// passwords would no longer open anything.
pub async fn open(folder: &Path) -> anyhow::Result<(Db, Instance)> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("cannot make the data folder {}", folder.display()))?;
    let file = folder.join(DATABASE);
    let is_new = !file.exists();
    ensure_closed(folder, 0o700)?;
    if !is_new {
        ensure_closed(&file, 0o600)?;
    }
    let path = folder.join(KEY);
    let pepper = if is_new && !path.exists() { new_key(&path)? } else { key(&path)? };
    if is_new {
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file).context("cannot make the database")?;
    }
    let readers = std::thread::available_parallelism().map_or(1, usize::from) * READERS_EACH;
    let readers = readers.max(READERS_LEAST);
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
    let found = fs::metadata(path).with_context(|| format!("cannot look at {}", path.display()))?;
    let path = path.display();
    anyhow::ensure!(
        found.permissions().mode() & 0o022 == 0,
        "others on this computer can write to {path}. Run: chmod {wanted:o} {path}"
    );
    let owner = found.uid();
    anyhow::ensure!(
        owner == geteuid().as_raw() || geteuid().is_root() || owner == 0,
        "{path} belongs to another user ({owner}), who can write to it. Name a folder of your own with --data"
    );
    Ok(())
}

/// Whether the folder is empty or not there yet.
pub fn is_fresh(folder: &Path) -> std::io::Result<bool> {
    Ok(!folder.exists() || fs::read_dir(folder)?.next().is_none())
}

pub fn ensure_there(folder: &Path) -> anyhow::Result<()> {
    let there = folder.join(DATABASE).exists();
    anyhow::ensure!(there, "there is no Handrail in {}: name its folder with --data", folder.display());
    Ok(())
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

fn new_key(path: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let mut key = Zeroizing::new([0; 32]);
    system_rng().fill_bytes(key.as_mut());
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(key.as_ref())?;
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        fs::remove_file(&key).unwrap();
        assert!(open(&data).await.is_err(), "a lost key is not replaced while there are accounts it belongs to");
    }
}

//! A private corner of the data folder for what is not finished yet.

use std::fs::File;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::Context as _;
use rustix::process::geteuid;

/// # Errors
/// If somebody else could have made it, or what holds it: it may lead elsewhere, where nothing must be cleared away.
fn ensure_ours(path: &Path) -> anyhow::Result<()> {
    let (found, holder) = (fs::symlink_metadata(path)?, fs::metadata(path.parent().unwrap_or(path))?);
    let us = geteuid().as_raw();
    anyhow::ensure!(
        found.is_dir() && found.uid() == us && holder.uid() == us,
        "{} is not a folder of ours. Run this as the user that Handrail runs as, for example with sudo -u",
        path.display()
    );
    Ok(())
}

/// A folder that only we can look into, and that is gone again however it ends.
#[derive(Debug)]
pub struct Staging {
    path: PathBuf,
    // Held for as long as we work here. After a power cut nobody holds it, and what was left behind is cleared away.
    _lock: File,
}

impl Staging {
    /// Makes it, clearing away what an earlier one left behind.
    pub fn new(path: PathBuf) -> anyhow::Result<Self> {
        let new = || fs::DirBuilder::new().mode(0o700).create(&path);
        let made = match new() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made,
        };
        made.with_context(|| format!("cannot write to {}", path.parent().unwrap_or(&path).display()))?;
        ensure_ours(&path)?;
        let lock = File::open(&path)?;
        lock.try_lock().map_err(|_| anyhow::anyhow!("another backup is being made"))?;
        for left in fs::read_dir(&path)? {
            fs::remove_file(left?.path())?;
        }
        Ok(Self { path, _lock: lock })
    }

    /// Whether an earlier one was cut short and left something behind.
    pub fn left_behind(path: &Path) -> bool {
        File::open(path).is_ok_and(|folder| folder.try_lock().is_ok())
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::error!("cannot remove {}: {error}", self.path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cleared_away_where_a_link_leads() {
        let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let theirs = elsewhere.path().join("theirs");
        fs::write(&theirs, "x").unwrap();
        let staging = here.path().join(".backup");
        std::os::unix::fs::symlink(elsewhere.path(), &staging).unwrap();
        assert!(Staging::new(staging).is_err());
        assert!(theirs.exists());
    }
}

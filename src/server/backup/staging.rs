//! A private corner of the data folder for what is not finished yet.

use std::fs::File;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::Context as _;

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

//! How much is free where everything is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use rustix::fs::{StatVfsMountFlags, statvfs};

/// What stays free for words and taps of those who are here, in bytes: where less is left, nobody new comes in, and no file.
const SPARE: u64 = 100 * 1000 * 1000;

/// In the folder: when the last backup was made.
pub const LAST_BACKUP: &str = "last-backup";

/// Tells it: as the system says, or as it is set by hand (tests).
#[derive(Clone, Debug)]
pub enum Disk {
    /// That of this folder.
    Of(PathBuf),
    Set(Arc<AtomicU64>),
}

impl Disk {
    /// Whether there is more than what is spared. Where the system does not say, writing tells.
    pub fn has_room(&self) -> bool {
        self.free().is_none_or(|free| free > SPARE)
    }

    /// When the last backup of the folder was made, as far as it is known.
    pub fn last_backup(&self) -> Option<Timestamp> {
        match self {
            Self::Of(folder) => last_backup(folder),
            Self::Set(_) => None,
        }
    }

    fn free(&self) -> Option<u64> {
        match self {
            Self::Of(folder) => free_at(folder),
            Self::Set(bytes) => Some(bytes.load(Ordering::Relaxed)),
        }
    }
}

/// What is free at a folder, in bytes, where the system says.
pub fn free_at(folder: &Path) -> Option<u64> {
    let found = statvfs(folder).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

/// Whether a folder lies where nothing can be written.
pub fn is_read_only(folder: &Path) -> bool {
    statvfs(folder).is_ok_and(|found| found.f_flag.contains(StatVfsMountFlags::RDONLY))
}

/// When the last backup of this folder was made, as far as it is known.
pub fn last_backup(folder: &Path) -> Option<Timestamp> {
    fs::read_to_string(folder.join(LAST_BACKUP)).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_what_is_free() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Disk::Of(folder.path().into()).free().is_some_and(|free| free > 0));
        assert!(!is_read_only(folder.path()) && !is_read_only(&folder.path().join("nowhere")));
        assert!(Disk::Of(folder.path().join("nowhere")).has_room());
        let set = |free| Disk::Set(Arc::new(AtomicU64::new(free)));
        assert!(set(SPARE + 1).has_room() && !set(SPARE).has_room());
    }
}

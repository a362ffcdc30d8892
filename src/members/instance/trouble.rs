//! What keeps the data folder from being used, said once and with what to do. The disk comes first: where that is full or
//! cannot be written to, the database is most likely whole, and nobody has to restore anything.

use std::io;
use std::path::Path;

use super::folder::DATABASE;
use crate::base::disk;

/// With less than this free, in bytes, SQLite cannot make the small files that it needs beside the database.
const LEAST: u64 = 1 << 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderTrouble {
    ReadOnly,
    NoRoom,
    /// The disk does not do as it should.
    Disk(String),
    Damaged(String),
    /// It is no database at all.
    Foreign(String),
}

impl FolderTrouble {
    /// What the disk by itself says, before anything is opened.
    pub fn of_disk(folder: &Path) -> Option<Self> {
        if disk::is_read_only(folder) {
            return Some(Self::ReadOnly);
        }
        disk::free_at(folder).filter(|free| *free < LEAST).map(|_| Self::NoRoom)
    }

    /// What SQLite says, by what the disk says.
    pub fn of(folder: &Path, error: &sqlx::Error) -> Option<Self> {
        let code = error.as_database_error()?.code()?.parse().ok()?;
        Self::of_code(code, Self::of_disk(folder), plainly(error))
    }

    /// By SQLite's result code: its lower byte is the kind, the rest says more of it (<https://www.sqlite.org/rescode.html>).
    fn of_code(code: i32, disk: Option<Self>, words: String) -> Option<Self> {
        match code & 0xff {
            10 => Some(disk.unwrap_or(Self::Disk(words))),
            13 => Some(Self::NoRoom),
            8 | 14 => disk,
            11 => Some(Self::Damaged(words)),
            26 => Some(Self::Foreign(words)),
            _ => None,
        }
    }

    fn of_io(error: &io::Error) -> Option<Self> {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(Self::NoRoom),
            io::ErrorKind::ReadOnlyFilesystem => Some(Self::ReadOnly),
            io::ErrorKind::FileTooLarge => Some(Self::Disk(error.to_string())),
            _ => None,
        }
    }

    pub fn words(&self, folder: &Path) -> String {
        let folder = folder.display();
        match self {
            Self::ReadOnly => format!(
                "{folder} is mounted read-only, and Handrail has to write there: mount it so that it can be written to. What is \
                 kept there is not harmed by it"
            ),
            Self::NoRoom => format!(
                "no room is left on the disk of {folder}: make some, 200 MB or more, and go on. What is kept there is not \
                 harmed by it"
            ),
            Self::Disk(words) => format!(
                "the disk of {folder} does not read or write as it should ({words}): see whether a quota or a limit is reached, \
                 and what the system's log says of the disk. That says nothing of the database itself"
            ),
            Self::Damaged(words) => format!(
                "the database in {folder} is damaged ({words}): put the folder aside, and restore a backup into an empty one"
            ),
            Self::Foreign(words) => format!(
                "the {DATABASE} in {folder} is not Handrail's ({words}): bring back the one that was there, or put the folder aside \
                 and restore a backup into an empty one"
            ),
        }
    }
}

/// What the database said, once: sqlx says it again as the cause.
pub fn plainly(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned())
}

/// The same error with what to do, where that is known, and else without saying anything twice.
pub fn told(folder: &Path, error: impl Into<anyhow::Error>) -> anyhow::Error {
    let error = error.into();
    let mut said = Vec::new();
    for cause in error.chain() {
        let trouble = match (cause.downcast_ref::<sqlx::Error>(), cause.downcast_ref::<io::Error>()) {
            (Some(cause), _) => FolderTrouble::of(folder, cause),
            (_, Some(cause)) => FolderTrouble::of_io(cause),
            _ => None,
        };
        if let Some(trouble) = trouble {
            return anyhow::anyhow!(trouble.words(folder));
        }
        if let Some(cause) = cause.downcast_ref::<sqlx::Error>() {
            said.push(plainly(cause));
            return anyhow::anyhow!(said.join(": "));
        }
        said.push(cause.to_string());
    }
    error
}

#[cfg(test)]
mod tests {
    use super::super::folder::{self, KEY};
    use super::*;

    #[test]
    fn a_full_disk_and_one_that_cannot_be_written_to_ask_nobody_to_restore() {
        let of = |code, disk| FolderTrouble::of_code(code, disk, "its words".into());
        let (full, closed) = (Some(FolderTrouble::NoRoom), Some(FolderTrouble::ReadOnly));
        // The codes of a disk that is full: while a file grows, while the index of the log is made, while a file is opened.
        for code in [13, 4874, 10, 778, 14] {
            assert_eq!(of(code, full.clone()), full, "{code}");
        }
        for code in [8, 1288, 14, 4874] {
            assert_eq!(of(code, closed.clone()), closed, "{code}");
        }
        assert_eq!(of(4874, None), Some(FolderTrouble::Disk("its words".into())));
        assert_eq!((of(14, None), of(5, full.clone()), of(1, None)), (None, None, None));
        for harmless in [full, closed, of(10, None)].into_iter().flatten() {
            let words = harmless.words(Path::new("/srv/handrail"));
            assert!(!words.contains("restore") && words.contains("/srv/handrail"), "{words}");
        }
        for broken in [11, 267, 26].into_iter().filter_map(|code| of(code, None)) {
            let words = broken.words(Path::new("/srv/handrail"));
            assert!(words.contains("restore a backup") && words.matches("its words").count() == 1, "{words}");
        }
    }

    #[tokio::test]
    async fn what_is_no_database_is_told_once_with_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(DATABASE), "<html>404</html>").unwrap();
        let error = crate::base::db::Db::open(&folder.path().join(DATABASE), 1).await.unwrap_err();
        let said = format!("{:#}", told(folder.path(), error.context("cannot open the database")));
        assert!(said.contains(&folder.path().display().to_string()), "{said}");
        assert_eq!(
            (said.matches("not a database").count(), said.matches("restore a backup").count()),
            (1, 1),
            "{said}"
        );
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(told(folder.path(), full).to_string().contains("no room is left"));
    }

    #[tokio::test]
    async fn a_start_that_broke_off_while_the_key_was_made_is_begun_again() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        super::super::access::make(&data).unwrap();
        std::fs::write(data.join(KEY), []).unwrap();
        folder::open(&data).await.unwrap().0.close().await;
        assert_eq!(std::fs::read(data.join(KEY)).unwrap().len(), 32);
        std::fs::write(data.join(KEY), []).unwrap();
        assert!(folder::open(&data).await.is_err(), "beside a database nothing takes its place");
        assert_eq!(std::fs::read(data.join(KEY)).unwrap().len(), 0);
    }
}

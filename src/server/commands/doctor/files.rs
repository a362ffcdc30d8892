//! The folder and its files: whose they are, who may read them, and what room is left.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::{fs, io};

use rustix::process::geteuid;

use super::DoctorFinding;
use crate::base::disk;
use crate::members::instance::access;
use crate::members::instance::folder::{DATABASE, KEY};
use crate::members::instance::trouble::FolderTrouble;
use crate::server::backup;

/// Room to go on writing, besides what a backup's copy takes.
const ROOM: u64 = 200 << 20;
/// A log that is larger was not folded in for a long time.
const LOG_MOST: u64 = 64 << 20;

const MIB: u64 = 1 << 20;

pub fn examine(data: &Path) -> Vec<DoctorFinding> {
    let folder = match fs::metadata(data) {
        Ok(folder) if folder.is_dir() => folder,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return vec![DoctorFinding::look(format!("{:#}", access::unreadable(data, &error)))];
        }
        _ => {
            return vec![DoctorFinding::look(format!("there is no folder at {}: name it with --data", data.display()))];
        }
    };
    // First, since it can be the cause of whatever follows.
    let mut findings = Vec::from_iter(room(data));
    findings.extend([owner(data, &folder), mode(data, "the folder", &folder)]);
    for name in [KEY, DATABASE] {
        findings.push(match fs::metadata(data.join(name)) {
            Ok(file) if file.uid() != folder.uid() => DoctorFinding::look(format!(
                "{name} belongs to another user than the folder: sudo chown {} {}",
                folder.uid(),
                data.join(name).display()
            )),
            Ok(file) => mode(&data.join(name), name, &file),
            Err(error) => DoctorFinding::look(format!("{name} is missing or cannot be looked at ({error})")),
        });
    }
    findings.push(log(data));
    if backup::create::left_a_copy(data) {
        findings.push(DoctorFinding::note("a backup was cut short: the next one clears away what it left behind"));
    }
    findings
}

fn owner(data: &Path, folder: &Metadata) -> DoctorFinding {
    let me = geteuid();
    if me.is_root() && folder.uid() != 0 {
        DoctorFinding::note(format!(
            "{} belongs to user {}: run Handrail as that one, not as root",
            data.display(),
            access::user(folder.uid())
        ))
    } else if me.as_raw() == folder.uid() {
        DoctorFinding::ok(format!("{} is this user's own", data.display()))
    } else {
        DoctorFinding::look(format!(
            "{}: run it as that user, or sudo chown -R {} {}",
            access::whose(data),
            me.as_raw(),
            data.display()
        ))
    }
}

fn mode(path: &Path, name: &str, found: &Metadata) -> DoctorFinding {
    let (bits, wanted) = (found.mode() & 0o777, if found.is_dir() { 0o700 } else { 0o600 });
    if bits | 0o700 == 0o700 {
        DoctorFinding::ok(format!("{name} is closed to others ({bits:o})"))
    } else {
        DoctorFinding::look(format!("{name} is open to others ({bits:o}): chmod {wanted:o} {}", path.display()))
    }
}

fn room(data: &Path) -> Option<DoctorFinding> {
    if let Some(trouble) = FolderTrouble::of_disk(data) {
        return Some(DoctorFinding::look(trouble.words(data)));
    }
    let free = disk::free_at(data)?;
    let wanted = ROOM + size(&data.join(DATABASE)).unwrap_or(0);
    Some(if free < wanted {
        DoctorFinding::look(format!("only {} MB are free, and {} MB are wanted", free / MIB, wanted / MIB))
    } else {
        DoctorFinding::ok(format!("{} MB are free", free / MIB))
    })
}

fn log(data: &Path) -> DoctorFinding {
    match size(&data.join(format!("{DATABASE}-wal"))) {
        Ok(size) if size > LOG_MOST => DoctorFinding::look(format!(
            "the write-ahead log has {} MB: restart Handrail, which folds it into the database",
            size / MIB
        )),
        Ok(size) => DoctorFinding::ok(format!("the write-ahead log is short ({} KB)", size / 1024)),
        Err(_) => DoctorFinding::ok("there is no write-ahead log waiting"),
    }
}

fn size(file: &Path) -> io::Result<u64> {
    Ok(fs::metadata(file)?.len())
}

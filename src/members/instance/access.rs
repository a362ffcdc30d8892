//! Whether this user can use the data folder; where not, whose it is, who we are, and what to run.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::Path;

use anyhow::Context as _;
use rustix::fs::{Access, AtFlags, CWD, accessat};
use rustix::io::Errno;
use rustix::process::geteuid;

use super::folder::{DATABASE, KEY, SHARED, WAL};

/// What lies in the folder, and has to be ours as well: a command that ran as another user may have made it theirs.
const FILES: [&str; 5] = [DATABASE, WAL, SHARED, KEY, "last-backup"];

/// Makes the folder, where it is not there yet, and looks whether it can be used.
pub fn make(folder: &Path) -> anyhow::Result<()> {
    match fs::DirBuilder::new().recursive(true).mode(0o700).create(folder) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            let above = folder.ancestors().skip(1).find(|above| fs::metadata(above).is_ok()).unwrap_or(folder);
            let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
            anyhow::bail!(
                "cannot make the data folder {0}: {1}. Make it once, with sudo install -d -m 700 -o {2} {0}, or name another \
                 with --data",
                folder.display(),
                whose(above),
                geteuid().as_raw()
            )
        }
        // Something else has its name, as is said below.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        made => made.with_context(|| format!("cannot make the data folder {}", folder.display()))?,
    }
    ensure_usable(folder)
}

/// # Errors
/// If this user cannot read and write it, and what is in it.
pub fn ensure_usable(folder: &Path) -> anyhow::Result<()> {
    let found = fs::metadata(folder).map_err(|error| unreadable(folder, &error))?;
    anyhow::ensure!(found.is_dir(), "{} is no folder: name one with --data", folder.display());
    can_use(folder, folder, Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK)?;
    for file in FILES.map(|name| folder.join(name)).iter().filter(|file| file.exists()) {
        can_use(folder, file, Access::READ_OK | Access::WRITE_OK)?;
    }
    Ok(())
}

fn can_use(folder: &Path, path: &Path, access: Access) -> anyhow::Result<()> {
    match accessat(CWD, path, access, AtFlags::EACCESS) {
        Err(Errno::ACCESS | Errno::PERM) => anyhow::bail!("cannot use {}: {}", path.display(), to_mend(folder, path)),
        Err(Errno::ROFS) => anyhow::bail!("cannot write to {}: it is mounted read-only", path.display()),
        // What else is wrong, opening it tells.
        _ => Ok(()),
    }
}

/// Why something about the folder could not be looked at.
pub fn unreadable(folder: &Path, error: &std::io::Error) -> anyhow::Error {
    let shown = folder.display();
    match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("there is no Handrail in {shown}: name its folder with --data"),
        ErrorKind::PermissionDenied => {
            let above = folder.ancestors().find(|above| fs::metadata(above).is_ok()).unwrap_or(folder);
            anyhow::anyhow!("cannot look into {shown}: {}", to_mend(folder, above))
        }
        _ => anyhow::anyhow!("cannot look into {shown}: {error}"),
    }
}

fn to_mend(folder: &Path, path: &Path) -> String {
    if fs::metadata(path).is_ok_and(|found| found.uid() == geteuid().as_raw()) {
        return format!("it is closed to its own user. Open it to that one: chmod u+rwX {}", path.display());
    }
    format!(
        "{}. Run Handrail as that user, or give it to this one: sudo chown -R {} {}. In a container that is the folder of the \
         host which is mounted there",
        whose(path),
        geteuid().as_raw(),
        folder.display()
    )
}

/// Whose it is, and who we are.
pub fn whose(path: &Path) -> String {
    let owner = fs::metadata(path).map_or_else(|_| "somebody else".into(), |found| user(found.uid()));
    format!("{} belongs to user {owner}, and this runs as user {}", path.display(), user(geteuid().as_raw()))
}

/// A user by number, and by name where the system has one.
pub fn user(id: u32) -> String {
    let all = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = all.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)?.parse() == Ok(id)).then_some(name)
    });
    name.map_or_else(|| id.to_string(), |name| format!("{id} ({name})"))
}

//! The database: whole, of this program's kind, and beside the right key.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::DoctorFinding;
use crate::base::clock::to_the_minute;
use crate::base::config::Settings;
use crate::base::db;
use crate::base::vault::Instance;
use crate::members::instance;
use crate::members::instance::folder::{self, DATABASE, KEY};
use crate::members::instance::trouble::{FolderTrouble, plainly};
use crate::server::backup::store::{self, Schema};

/// Clocks of one machine differ by no more from one moment to the next.
const SLACK: SignedDuration = SignedDuration::from_mins(5);
/// 2026-01-01. A small computer without a battery wakes up long before.
const BEFORE_HANDRAIL: i64 = 1_767_225_600;

pub async fn examine(settings: &Settings, now: Timestamp) -> Vec<DoctorFinding> {
    let mut findings = vec![DoctorFinding::ok(format!("SQLite is {}", db::sqlite_version()))];
    if !settings.data.join(DATABASE).exists() {
        return findings;
    }
    let mut look = match store::look(&settings.data.join(DATABASE)).await {
        Ok(look) => look,
        Err(error) => {
            findings.push(unread(settings, &error));
            return findings;
        }
    };
    let whole = whole(settings, &mut look).await;
    let is_read = whole.is_ok();
    findings.push(whole);
    // Of what cannot be read nothing more can be told.
    if is_read {
        findings.push(schema(&mut look).await);
        findings.push(key(settings, &mut look).await);
        findings.push(door(settings, &mut look).await);
        findings.push(clock(&mut look, now).await);
    }
    if let Err(error) = store::close(look).await {
        findings.push(DoctorFinding::look(format!("the database cannot be closed ({error})")));
    }
    findings
}

/// The address people type, as it was at the last start, where that is known.
pub async fn served_at(settings: &Settings) -> Option<String> {
    let mut look = store::look(&settings.data.join(DATABASE)).await.ok()?;
    let address = instance::store::address(&mut look).await.ok().flatten();
    store::close(look).await.ok()?;
    address
}

async fn whole(settings: &Settings, look: &mut SqliteConnection) -> DoctorFinding {
    match store::faults(look).await {
        Ok(faults) if faults.is_empty() => {
            DoctorFinding::ok("the database is whole, and every row belongs to somebody")
        }
        Ok(faults) => {
            DoctorFinding::look(FolderTrouble::Damaged(faults.join("; ").replace('\n', " ")).words(&settings.data))
        }
        Err(error) => unread(settings, &error),
    }
}

/// Why it could not be read. Where it is the disk, that is said of the disk, and nothing of the database.
fn unread(settings: &Settings, error: &sqlx::Error) -> DoctorFinding {
    match FolderTrouble::of(&settings.data, error) {
        Some(trouble) if Some(&trouble) == FolderTrouble::of_disk(&settings.data).as_ref() => {
            DoctorFinding::note("the database can be looked at once the disk is mended: run this again then")
        }
        Some(trouble) => DoctorFinding::look(trouble.words(&settings.data)),
        None => DoctorFinding::look(format!("the database cannot be opened ({})", plainly(error))),
    }
}

async fn schema(look: &mut SqliteConnection) -> DoctorFinding {
    let version = env!("CARGO_PKG_VERSION");
    match store::schema(look).await {
        Ok(Schema::Current) => DoctorFinding::ok(format!("its tables are those of this Handrail ({version})")),
        Ok(Schema::Earlier) => DoctorFinding::note(format!(
            "its tables are from an earlier Handrail: starting {version} brings them up to date"
        )),
        Ok(Schema::Unknown) => {
            DoctorFinding::look(format!("its tables are from a newer Handrail than this one ({version}): use that one"))
        }
        Err(error) => DoctorFinding::look(format!("its tables are not Handrail's ({})", plainly(&error))),
    }
}

async fn key(settings: &Settings, look: &mut SqliteConnection) -> DoctorFinding {
    let key = match folder::key(&settings.data.join(KEY)) {
        Ok(key) => key,
        Err(error) => return DoctorFinding::look(format!("{error:#}")),
    };
    match store::belongs_to(look).await {
        Ok(Some((id, check))) if check == Instance::new(*id.as_bytes(), &key).check() => {
            DoctorFinding::ok(format!("{KEY} belongs to this database"))
        }
        Ok(_) => DoctorFinding::look(format!(
            "{KEY} does not belong to this database, so no password opens anything: bring back the one that was beside it"
        )),
        Err(error) => DoctorFinding::look(format!("whether {KEY} belongs cannot be told ({})", plainly(&error))),
    }
}

/// The same that keeps the server from starting.
async fn door(settings: &Settings, look: &mut SqliteConnection) -> DoctorFinding {
    let this_computer = settings.public_url().is_ok_and(|url| url.is_this_computer()) && !settings.is_published();
    match crate::members::store::open_door(look).await {
        Ok(Some(_)) if this_computer => {
            DoctorFinding::note("there is no password: whoever uses this computer can read along")
        }
        Ok(Some(_)) => {
            DoctorFinding::look("there is no password, so it is for this computer only: unset HANDRAIL_PUBLIC_URL")
        }
        Ok(None) => DoctorFinding::ok("nobody gets in without a password"),
        Err(error) => DoctorFinding::look(format!("whether there is a password cannot be told ({})", plainly(&error))),
    }
}

async fn clock(look: &mut SqliteConnection, now: Timestamp) -> DoctorFinding {
    let seen = store::last_seen(look).await.ok().flatten().and_then(|seen| Timestamp::from_second(seen).ok());
    let told = to_the_minute(now);
    let was_here_later = seen.is_some_and(|seen| seen.duration_since(now) > SLACK);
    if was_here_later || now.as_second() < BEFORE_HANDRAIL {
        DoctorFinding::look(format!("the clock says {told}, which has been already: is it set?"))
    } else {
        DoctorFinding::ok(format!("the clock says {told}"))
    }
}

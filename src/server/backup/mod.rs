//! Looking after an installation: backups, bringing one back, and what the doctor asks.
//!
//! A backup is one file, `tar` inside `age`, so that both programs can open it where there is no Handrail:
//!
//! ```text
//! manifest.toml   what this is, and the SHA-256 of the two files
//! instance.key    so that passwords open on another machine too
//! handrail.db     a consistent copy, without what must not come to life again
//! ```

pub mod create;
pub mod restore;
mod staging;
pub mod store;

use std::io;
use std::io::{Read, Write};
use std::path::Path;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::base::vault::Instance;
use crate::members::instance::folder::{DATABASE, KEY};

/// The form of a backup that this program writes, and the only one it reads.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.toml";

#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// The version of the program that made it.
    pub handrail: String,
    pub made_at: Timestamp,
    sha256: Hashes,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Hashes {
    #[serde(rename = "instance.key")]
    key: String,
    #[serde(rename = "handrail.db")]
    database: String,
}

/// Makes sure that this file is whole, that this program can read it, and that this key belongs to it.
async fn ensure_sound(file: &Path, key: &[u8; 32]) -> anyhow::Result<()> {
    let mut look = store::look(file).await?;
    store::schema(&mut look).await?.ensure_readable()?;
    anyhow::ensure!(store::faults(&mut look).await?.is_empty(), "the database is damaged");
    let row = store::belongs_to(&mut look).await?;
    let fits = row.is_some_and(|(id, check)| check == Instance::new(*id.as_bytes(), key).check());
    anyhow::ensure!(fits, "its {KEY} does not belong to its {DATABASE}");
    store::close(look).await
}

/// Copies everything from `from` to `into` and gives its SHA-256.
fn copy_and_hash(from: &mut impl Read, into: &mut impl Write) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut piece)?;
        let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else { break };
        hash.update(piece);
        into.write_all(piece)?;
    }
    Ok(HEXLOWER.encode(&hash.finalize()))
}

//! Settings of the commands that look after an installation.

use std::path::PathBuf;

use clap::Args;

use super::{Listen, folder};
use crate::base::vault::Recipient;

/// Whom to ask whether it is well.
#[derive(Args, Clone, Debug)]
pub struct HealthSettings {
    /// The address the server listens on.
    #[arg(long, env = "HANDRAIL_LISTEN", default_value = "127.0.0.1:8420")]
    pub listen: Listen,
}

/// What to back up, where to, and who can open it.
#[derive(Args, Clone, Debug)]
pub struct BackupSettings {
    /// A file that does not exist yet, or a folder in which one is made and named after the moment.
    pub file: PathBuf,
    /// Folder with the database and the instance key.
    #[arg(long, env = "HANDRAIL_DATA", default_value = "./data", value_parser = folder())]
    pub data: PathBuf,
    /// Seal it for this key instead of a passphrase: `age1...`, as `age-keygen` prints it. Several, separated by commas.
    #[arg(long, env = "HANDRAIL_BACKUP_RECIPIENT", value_delimiter = ',', value_parser = recipient, conflicts_with = "passphrase_file")]
    pub recipient: Vec<Recipient>,
    /// A file that holds the passphrase. Without it, and without a recipient, it is asked for.
    #[arg(long, env = "HANDRAIL_BACKUP_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// Which backup to bring back, where to, and what opens it.
#[derive(Args, Clone, Debug)]
pub struct RestoreSettings {
    /// The backup.
    pub file: PathBuf,
    /// A folder that is empty or does not exist yet.
    #[arg(long, env = "HANDRAIL_DATA", default_value = "./data", value_parser = folder())]
    pub data: PathBuf,
    /// A file that holds the passphrase. Without it, it is asked for.
    #[arg(long, env = "HANDRAIL_BACKUP_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// The file with the secret key, for a backup that was sealed for one.
    #[arg(long)]
    pub identity: Option<PathBuf>,
}

fn recipient(text: &str) -> Result<Recipient, &'static str> {
    text.parse().map_err(|_| "it starts with age1, as age-keygen prints it")
}

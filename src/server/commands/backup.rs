//! Writes a backup.

use super::passphrase;
use super::serve::asked_to_stop;
use crate::base::clock::Clock;
use crate::base::config::BackupSettings;
use crate::base::vault::EncryptTo;
use crate::server::backup;

/// Makes the backup, also while the server runs.
///
/// # Errors
/// If it cannot be made, or is stopped; then nothing of it is left.
pub async fn run(settings: BackupSettings) -> anyhow::Result<()> {
    let now = Clock::System.now();
    let file = backup::create::place(&settings.file, now)?;
    let lock = match settings.passphrase_file.as_deref() {
        _ if !settings.recipient.is_empty() => EncryptTo::Recipients(settings.recipient),
        Some(file) => EncryptTo::Passphrase(passphrase::checked(&passphrase::in_file(file)?)?),
        None => EncryptTo::Passphrase(passphrase::chosen()?),
    };
    tokio::select! {
        made = backup::create::make(&settings.data, &file, lock, now) => made?,
        () = asked_to_stop() => anyhow::bail!("stopped: there is no backup"),
    };
    println!("The backup is at {}.", file.display());
    println!("Whoever has it and what opens it holds everything. Keep the two apart, and away from this computer.");
    Ok(())
}

//! Brings a backup back.

use anyhow::Context as _;

use super::passphrase;
use super::serve::asked_to_stop;
use crate::base::config::RestoreSettings;
use crate::base::vault::{DecryptWith, Identities};
use crate::server::backup;

/// Restores into a fresh folder.
///
/// # Errors
/// If the backup does not open, is not whole, or there is something in the folder already; then nothing is left there.
pub async fn run(settings: RestoreSettings) -> anyhow::Result<()> {
    let backup = backup::restore::look_at(&settings.file)?;
    backup::restore::ensure_fresh(&settings.data)?;
    let with = match (settings.identity, settings.passphrase_file) {
        (Some(file), _) => {
            let text = passphrase::in_file(&file)?;
            let keys = Identities::parse(secrecy::ExposeSecret::expose_secret(&text));
            DecryptWith::Identities(keys.with_context(|| format!("there is no key in {}", file.display()))?)
        }
        (None, _) if !backup.wants_passphrase() => {
            anyhow::bail!("this backup was sealed for a key: name the file that holds it with --identity")
        }
        (None, Some(file)) => DecryptWith::Passphrase(passphrase::in_file(&file)?),
        (None, None) => DecryptWith::Passphrase(passphrase::asked("Passphrase of the backup")?),
    };
    let manifest = tokio::select! {
        restored = backup::restore::restore(backup, with, &settings.data) => restored?,
        () = asked_to_stop() => anyhow::bail!("stopped: nothing was restored"),
    };
    println!("Everything is as it was on {}.", manifest.made_at.strftime("%Y-%m-%d at %H:%M UTC"));
    println!("Everybody signs in anew, and invitations have to be sent again. Then make a backup of this one too.");
    Ok(())
}

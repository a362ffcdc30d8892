//! Brings a backup back.

use anyhow::Context as _;
use secrecy::{ExposeSecret as _, SecretString};

use super::passphrase;
use super::serve::asked_to_stop;
use crate::base::config::RestoreSettings;
use crate::base::vault::{DecryptWith, EncryptedArchive, Identities};
use crate::server::backup::Manifest;
use crate::server::backup::restore::{BackupFile, DoesNotOpen, ensure_fresh, look_at, restore};

/// Restores into a fresh folder.
///
/// # Errors
/// If the backup does not open, is not whole, or there is something in the folder already; then nothing is left there.
pub async fn run(settings: RestoreSettings) -> anyhow::Result<()> {
    let backup = look_at(&settings.file)?;
    ensure_fresh(&settings.data)?;
    let (with, again) = what_opens(&settings, &backup)?;
    let manifest = tokio::select! {
        restored = tried(backup, with, again, &settings) => restored?,
        () = asked_to_stop() => anyhow::bail!("stopped: nothing was restored"),
    };
    println!("Everything is as it was on {}.", manifest.made_at.strftime("%Y-%m-%d at %H:%M UTC"));
    println!("Everybody signs in anew, and invitations have to be sent again. Then make a backup of this one too.");
    Ok(())
}

/// Tries what opens it, and where that does not, the same words as they may have been taken when it was made.
async fn tried(
    backup: EncryptedArchive<BackupFile>,
    with: DecryptWith,
    again: Vec<SecretString>,
    settings: &RestoreSettings,
) -> anyhow::Result<Manifest> {
    let mut outcome = restore(backup, with, &settings.data).await;
    for passphrase in again {
        if outcome.as_ref().is_err_and(anyhow::Error::is::<DoesNotOpen>) {
            let with = DecryptWith::Passphrase(passphrase);
            let earlier = restore(look_at(&settings.file)?, with, &settings.data).await;
            outcome = earlier.or(outcome);
        }
    }
    outcome
}

/// What opens it, and the same as an earlier Handrail may have taken it.
fn what_opens(
    settings: &RestoreSettings,
    backup: &EncryptedArchive<BackupFile>,
) -> anyhow::Result<(DecryptWith, Vec<SecretString>)> {
    let given = match (&settings.identity, &settings.passphrase_file) {
        (Some(file), _) => {
            let text = passphrase::in_file(file)?;
            let keys = Identities::parse(text.expose_secret());
            let keys = keys.with_context(|| format!("there is no key in {}", file.display()))?;
            return Ok((DecryptWith::Identities(keys), Vec::new()));
        }
        (None, _) if !backup.wants_passphrase() => {
            anyhow::bail!("this backup was sealed for a key: name the file that holds it with --identity")
        }
        (None, Some(file)) => passphrase::in_file(file)?,
        (None, None) => passphrase::asked("Passphrase of the backup")?,
    };
    Ok((DecryptWith::Passphrase(passphrase::first_line(&given)), passphrase::as_before(&given)))
}

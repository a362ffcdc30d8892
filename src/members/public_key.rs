//! The public key that stands readable in the file, and is put right where somebody has put in another.

use super::resets;
use super::sessions::guard::Member;
use super::store;
use crate::base::vault::Keyring;
use crate::web::app::App;
use crate::web::error::PageResult;

/// What its MAC is made for.
const LABEL: &str = "members.public_key";

/// Its MAC under the key of whose it is.
pub fn tag(keyring: &Keyring, public_key: &[u8; 32]) -> [u8; 32] {
    keyring.mac(LABEL, public_key)
}

/// Whether `tag` gave this MAC for it.
pub fn is_theirs(keyring: &Keyring, public_key: &[u8], tag: Option<&[u8]>) -> bool {
    let tag = tag.and_then(|tag| tag.try_into().ok());
    tag.is_some_and(|tag| keyring.mac_matches(LABEL, public_key, tag))
}

/// Puts their own back, so that no more words are sealed to somebody else. Their page does not depend on it, so this is
/// tried, not required.
pub async fn put_right(app: &App, member: &Member) {
    if let Err(problem) = tried(app, member).await {
        tracing::warn!("a public key that is not its owner's could not be put right: {problem:?}");
    }
}

async fn tried(app: &App, member: &Member) -> PageResult<()> {
    let mut write = app.db.write().await?;
    let secrets = resets::store::secret_keys(&mut write, member.id()).await?;
    let Some(secret) = secrets.first() else { return Ok(()) };
    let public = member.keyring().open_pair(secret)?.public();
    let tag = tag(member.keyring(), public.as_bytes());
    store::put_right_public_key(&mut write, member.id(), public.as_bytes(), &tag).await?;
    write.commit().await?;
    tracing::warn!("a public key in the database was not its owner's, and is put right");
    Ok(())
}

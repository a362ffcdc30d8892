//! The public key that stands readable in the file, and is put right where somebody has put in another.

use super::sessions::guard::Member;
use super::store;
use crate::base::vault::{Keyring, MemberPair, system_rng};
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
    let (owner, keyring) = (member.id(), member.keyring());
    let mut write = app.db.write().await?;
    let secret = store::secret_key(&mut write, owner).await?;
    // Where the secret was swapped for an older one too, both give way to a new pair.
    let (pair, secret) = if let Ok(pair) = keyring.open_own_pair(&secret) {
        (pair, secret)
    } else {
        let pair = MemberPair::generate(&mut system_rng());
        let secret = keyring.seal_pair(&mut system_rng(), &pair)?;
        (pair, secret)
    };
    let public_key = pair.public();
    let tag = tag(keyring, public_key.as_bytes());
    if store::put_right_public_key(&mut write, owner, public_key.as_bytes(), &tag, &secret).await? {
        tracing::warn!("a public key in the database was not its owner's, and is put right");
    }
    write.commit().await?;
    Ok(())
}

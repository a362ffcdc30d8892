//! The pair that somebody writes and reads letters with: made once they first need it.

pub mod store;

use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::MemberId;
use crate::base::vault::{MemberPair, PublicKey, system_rng};
use crate::members::sessions::guard::Member;
use crate::web::error::PageResult;

/// Their own pair; made where they have none, and anew where theirs does not open.
pub async fn own(write: &mut Write, member: &Member) -> PageResult<MemberPair> {
    if let Some(pair) = kept(write, member).await? {
        return Ok(pair);
    }
    let pair = MemberPair::generate(&mut system_rng());
    let secret = member.keyring().seal_letter_pair(&mut system_rng(), &pair)?;
    store::keep_pair(write, member.id(), pair.public().as_bytes(), &secret).await?;
    Ok(pair)
}

/// Their own pair, if they have one that opens.
pub async fn kept(read: &mut SqliteConnection, member: &Member) -> PageResult<Option<MemberPair>> {
    let secret = store::pair_secret(read, member.id()).await?;
    Ok(secret.and_then(|secret| member.keyring().open_letter_pair(&secret).ok()))
}

/// Somebody's public key as it stands in the file, for whoever is about to pin it.
pub async fn public_key(read: &mut SqliteConnection, of: MemberId) -> PageResult<Option<PublicKey>> {
    let key = store::public_key(read, of).await?;
    Ok(key.and_then(|key| key.try_into().ok()).map(PublicKey::from_stored))
}

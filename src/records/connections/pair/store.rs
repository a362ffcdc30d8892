//! The pairs that letters are written and read with, in the database.

use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::MemberId;

pub async fn keep_pair(
    write: &mut Write,
    owner: MemberId,
    public_key: &[u8; 32],
    secret_key: &[u8],
) -> sqlx::Result<()> {
    let public_key = public_key.as_slice();
    sqlx::query!(
        "insert into letter_pairs (owner, public_key, secret_key) values (?, ?, ?)
         on conflict (owner) do update set public_key = excluded.public_key, secret_key = excluded.secret_key",
        owner,
        public_key,
        secret_key
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn pair_secret(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select secret_key from letter_pairs where owner = ?", owner).fetch_optional(read).await
}

pub async fn public_key(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!("select public_key from letter_pairs where owner = ?", owner).fetch_optional(read).await
}

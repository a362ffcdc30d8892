//! What is shown of which own row, and the own rows that copies are made from, in the database.

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::records::entries::untyped::{UntypedEntry, store as entries};

/// The consents by which a row is shown.
pub async fn grants_showing(read: &mut SqliteConnection, owner: MemberId, about: Id) -> sqlx::Result<Vec<Id>> {
    sqlx::query_scalar!(
        r#"select granted as "granted!: Id" from letters where author = ? and about = ? and granted is not null"#,
        owner,
        about
    )
    .fetch_all(read)
    .await
}

/// Takes back what a consent showed of a row.
pub async fn take_back(write: &mut Write, owner: MemberId, grant: Id, about: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from letters where author = ? and granted = ? and about = ?", owner, grant, about)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Everything of somebody's that another sees now, and by which consent.
pub async fn all_shown(read: &mut SqliteConnection, owner: MemberId, now: Timestamp) -> sqlx::Result<Vec<(Id, Id)>> {
    let now = now.as_second();
    sqlx::query!(
        r#"select l.about as "about!: Id", l.granted as "granted!: Id" from letters l join grants g on g.id = l.granted
           where l.author = ?1 and l.about is not null and g.owner = ?1 and g.asleep = 0 and g.ends_at > ?2"#,
        owner,
        now
    )
    .fetch(read)
    .map_ok(|row| (row.about, row.granted))
    .try_collect()
    .await
}

/// The latest entry of a kind, if there is one.
pub async fn latest(read: &mut SqliteConnection, owner: MemberId, kind: &str) -> sqlx::Result<Option<UntypedEntry>> {
    Ok(latest_of(read, owner, kind, 1).await?.pop())
}

/// The latest entries of a kind, so many at the most.
pub async fn latest_of(
    read: &mut SqliteConnection,
    owner: MemberId,
    kind: &str,
    most: i64,
) -> sqlx::Result<Vec<UntypedEntry>> {
    let ids = sqlx::query_scalar!(
        r#"select id as "id: Id" from entries where owner = ? and kind = ? and removed_at is null
           order by day desc, id desc limit ?"#,
        owner,
        kind,
        most
    )
    .fetch_all(&mut *read)
    .await?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(entries::of_any_kind(read, owner, id).await?);
    }
    Ok(found)
}

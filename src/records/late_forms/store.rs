//! What came late, in the database. Rows are added and let go, and never changed otherwise.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::room::Waiting;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::records::portion::A_PART;

#[derive(Debug)]
pub struct LateFormRow {
    pub id: Id,
    pub kept_at: i64,
    pub came: String,
    /// The session whose cookie or page it came with.
    pub session: Option<Vec<u8>>,
    /// The draft that its page was given out with.
    pub page: Option<Id>,
    /// Sealed to its owner's public key.
    pub body: Vec<u8>,
}

/// What waits for a member that came this way: in all, for this session, and from this page of it.
pub async fn waiting(
    read: &mut SqliteConnection,
    owner: MemberId,
    came: &str,
    session: Option<&[u8]>,
    page: Option<Id>,
) -> sqlx::Result<Waiting> {
    sqlx::query_as!(
        Waiting,
        r#"select count(*) as "in_all!: i64", coalesce(sum(length(body)), 0) as "bytes_in_all!: i64",
             coalesce(sum(session is ?3), 0) as "forms!: i64",
             coalesce(sum(iif(session is ?3, length(body), 0)), 0) as "bytes!: i64",
             coalesce(sum(session is ?3 and page = ?4), 0) as "of_page!: i64",
             max(iif(session is ?3 and page = ?4, kept_at, null)) as "last_of_page: i64"
           from late_forms where owner = ?1 and came = ?2"#,
        owner,
        came,
        session,
        page
    )
    .fetch_one(read)
    .await
}

/// Adds a form.
pub async fn add(write: &mut Write, owner: MemberId, form: &LateFormRow) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into late_forms (id, owner, kept_at, came, session, page, body) values (?, ?, ?, ?, ?, ?, ?)",
        form.id,
        owner,
        form.kept_at,
        form.came,
        form.session,
        form.page,
        form.body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// What waits for a member, or was let go by them since then, the oldest first.
pub async fn list(
    read: &mut SqliteConnection,
    owner: MemberId,
    removed_since: Option<Timestamp>,
) -> sqlx::Result<Vec<LateFormRow>> {
    let (removed, long_ago) = (removed_since.is_some(), removed_since.map_or(0, Timestamp::as_second));
    sqlx::query_as!(
        LateFormRow,
        r#"select id as "id: Id", kept_at, came, session, page as "page: Id", body from late_forms
           where owner = ? and (removed_at is not null) = ? and coalesce(removed_at > ?, true) order by kept_at, id"#,
        owner,
        removed,
        long_ago
    )
    .fetch_all(read)
    .await
}

/// Lets one go at `removed_at`, or brings it back where that is none.
pub async fn set_removed(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    removed_at: Option<Timestamp>,
) -> sqlx::Result<()> {
    let removed_at = removed_at.map(Timestamp::as_second);
    sqlx::query!("update late_forms set removed_at = ? where owner = ? and id = ?", removed_at, owner, id)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Removes one that was taken in. `false` if it is not there any more.
pub async fn remove(write: &mut Write, owner: MemberId, id: Id) -> sqlx::Result<bool> {
    let done =
        sqlx::query!("delete from late_forms where owner = ? and id = ?", owner, id).execute(&mut **write).await?;
    Ok(done.rows_affected() == 1)
}

/// Takes away for good a part of what was let go before `long_ago`. `false` once there is none.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<bool> {
    let long_ago = long_ago.as_second();
    let done = sqlx::query!(
        "delete from late_forms where id in (
             select id from (
                 select id, row_number() over oldest as place, sum(size) over oldest as bytes
                 from (select id, removed_at, length(body) as size from late_forms
                     where removed_at < ?1 order by removed_at, id limit ?2)
                 window oldest as (order by removed_at, id))
             where place = 1 or bytes <= ?3)",
        long_ago,
        A_PART.rows,
        A_PART.bytes
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() > 0)
}

//! Links to begin anew, and the keys somebody had before, in the database.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::SqliteConnection;

use super::ladder;
use crate::base::db::{PART_BYTES, PART_ROWS, Write};
use crate::base::ids::{Id, MemberId};

/// A key whose password and code are lost.
#[derive(Debug)]
pub struct LostKey {
    pub id: Id,
    /// The member key under the lost code.
    pub key_by_recovery: Vec<u8>,
}

/// Stores a link by the digest of its token.
pub async fn add_reset(
    write: &mut Write,
    owner: MemberId,
    digest: &[u8; 32],
    now: Timestamp,
    lasts_seconds: i64,
) -> sqlx::Result<()> {
    let (digest, ends_at) = (digest.as_slice(), now.as_second().saturating_add(lasts_seconds));
    sqlx::query!("insert into resets (id, owner, ends_at) values (?, ?, ?)", digest, owner, ends_at)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Whose link this is, and their name, while it is good.
pub async fn owner_of_reset(
    read: &mut SqliteConnection,
    digest: &[u8; 32],
    now: Timestamp,
) -> sqlx::Result<Option<(MemberId, String)>> {
    let (digest, now) = (digest.as_slice(), now.as_second());
    let row = sqlx::query!(
        r#"select r.owner as "owner: MemberId", m.name from resets r join members m on m.id = r.owner
           where r.id = ? and r.ends_at > ?"#,
        digest,
        now
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(|row| (row.owner, row.name)))
}

/// Uses up every link of a member.
pub async fn use_resets(write: &mut Write, owner: MemberId) -> sqlx::Result<()> {
    sqlx::query!("delete from resets where owner = ?", owner).execute(&mut **write).await?;
    Ok(())
}

/// Keeps the member key that is about to be replaced, under its code, and notes which rows only it opens.
pub async fn keep_lost_key(write: &mut Write, owner: MemberId, id: Id, now: Timestamp, day: Date) -> sqlx::Result<()> {
    let (now, day) = (now.as_second(), day.to_string());
    sqlx::query!(
        "insert into older_keys (id, owner, key_by_recovery, begun_anew, epoch, replaced_at, replaced_on, secret_key)
         select ?, id, key_by_recovery, 1, epoch, ?, ?, secret_key from members where id = ?",
        id,
        now,
        day,
        owner
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "insert into shut_rows (lost, row_id)
         select ?1, id from (
             select id from check_ins where owner = ?2 union select id from suggestions where owner = ?2
             union select id from attempts where owner = ?2 union select id from entries where owner = ?2
             union select id from drafts where owner = ?2 union select id from late_forms where owner = ?2)
         where id not in (select s.row_id from shut_rows s join older_keys o on o.id = s.lost where o.owner = ?2)",
        id,
        owner
    )
    .execute(&mut **write)
    .await?;
    ladder::store::put_aside(write, owner, id).await?;
    Ok(())
}

/// Ends all that others could open by this account or it by theirs, since whoever begins anew may be somebody else: what it
/// showed is gone, what was written to it opens no more, and each of its connections sleeps until both sides take the other's
/// new key.
pub async fn put_sharing_to_sleep(write: &mut Write, owner: MemberId) -> sqlx::Result<()> {
    // Who is in a group, and who looks after it, stays with the others there.
    sqlx::query!("delete from letters where author = ? and kind not in ('facts', 'farewell', 'report')", owner)
        .execute(&mut **write)
        .await?;
    sqlx::query!("delete from letter_keys where reader = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from grants where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from connect_links where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from group_links where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from memberships where member = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from links where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!("delete from letter_pairs where owner = ?", owner).execute(&mut **write).await?;
    sqlx::query!(
        "update connections set state = 'asleep', member_pin = null, supporter_pin = null, link = null, introduction = null
         where member = ?1 or supporter = ?1",
        owner
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Keeps the member key that is about to be replaced, sealed under the one that takes its place.
pub async fn keep_replaced_key(
    write: &mut Write,
    owner: MemberId,
    id: Id,
    by_successor: &[u8],
    now: Timestamp,
) -> sqlx::Result<()> {
    let (now, day) = (now.as_second(), now.to_zoned(TimeZone::UTC).date().to_string());
    sqlx::query!(
        "insert into older_keys (id, owner, key_by_successor, epoch, replaced_at, replaced_on, secret_key)
         select ?, id, ?, epoch, ?, ?, secret_key from members where id = ?",
        id,
        by_successor,
        now,
        day,
        owner
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The keys a member lost and has not found again.
pub async fn lost_keys(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<LostKey>> {
    sqlx::query_as!(
        LostKey,
        r#"select id as "id: Id", key_by_recovery as "key_by_recovery!" from older_keys
           where owner = ? and key_by_successor is null"#,
        owner
    )
    .fetch_all(read)
    .await
}

/// The keys a member had before, the latest first, each sealed under the one that took its place; not those that are lost.
pub async fn older_keys(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<Vec<u8>>> {
    let rows = sqlx::query_scalar!(
        r#"select key_by_successor as "key_by_successor!" from older_keys
           where owner = ? and key_by_successor is not null order by epoch desc"#,
        owner
    )
    .fetch_all(read)
    .await?;
    Ok(rows)
}

/// The sealed secrets that open what was sealed to a member's public keys, the one they have now first.
pub async fn secret_keys(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Vec<Vec<u8>>> {
    let rows = sqlx::query_scalar!(
        r#"select secret_key as "secret_key!: Vec<u8>" from members where id = ?1
           union all
           select secret_key from older_keys where owner = ?1 and secret_key is not null"#,
        owner
    )
    .fetch_all(read)
    .await?;
    Ok(rows)
}

/// Keeps a lost key under the one they have now. The code that turned up, which may be anywhere, opens it no more. Their ladder
/// of then is theirs again; where they have made another since, it waits beside that one.
pub async fn mark_found(write: &mut Write, owner: MemberId, id: Id, key: &[u8]) -> sqlx::Result<()> {
    sqlx::query!(
        "update older_keys set key_by_successor = ?, key_by_recovery = null where owner = ? and id = ?",
        key,
        owner,
        id
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("delete from shut_rows where lost = ?", id).execute(&mut **write).await?;
    ladder::store::take_back(write, owner, id).await?;
    Ok(())
}

/// Takes away links that ran out before `long_ago`.
pub async fn tidy_links(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<()> {
    let long_ago = long_ago.as_second();
    sqlx::query!("delete from resets where ends_at < ?", long_ago).execute(&mut **write).await?;
    Ok(())
}

/// Takes away a part of the rows that only a key opens which was lost before `long_ago` and not found; then the key. `false`
/// once there is none. What was written since in place of such a row, as a day's check-in, has a later day and stays.
pub async fn tidy(write: &mut Write, long_ago: Timestamp) -> sqlx::Result<bool> {
    let long_ago = long_ago.as_second();
    let found = sqlx::query!(
        r#"select id as "id: Id", owner as "owner: MemberId", replaced_on, replaced_at from older_keys
           where key_by_successor is null and replaced_at < ? limit 1"#,
        long_ago
    )
    .fetch_optional(&mut **write)
    .await?;
    let Some(row) = found else { return Ok(false) };
    let (key, owner, day, at) = (row.id, row.owner, row.replaced_on, row.replaced_at);
    // The row up to which it is a part.
    let until = sqlx::query_scalar!(
        r#"select max(row_id) as "row_id: Id" from (
               select row_id, row_number() over in_order as place, sum(size) over in_order as bytes
               from (select s.row_id, coalesce(length(c.body), 0) + coalesce(length(g.body), 0)
                       + coalesce(length(a.body), 0) + coalesce(length(r.body), 0) + coalesce(length(e.body), 0)
                       + coalesce(length(d.body), 0) + coalesce(length(f.body), 0) as size
                   from shut_rows s left join check_ins c on c.id = s.row_id left join suggestions g on g.id = s.row_id
                   left join attempts a on a.id = s.row_id left join reflections r on r.id = s.row_id
                   left join entries e on e.id = s.row_id left join drafts d on d.id = s.row_id
                   left join late_forms f on f.id = s.row_id
                   where s.lost = ?1 order by s.row_id limit ?2)
               window in_order as (order by row_id))
           where place = 1 or bytes <= ?3"#,
        key,
        PART_ROWS,
        PART_BYTES
    )
    .fetch_one(&mut **write)
    .await?;
    let Some(last) = until else {
        // What is left of their sessions from before would count as theirs who began anew.
        sqlx::query!(
            "delete from sessions where owner = ?1 and epoch <= (select epoch from older_keys where id = ?2)",
            owner,
            key
        )
        .execute(&mut **write)
        .await?;
        sqlx::query!("delete from older_keys where owner = ? and id = ?", owner, key).execute(&mut **write).await?;
        return Ok(true);
    };
    sqlx::query!(
        "delete from check_ins where owner = ?1 and day < ?4
         and id in (select row_id from shut_rows where lost = ?2 and row_id <= ?3)",
        owner,
        key,
        last,
        day
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "delete from suggestions where owner = ?1
         and id in (select row_id from shut_rows where lost = ?2 and row_id <= ?3)",
        owner,
        key,
        last
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "delete from attempts where owner = ?1
         and id in (select row_id from shut_rows where lost = ?2 and row_id <= ?3)",
        owner,
        key,
        last
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "delete from entries where owner = ?1
         and id in (select row_id from shut_rows where lost = ?2 and row_id <= ?3)",
        owner,
        key,
        last
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "delete from drafts where owner = ?1 and kept_at < ?4
         and id in (select row_id from shut_rows where lost = ?2 and row_id <= ?3)",
        owner,
        key,
        last,
        at
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!(
        "delete from late_forms where owner = ?1
         and id in (select row_id from shut_rows where lost = ?2 and row_id <= ?3)",
        owner,
        key,
        last
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("delete from shut_rows where lost = ? and row_id <= ?", key, last).execute(&mut **write).await?;
    Ok(true)
}

//! Groups in the database, and who is in which.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::{GroupNotes, Membership};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::Sealed;

pub async fn add_group(write: &mut Write, id: Id, made_by: MemberId, made_on: Date) -> sqlx::Result<bool> {
    let made_on = made_on.to_string();
    let done = sqlx::query!(
        "insert into groups (id, made_by, made_on) values (?, ?, ?) on conflict (id) do nothing",
        id,
        made_by,
        made_on
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A group that nobody is in any more goes, with what was left in it.
pub async fn remove_if_empty(write: &mut Write, id: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from letters where place = ?1 and not exists (select 1 from memberships where place = ?1)",
        id
    )
    .execute(&mut **write)
    .await?;
    sqlx::query!("delete from groups where id = ?1 and not exists (select 1 from memberships where place = ?1)", id)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Nobody reads or writes in one that sleeps.
pub async fn wake(write: &mut Write, id: Id) -> sqlx::Result<()> {
    sqlx::query!("update groups set asleep = 0 where id = ?", id).execute(&mut **write).await?;
    Ok(())
}

/// What somebody came by: the digest of an invitation, and what proves that they held it. The first one has neither.
pub type CameBy<'a> = Option<(&'a [u8; 32], &'a [u8; 32])>;

/// `false` if they are in it already.
pub async fn add_membership(
    write: &mut Write,
    member: MemberId,
    (place, since): (Id, Date),
    came_by: CameBy<'_>,
    notes: &Sealed<GroupNotes>,
) -> sqlx::Result<bool> {
    let (since, key, body) = (since.to_string(), notes.key(), notes.body());
    let (link, proof) = came_by.map(|(link, proof)| (link.as_slice(), proof.as_slice())).unzip();
    let done = sqlx::query!(
        "insert into memberships (place, member, since, link, proof, revision, key, body)
         values (?, ?, ?, ?, ?, 1, ?, ?) on conflict (place, member) do nothing",
        place,
        member,
        since,
        link,
        proof,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn change_membership(
    write: &mut Write,
    member: MemberId,
    place: Id,
    revision: i64,
    notes: &Sealed<GroupNotes>,
) -> sqlx::Result<()> {
    let (key, body) = (notes.key(), notes.body());
    sqlx::query!(
        "update memberships set revision = ?, key = ?, body = ? where member = ? and place = ?",
        revision,
        key,
        body,
        member,
        place
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn remove_membership(write: &mut Write, member: MemberId, place: Id) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from memberships where member = ? and place = ?", member, place)
        .execute(&mut **write)
        .await?;
    Ok(done.rows_affected() == 1)
}

struct MembershipRow {
    place: Id,
    asleep: bool,
    ended: bool,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

impl From<MembershipRow> for Membership {
    fn from(row: MembershipRow) -> Self {
        Self {
            place: row.place,
            asleep: row.asleep,
            ended: row.ended,
            revision: row.revision,
            sealed: Sealed::from_stored(row.key, row.body),
        }
    }
}

/// From now on somebody is not in a group any more, until they have read why.
pub async fn end_membership(write: &mut Write, member: MemberId, place: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "update memberships set ended = 1, link = null, proof = null where member = ? and place = ?",
        member,
        place
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The groups that somebody is in, or was removed from, as they came to them.
pub async fn all(read: &mut SqliteConnection, member: MemberId) -> sqlx::Result<Vec<Membership>> {
    those(read, member, None).await
}

pub async fn membership(read: &mut SqliteConnection, member: MemberId, place: Id) -> sqlx::Result<Option<Membership>> {
    Ok(those(read, member, Some(place)).await?.pop())
}

async fn those(read: &mut SqliteConnection, member: MemberId, place: Option<Id>) -> sqlx::Result<Vec<Membership>> {
    let rows = sqlx::query_as!(
        MembershipRow,
        r#"select m.place as "place: Id", g.asleep as "asleep: bool", m.ended as "ended: bool", m.revision, m.key, m.body
           from memberships m join groups g on g.id = m.place
           where m.member = ?1 and (?2 is null or m.place = ?2) order by m.since, m.place"#,
        member,
        place
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(Membership::from).collect())
}

/// Everybody who has a place in a group.
pub async fn present(read: &mut SqliteConnection, place: Id) -> sqlx::Result<Vec<Id>> {
    sqlx::query_scalar!(
        r#"select member as "member: Id" from memberships where place = ? and ended = 0 order by member"#,
        place
    )
    .fetch_all(read)
    .await
}

/// Who of them may look after a group: by their role here, and a second factor.
pub async fn may_lead(read: &mut SqliteConnection, place: Id) -> sqlx::Result<Vec<Id>> {
    sqlx::query_scalar!(
        r#"select m.member as "member: Id" from memberships m where m.place = ? and m.ended = 0
             and exists (select 1 from member_roles r where r.owner = m.member and r.role = 'facilitator')
             and exists (select 1 from second_factors t where t.owner = m.member and t.is_on = 1)"#,
        place
    )
    .fetch_all(read)
    .await
}

/// Takes away the groups that nobody is in any more.
pub async fn tidy(write: &mut Write) -> sqlx::Result<()> {
    sqlx::query!("delete from groups where id not in (select place from memberships)").execute(&mut **write).await?;
    Ok(())
}

/// Who came by an invitation, and what proves it.
pub async fn came_by(read: &mut SqliteConnection, place: Id) -> sqlx::Result<Vec<(MemberId, [u8; 32], Vec<u8>)>> {
    let rows = sqlx::query!(
        r#"select member as "member: MemberId", link as "link!", proof as "proof!" from memberships
           where place = ? and ended = 0 and link is not null and proof is not null"#,
        place
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.member, row.link.try_into().ok()?, row.proof))).collect())
}

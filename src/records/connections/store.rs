//! Connections, and the links and keys they are made with, in the database. Each side finds its own.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::{Connection, ConnectionState, MemberNotes, SupporterNotes};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::NO_DAY;
use crate::base::vault::Sealed;
use crate::base::words::order::by_name;

/// The columns of a connection, whichever side asks.
struct ConnectionRow {
    id: Id,
    member: MemberId,
    supporter: MemberId,
    member_name: String,
    supporter_sign_in: String,
    state: String,
    since: String,
    supports: bool,
    member_pin: Option<Vec<u8>>,
    supporter_pin: Option<Vec<u8>>,
    member_compared: Option<Vec<u8>>,
    supporter_compared: Option<Vec<u8>>,
    member_key: Vec<u8>,
    member_body: Vec<u8>,
    supporter_revision: i64,
    supporter_key: Option<Vec<u8>>,
    supporter_body: Option<Vec<u8>>,
}

impl From<ConnectionRow> for Connection {
    fn from(row: ConnectionRow) -> Self {
        let supporter_notes = row.supporter_key.zip(row.supporter_body);
        Self {
            id: row.id,
            member: row.member,
            supporter: row.supporter,
            member_name: row.member_name,
            supporter_sign_in: row.supporter_sign_in,
            // What cannot be read shows nothing.
            state: ConnectionState::from_word(&row.state).unwrap_or(ConnectionState::Asleep),
            since: row.since.parse().unwrap_or(NO_DAY),
            supports: row.supports,
            member_pin: row.member_pin,
            supporter_pin: row.supporter_pin,
            member_compared: row.member_compared,
            supporter_compared: row.supporter_compared,
            member_notes: Sealed::from_stored(row.member_key, row.member_body),
            supporter_notes: supporter_notes
                .map(|(key, body)| (row.supporter_revision, Sealed::from_stored(key, body))),
        }
    }
}

/// A connection that is about to be made.
pub struct NewConnection<'a> {
    pub id: Id,
    pub member: MemberId,
    pub supporter: MemberId,
    pub since: Date,
    /// The supporter's key, pinned by the member.
    pub pin: &'a [u8],
    /// The digest of the link it came by, and what proves that the member held it.
    pub link: &'a [u8; 32],
    pub proof: &'a [u8; 32],
    pub notes: &'a Sealed<MemberNotes>,
}

/// `false` if these two are connected already.
pub async fn add(write: &mut Write, new: &NewConnection<'_>) -> sqlx::Result<bool> {
    let (since, link, proof) = (new.since.to_string(), new.link.as_slice(), new.proof.as_slice());
    let (key, body) = (new.notes.key(), new.notes.body());
    let done = sqlx::query!(
        "insert into connections (id, member, supporter, state, since, member_pin, link, introduction, member_key, member_body)
         values (?, ?, ?, 'joined', ?, ?, ?, ?, ?, ?) on conflict do nothing",
        new.id,
        new.member,
        new.supporter,
        since,
        new.pin,
        link,
        proof,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Those a member has let in, the latest first.
pub async fn all_of_member(read: &mut SqliteConnection, member: MemberId) -> sqlx::Result<Vec<Connection>> {
    those_of_member(read, member, None).await
}

pub async fn of_member(read: &mut SqliteConnection, member: MemberId, id: Id) -> sqlx::Result<Option<Connection>> {
    Ok(those_of_member(read, member, Some(id)).await?.pop())
}

/// All of them, or the one of this id.
async fn those_of_member(
    read: &mut SqliteConnection,
    member: MemberId,
    id: Option<Id>,
) -> sqlx::Result<Vec<Connection>> {
    let rows = sqlx::query_as!(
        ConnectionRow,
        r#"select c.id as "id: Id", c.member as "member: MemberId", c.supporter as "supporter: MemberId",
             m.name as member_name, s.name as supporter_sign_in, c.state, c.since, c.member_pin,
             c.supporter_pin, c.member_compared, c.supporter_compared, c.member_key, c.member_body, c.supporter_revision, c.supporter_key, c.supporter_body,
             exists (select 1 from member_roles r where r.owner = c.supporter and r.role = 'supporter') as "supports: bool"
           from connections c join members m on m.id = c.member join members s on s.id = c.supporter
           where c.member = ?1 and (?2 is null or c.id = ?2) order by c.since desc, c.id"#,
        member,
        id
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(Connection::from).collect())
}

/// Those who let a supporter in.
pub async fn all_of_supporter(read: &mut SqliteConnection, supporter: MemberId) -> sqlx::Result<Vec<Connection>> {
    those_of_supporter(read, supporter, None).await
}

pub async fn of_supporter(
    read: &mut SqliteConnection,
    supporter: MemberId,
    id: Id,
) -> sqlx::Result<Option<Connection>> {
    Ok(those_of_supporter(read, supporter, Some(id)).await?.pop())
}

/// All of them, or the one of this id.
async fn those_of_supporter(
    read: &mut SqliteConnection,
    supporter: MemberId,
    id: Option<Id>,
) -> sqlx::Result<Vec<Connection>> {
    let rows = sqlx::query_as!(
        ConnectionRow,
        r#"select c.id as "id: Id", c.member as "member: MemberId", c.supporter as "supporter: MemberId",
             m.name as member_name, s.name as supporter_sign_in, c.state, c.since, c.member_pin,
             c.supporter_pin, c.member_compared, c.supporter_compared, c.member_key, c.member_body, c.supporter_revision, c.supporter_key, c.supporter_body,
             exists (select 1 from member_roles r where r.owner = c.supporter and r.role = 'supporter') as "supports: bool"
           from connections c join members m on m.id = c.member join members s on s.id = c.supporter
           where c.supporter = ?1 and (?2 is null or c.id = ?2) order by c.id"#,
        supporter,
        id
    )
    .fetch_all(read)
    .await?;
    let mut connections: Vec<_> = rows.into_iter().map(Connection::from).collect();
    connections.sort_by(|one, other| by_name(&one.member_name, &other.member_name));
    Ok(connections)
}

/// The connection of these two, as the member finds it.
pub async fn between(read: &mut SqliteConnection, member: MemberId, supporter: MemberId) -> sqlx::Result<Option<Id>> {
    sqlx::query_scalar!(
        r#"select id as "id: Id" from connections where member = ? and supporter = ?"#,
        member,
        supporter
    )
    .fetch_optional(read)
    .await
}

/// Whether this member joined with that link, of which the supporter has not recognised them yet.
pub async fn came_by(read: &mut SqliteConnection, member: MemberId, link: &[u8; 32]) -> sqlx::Result<bool> {
    let link = link.as_slice();
    let found = sqlx::query_scalar!("select count(*) from connections where member = ? and link = ?", member, link)
        .fetch_one(read)
        .await?;
    Ok(found > 0)
}

pub async fn pin_supporter(write: &mut Write, member: MemberId, id: Id, pin: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("update connections set member_pin = ? where member = ? and id = ?", pin, member, id)
        .execute(&mut **write)
        .await?;
    Ok(())
}

pub async fn pin_member(write: &mut Write, supporter: MemberId, id: Id, pin: &[u8]) -> sqlx::Result<()> {
    sqlx::query!(
        "update connections set supporter_pin = ?, link = null, introduction = null where supporter = ? and id = ?",
        pin,
        supporter,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Joins these two again, where both have taken the other's key.
pub async fn wake(write: &mut Write, side: MemberId, id: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "update connections set state = 'joined', member_compared = null, supporter_compared = null where id = ?1 and (member = ?2 or supporter = ?2)
         and state = 'asleep' and member_pin is not null and supporter_pin is not null",
        id,
        side
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Keeps that a side has compared, on its own side.
pub async fn mark_compared(write: &mut Write, side: MemberId, id: Id, yes: &[u8; 32]) -> sqlx::Result<()> {
    let yes = yes.as_slice();
    sqlx::query!(
        "update connections set member_compared = case when member = ?2 then ?1 else member_compared end,
             supporter_compared = case when supporter = ?2 then ?1 else supporter_compared end
         where id = ?3 and (member = ?2 or supporter = ?2)",
        yes,
        side,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

pub async fn change_supporter_notes(
    write: &mut Write,
    supporter: MemberId,
    id: Id,
    revision: i64,
    sealed: &Sealed<SupporterNotes>,
) -> sqlx::Result<()> {
    let (key, body) = (sealed.key(), sealed.body());
    sqlx::query!(
        "update connections set supporter_revision = ?, supporter_key = ?, supporter_body = ? where supporter = ? and id = ?",
        revision,
        key,
        body,
        supporter,
        id
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes away everything that was written in a connection of this side's.
pub async fn remove_letters(write: &mut Write, side: MemberId, id: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from letters where place in (select id from connections where id = ?1 and (member = ?2 or supporter = ?2))",
        id,
        side
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Ends a connection of this side's, with its consents. `false` if there is none.
pub async fn part(write: &mut Write, side: MemberId, id: Id) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from connections where id = ?1 and (member = ?2 or supporter = ?2)", id, side)
        .execute(&mut **write)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// By which link somebody joined whom this supporter has not recognised yet, and what they gave to prove it.
pub async fn proof(
    read: &mut SqliteConnection,
    supporter: MemberId,
    id: Id,
) -> sqlx::Result<Option<([u8; 32], Vec<u8>)>> {
    let row = sqlx::query!(
        r#"select link as "link!: Vec<u8>", introduction as "introduction!: Vec<u8>" from connections
           where supporter = ? and id = ? and supporter_pin is null and link is not null and introduction is not null"#,
        supporter,
        id
    )
    .fetch_optional(read)
    .await?;
    Ok(row.and_then(|row| Some((row.link.try_into().ok()?, row.introduction))))
}

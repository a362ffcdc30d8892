//! Groups in the database: who is in which, and the letters that were written in them.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::posts::GroupLetter;
use super::{GroupNotes, Membership};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::NO_DAY;
use crate::base::vault::Sealed;
use crate::records::letters::store::{LetterRow, letters};
use crate::records::letters::{LetterKind, StoredLetter};

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
    since: String,
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
            since: row.since.parse().unwrap_or(NO_DAY),
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
        r#"select m.place as "place: Id", m.since, g.asleep as "asleep: bool", m.ended as "ended: bool", m.revision, m.key, m.body
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

/// A letter with its author, as a query reads it.
struct AuthoredRow {
    author: Id,
    id: Id,
    place: Id,
    kind: String,
    about: Option<Id>,
    day: String,
    made_at: i64,
    revision: i64,
    key: Vec<u8>,
    body: Vec<u8>,
}

fn authored(rows: Vec<AuthoredRow>) -> Vec<GroupLetter> {
    let one = |row: AuthoredRow| {
        let AuthoredRow { author, id, place, kind, about, day, made_at, revision, key, body } = row;
        let row = LetterRow { id, place, kind, granted: None, about, day, made_at, revision, key, body };
        letters(vec![row]).pop().map(|letter| GroupLetter { author, letter })
    };
    rows.into_iter().filter_map(one).collect()
}

/// What others wrote to somebody in a group, the latest first.
pub async fn written_to(
    read: &mut SqliteConnection,
    reader: MemberId,
    place: Id,
    kind: LetterKind,
) -> sqlx::Result<Vec<GroupLetter>> {
    let kind = kind.word();
    let rows = sqlx::query_as!(
        AuthoredRow,
        r#"select l.author as "author: Id", l.id as "id: Id", l.place as "place: Id", l.kind, l.about as "about: Id", l.day,
             l.made_at, l.revision, k.sealed as key, l.body
           from letter_keys k join letters l on l.id = k.letter
           where k.reader = ?1 and k.place = ?2 and l.place = ?2 and l.kind = ?3 order by l.made_at desc, l.id"#,
        reader,
        place,
        kind
    )
    .fetch_all(read)
    .await?;
    Ok(authored(rows))
}

/// What somebody wrote in a group themselves, the latest first.
pub async fn written_by(
    read: &mut SqliteConnection,
    author: MemberId,
    place: Id,
    kind: LetterKind,
) -> sqlx::Result<Vec<GroupLetter>> {
    let kind = kind.word();
    let rows = sqlx::query_as!(
        AuthoredRow,
        r#"select author as "author: Id", id as "id: Id", place as "place: Id", kind, about as "about: Id", day, made_at,
             revision, key, body
           from letters where author = ?1 and place = ?2 and kind = ?3 order by made_at desc, id"#,
        author,
        place,
        kind
    )
    .fetch_all(read)
    .await?;
    Ok(authored(rows))
}

/// What was written in a group to or by somebody before a moment, the latest first.
pub async fn posts(
    read: &mut SqliteConnection,
    reader: MemberId,
    place: Id,
    kind: LetterKind,
    (before, most): (i64, i64),
) -> sqlx::Result<Vec<GroupLetter>> {
    let kind = kind.word();
    let rows = sqlx::query_as!(
        AuthoredRow,
        r#"select l.author as "author!: Id", l.id as "id!: Id", l.place as "place!: Id", l.kind as "kind!", l.about as "about: Id",
             l.day as "day!", l.made_at as "made_at!", l.revision as "revision!",
             coalesce(k.sealed, l.key) as "key!: Vec<u8>", l.body as "body!"
           from letters l left join letter_keys k on k.letter = l.id and k.reader = ?1 and k.place = ?2
           where l.place = ?2 and l.kind = ?3 and l.made_at < ?4 and (l.author = ?1 or k.sealed is not null)
           order by l.made_at desc, l.id limit ?5"#,
        reader,
        place,
        kind,
        before,
        most
    )
    .fetch_all(read)
    .await?;
    Ok(authored(rows))
}

/// The last of a kind that somebody wrote in a group.
pub async fn latest_by(
    read: &mut SqliteConnection,
    author: MemberId,
    place: Id,
    kind: LetterKind,
) -> sqlx::Result<Option<StoredLetter>> {
    Ok(written_by(read, author, place, kind).await?.into_iter().next().map(|found| found.letter))
}

/// Who was given the key of somebody's letter.
pub async fn readers(read: &mut SqliteConnection, author: MemberId, letter: Id) -> sqlx::Result<Vec<Id>> {
    sqlx::query_scalar!(
        r#"select k.reader as "reader: Id" from letter_keys k join letters l on l.id = k.letter
           where l.author = ? and l.id = ?"#,
        author,
        letter
    )
    .fetch_all(read)
    .await
}

/// Takes away all that somebody opens the letters of a group with.
pub async fn forget_keys(write: &mut Write, reader: MemberId, place: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from letter_keys where reader = ? and place = ?", reader, place).execute(&mut **write).await?;
    Ok(())
}

/// Takes away what somebody wrote in a group.
pub async fn forget_words(write: &mut Write, author: MemberId, place: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from letters where author = ? and place = ?", author, place).execute(&mut **write).await?;
    Ok(())
}

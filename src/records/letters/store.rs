//! Letters in the database. Their author finds their own, a reader those that were written to them.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::{LetterKind, StoredLetter};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::NO_DAY;
use crate::base::vault::Sealed;

/// A letter that is about to be kept, but for what it says.
pub struct NewLetter {
    pub id: Id,
    pub author: MemberId,
    /// The connection it is written in.
    pub place: Id,
    pub kind: LetterKind,
    pub granted: Option<Id>,
    pub about: Option<Id>,
    pub day: Date,
    pub made_at: Timestamp,
    pub revision: i64,
}

/// A letter as a query reads it, with the key that whoever asks can open.
pub(in crate::records) struct LetterRow {
    pub id: Id,
    pub place: Id,
    pub kind: String,
    pub granted: Option<Id>,
    pub about: Option<Id>,
    pub day: String,
    pub made_at: i64,
    pub revision: i64,
    pub key: Vec<u8>,
    pub body: Vec<u8>,
}

/// Those whose kind is known here.
pub(in crate::records) fn letters(rows: Vec<LetterRow>) -> Vec<StoredLetter> {
    rows.into_iter().filter_map(|row| Some(letter(LetterKind::from_word(&row.kind)?, row))).collect()
}

fn letter(kind: LetterKind, row: LetterRow) -> StoredLetter {
    StoredLetter {
        id: row.id,
        kind,
        connection: row.place,
        grant: row.granted,
        about: row.about,
        day: row.day.parse().unwrap_or(NO_DAY),
        made_at: Timestamp::from_second(row.made_at).unwrap_or(Timestamp::UNIX_EPOCH),
        revision: row.revision,
        key: row.key,
        body: row.body,
    }
}

/// The letter that shows a row by a consent, and its revision, if there is one.
pub async fn shown(
    read: &mut SqliteConnection,
    author: MemberId,
    grant: Id,
    about: Id,
) -> sqlx::Result<Option<(Id, i64)>> {
    let row = sqlx::query!(
        r#"select id as "id: Id", revision from letters where author = ? and granted = ? and about = ?"#,
        author,
        grant,
        about
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(|row| (row.id, row.revision)))
}

/// Keeps a letter, in place of the one of this id.
pub async fn put<T>(write: &mut Write, letter: &NewLetter, sealed: &Sealed<T>) -> sqlx::Result<()> {
    let (day, made_at) = (letter.day.to_string(), letter.made_at.as_second());
    let (kind, key, body) = (letter.kind.word(), sealed.key(), sealed.body());
    sqlx::query!(
        "insert into letters (id, author, place, kind, granted, about, day, made_at, revision, key, body)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (id) do update set day = excluded.day, made_at = excluded.made_at, revision = excluded.revision,
             key = excluded.key, body = excluded.body where author = excluded.author",
        letter.id,
        letter.author,
        letter.place,
        kind,
        letter.granted,
        letter.about,
        day,
        made_at,
        letter.revision,
        key,
        body
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Keeps what a reader opens a letter with, in place of what they had for it before.
pub async fn put_key(write: &mut Write, reader: MemberId, place: Id, letter: Id, sealed: &[u8]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into letter_keys (reader, place, letter, sealed) values (?, ?, ?, ?)
         on conflict (reader, place, letter) do update set sealed = excluded.sealed",
        reader,
        place,
        letter,
        sealed
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes away every letter that was made from this row.
pub async fn remove_about(write: &mut Write, author: MemberId, about: Id) -> sqlx::Result<u64> {
    let done =
        sqlx::query!("delete from letters where author = ? and about = ?", author, about).execute(&mut **write).await?;
    Ok(done.rows_affected())
}

/// What somebody shows in a connection of theirs by consents that stand, the latest day first: all that can be opened there
/// now.
pub async fn shown_by(
    read: &mut SqliteConnection,
    author: MemberId,
    connection: Id,
    now: Timestamp,
) -> sqlx::Result<Vec<StoredLetter>> {
    let (now, kind) = (now.as_second(), LetterKind::Shown.word());
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select l.id as "id: Id", l.place as "place: Id", l.kind, l.granted as "granted: Id", l.about as "about: Id", l.day, l.made_at, l.revision, l.key, l.body
           from letters l join grants g on g.id = l.granted join connections c on c.id = g.connection
           where l.author = ?1 and l.place = ?2 and l.kind = ?3 and g.owner = ?1 and g.asleep = 0 and g.ends_at > ?4
             and c.id = ?2 and c.state = 'joined'
           order by l.day desc, l.id"#,
        author,
        connection,
        kind,
        now
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows))
}

/// Everything that somebody showed in a connection, whether its consent stands or sleeps.
pub async fn written_in(
    read: &mut SqliteConnection,
    author: MemberId,
    connection: Id,
) -> sqlx::Result<Vec<StoredLetter>> {
    let kind = LetterKind::Shown.word();
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select id as "id: Id", place as "place: Id", kind, granted as "granted: Id", about as "about: Id", day, made_at, revision, key, body
           from letters where author = ? and place = ? and kind = ?"#,
        author,
        connection,
        kind
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows))
}

/// What is shown to a reader in a connection of theirs by consents that stand, the latest day first.
pub async fn shown_to(
    read: &mut SqliteConnection,
    reader: MemberId,
    connection: Id,
    now: Timestamp,
) -> sqlx::Result<Vec<StoredLetter>> {
    let (now, kind) = (now.as_second(), LetterKind::Shown.word());
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select l.id as "id: Id", l.place as "place: Id", l.kind, l.granted as "granted: Id", l.about as "about: Id", l.day, l.made_at, l.revision,
             k.sealed as key, l.body
           from letter_keys k join letters l on l.id = k.letter join grants g on g.id = l.granted
             join connections c on c.id = g.connection
           where k.reader = ?1 and k.place = ?2 and l.kind = ?3 and g.asleep = 0 and g.ends_at > ?4
             and c.id = ?2 and c.supporter = ?1 and c.member = l.author and c.state = 'joined'
           order by l.day desc, l.id"#,
        reader,
        connection,
        kind,
        now
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows))
}

/// The letter of this id, whoever wrote it: only its author can open what is found.
pub async fn of_id(read: &mut SqliteConnection, id: Id) -> sqlx::Result<Option<StoredLetter>> {
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select id as "id: Id", place as "place: Id", kind, granted as "granted: Id", about as "about: Id", day, made_at,
             revision, key, body
           from letters where id = ?"#,
        id
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows).pop())
}

/// Takes away a letter of theirs.
pub async fn remove(write: &mut Write, author: MemberId, id: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from letters where author = ? and id = ?", author, id).execute(&mut **write).await?;
    Ok(())
}

/// Takes away what a reader opens a letter with.
pub async fn remove_key(write: &mut Write, reader: MemberId, place: Id, letter: Id) -> sqlx::Result<()> {
    sqlx::query!("delete from letter_keys where reader = ? and place = ? and letter = ?", reader, place, letter)
        .execute(&mut **write)
        .await?;
    Ok(())
}

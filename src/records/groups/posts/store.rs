//! What was written in groups, in the database. Their author finds their own, a reader those that were written to them.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::GroupLetter;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::records::letters::store::{LetterRow, letters};
use crate::records::letters::{LetterKind, StoredLetter};

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

/// What was written in a group to or by somebody before a moment, in seconds since 1970, the latest first.
pub async fn posts(
    read: &mut SqliteConnection,
    reader: MemberId,
    place: Id,
    kind: LetterKind,
    (before, most): (i64, i64),
) -> sqlx::Result<Vec<GroupLetter>> {
    readable(read, reader, (place, kind), None, (before, most)).await
}

/// The one of this id, where it was written to or by somebody.
pub async fn post(
    read: &mut SqliteConnection,
    reader: MemberId,
    place: Id,
    kind: LetterKind,
    id: Id,
) -> sqlx::Result<Option<GroupLetter>> {
    Ok(readable(read, reader, (place, kind), Some(id), (i64::MAX, 1)).await?.pop())
}

async fn readable(
    read: &mut SqliteConnection,
    reader: MemberId,
    (place, kind): (Id, LetterKind),
    id: Option<Id>,
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
             and (?6 is null or l.id = ?6)
           order by l.made_at desc, l.id limit ?5"#,
        reader,
        place,
        kind,
        before,
        most,
        id
    )
    .fetch_all(read)
    .await?;
    Ok(authored(rows))
}

/// What somebody wrote in a group about one thing: a row of their own, or a letter that it answers.
pub async fn written_about(
    read: &mut SqliteConnection,
    author: MemberId,
    place: Id,
    (kind, about): (LetterKind, Id),
) -> sqlx::Result<Option<GroupLetter>> {
    let kind = kind.word();
    let rows = sqlx::query_as!(
        AuthoredRow,
        r#"select author as "author: Id", id as "id: Id", place as "place: Id", kind, about as "about: Id", day, made_at,
             revision, key, body
           from letters where author = ?1 and about = ?2 and place = ?3 and kind = ?4"#,
        author,
        about,
        place,
        kind
    )
    .fetch_all(read)
    .await?;
    Ok(authored(rows).pop())
}

/// What others wrote to somebody about one thing.
pub async fn answers_to(
    read: &mut SqliteConnection,
    reader: MemberId,
    place: Id,
    (kind, about): (LetterKind, Id),
) -> sqlx::Result<Vec<GroupLetter>> {
    let kind = kind.word();
    let rows = sqlx::query_as!(
        AuthoredRow,
        r#"select l.author as "author: Id", l.id as "id: Id", l.place as "place: Id", l.kind, l.about as "about: Id", l.day,
             l.made_at, l.revision, k.sealed as key, l.body
           from letters l join letter_keys k on k.letter = l.id and k.reader = ?1 and k.place = ?2
           where l.place = ?2 and l.kind = ?3 and l.about = ?4 order by l.made_at, l.id"#,
        reader,
        place,
        kind,
        about
    )
    .fetch_all(read)
    .await?;
    Ok(authored(rows))
}

/// How much somebody wrote in a group on a day.
pub async fn written_on(
    read: &mut SqliteConnection,
    author: MemberId,
    place: Id,
    (kind, day): (LetterKind, Date),
) -> sqlx::Result<i64> {
    let (kind, day) = (kind.word(), day.to_string());
    sqlx::query_scalar!(
        "select count(*) from letters where author = ? and place = ? and kind = ? and day = ?",
        author,
        place,
        kind,
        day
    )
    .fetch_one(read)
    .await
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

/// Takes away what somebody wrote in a group. What they made of it, who looks after it and who was let in, stays with the others,
/// and so does what they told.
pub async fn forget_words(write: &mut Write, author: MemberId, place: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from letters where author = ? and place = ?
         and kind not in ('facts', 'farewell', 'report')",
        author,
        place
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes away letters of one kind that somebody wrote in a group.
pub async fn forget_of(write: &mut Write, author: MemberId, place: Id, kind: LetterKind) -> sqlx::Result<()> {
    let kind = kind.word();
    sqlx::query!("delete from letters where author = ? and place = ? and kind = ?", author, place, kind)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Takes away what was told and nobody holds a key of any more.
pub async fn forget_seen_to(write: &mut Write, place: Id) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from letters where place = ? and kind = 'report'
         and not exists (select 1 from letter_keys where letter = letters.id)",
        place
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// How many of a kind somebody wrote in a group.
pub async fn count_by(read: &mut SqliteConnection, author: MemberId, place: Id, kind: LetterKind) -> sqlx::Result<i64> {
    let kind = kind.word();
    sqlx::query_scalar!("select count(*) from letters where author = ? and place = ? and kind = ?", author, place, kind)
        .fetch_one(read)
        .await
}

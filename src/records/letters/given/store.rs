//! What supporters give, in the database.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::ids::{Id, MemberId};
use crate::records::letters::store::{LetterRow, letters};
use crate::records::letters::{LetterKind, StoredLetter};

/// In seconds.
const A_DAY: i64 = 24 * 60 * 60;
const NOTES_FOR: i64 = 14 * A_DAY;

/// The letter of this kind that somebody wrote last, in a connection or, where none is named, in any.
pub async fn latest_by(
    read: &mut SqliteConnection,
    author: MemberId,
    connection: Option<Id>,
    kind: LetterKind,
) -> sqlx::Result<Option<StoredLetter>> {
    let kind = kind.word();
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select id as "id: Id", place as "place: Id", kind, granted as "granted: Id", about as "about: Id", day, made_at,
             revision, key, body
           from letters where author = ?1 and (?2 is null or place = ?2) and kind = ?3
           order by made_at desc, id limit 1"#,
        author,
        connection,
        kind
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows).pop())
}

/// The letter of this kind that was written last to a member, in a connection of theirs that both have said yes to.
pub async fn latest_to(
    read: &mut SqliteConnection,
    reader: MemberId,
    connection: Id,
    kind: LetterKind,
) -> sqlx::Result<Option<StoredLetter>> {
    let kind = kind.word();
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select l.id as "id: Id", l.place as "place: Id", l.kind, l.granted as "granted: Id", l.about as "about: Id", l.day,
             l.made_at, l.revision, k.sealed as key, l.body
           from letter_keys k join letters l on l.id = k.letter join connections c on c.id = k.place
           where k.reader = ?1 and k.place = ?2 and l.kind = ?3 and c.member = ?1 and c.supporter = l.author
             and c.state = 'joined'
           order by l.made_at desc, l.id limit 1"#,
        reader,
        connection,
        kind
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows).pop())
}

/// Whether there is a letter of this kind to somebody.
pub async fn any_to(read: &mut SqliteConnection, reader: MemberId, kind: LetterKind) -> sqlx::Result<bool> {
    let kind = kind.word();
    let found = sqlx::query_scalar!(
        "select 1 from letter_keys k join letters l on l.id = k.letter where k.reader = ? and l.kind = ? limit 1",
        reader,
        kind
    );
    Ok(found.fetch_optional(read).await?.is_some())
}

/// What waits to be taken in by a member, the oldest first.
pub async fn waiting(read: &mut SqliteConnection, reader: MemberId) -> sqlx::Result<Vec<StoredLetter>> {
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select l.id as "id: Id", l.place as "place: Id", l.kind, l.granted as "granted: Id", l.about as "about: Id", l.day,
             l.made_at, l.revision, k.sealed as key, l.body
           from letter_keys k join letters l on l.id = k.letter join connections c on c.id = k.place
           where k.reader = ?1 and l.kind in ('note', 'offer', 'order') and c.member = ?1 and c.supporter = l.author
             and c.state = 'joined'
           order by l.made_at, l.id"#,
        reader
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows))
}

/// What somebody gave in a connection of theirs, the latest first.
pub async fn given_by(
    read: &mut SqliteConnection,
    author: MemberId,
    connection: Id,
) -> sqlx::Result<Vec<StoredLetter>> {
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select id as "id: Id", place as "place: Id", kind, granted as "granted: Id", about as "about: Id", day, made_at,
             revision, key, body
           from letters where author = ? and place = ? and kind in ('note', 'offer', 'order')
           order by made_at desc, id"#,
        author,
        connection
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows))
}

/// What a reader who began anew is told again: what stands, and the notes of the last two weeks.
pub async fn to_say_anew(
    read: &mut SqliteConnection,
    author: MemberId,
    connection: Id,
    now: Timestamp,
) -> sqlx::Result<Vec<StoredLetter>> {
    let since = now.as_second() - NOTES_FOR;
    let rows = sqlx::query_as!(
        LetterRow,
        r#"select id as "id: Id", place as "place: Id", kind, granted as "granted: Id", about as "about: Id", day, made_at,
             revision, key, body
           from letters where author = ? and place = ? and (kind in ('away', 'measure') or kind = 'note' and made_at > ?)
           order by made_at, id"#,
        author,
        connection,
        since
    )
    .fetch_all(read)
    .await?;
    Ok(letters(rows))
}

/// How much somebody gave in a connection in the last 24 hours, whatever day they say it is.
pub async fn given_of_late(
    read: &mut SqliteConnection,
    author: MemberId,
    connection: Id,
    now: Timestamp,
) -> sqlx::Result<i64> {
    let since = now.as_second() - A_DAY;
    sqlx::query_scalar!(
        "select count(*) from letters where author = ? and place = ? and made_at > ? and kind in ('note', 'offer', 'order')",
        author,
        connection,
        since
    )
    .fetch_one(read)
    .await
}

/// When somebody gave something last, by connection.
pub async fn last_given(read: &mut SqliteConnection, author: MemberId) -> sqlx::Result<BTreeMap<Id, Timestamp>> {
    let rows = sqlx::query!(
        r#"select place as "place!: Id", max(made_at) as "made_at!: i64" from letters
           where author = ? and kind in ('note', 'offer', 'order') group by place"#,
        author
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.place, Timestamp::from_second(row.made_at).ok()?))).collect())
}

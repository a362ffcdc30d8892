//! What a supporter writes to somebody they accompany. It is sealed to that person, who takes it into their own things; what a
//! supporter says of themselves for a time, such as when they are away, is read where it stands.

pub mod away;
pub mod store;

use std::collections::BTreeSet;
use std::slice;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::store as letters;
use super::{LetterKind, StoredLetter, seal_context};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{MemberPair, PinnedKey, system_rng};
use crate::members::sessions::guard::Member;
use crate::model::given::{GivenAway, GivenMeasure, GivenNote, GivenOffer, GivenOrder};
use crate::records::connections::{self, Connection, pair};
use crate::web::error::PageResult;
use crate::web::form::new_id;

/// What can be given.
pub trait Gift: Serialize + DeserializeOwned {
    const KIND: LetterKind;
}

impl Gift for GivenNote {
    const KIND: LetterKind = LetterKind::Note;
}

impl Gift for GivenOffer {
    const KIND: LetterKind = LetterKind::Offer;
}

impl Gift for GivenOrder {
    const KIND: LetterKind = LetterKind::Order;
}

impl Gift for GivenAway {
    const KIND: LetterKind = LetterKind::Away;
}

impl Gift for GivenMeasure {
    const KIND: LetterKind = LetterKind::Measure;
}

/// Gives something new under this id. A form that was sent twice gives it once; with other words it is another gift, so that
/// neither is lost. `false` where the other has no key that was checked.
pub async fn give<T: Gift + PartialEq>(
    write: &mut Write,
    supporter: &Member,
    connection: &Connection,
    id: Id,
    gift: &T,
) -> PageResult<bool> {
    let Some(letter) = letters::of_id(write, id).await? else {
        return seal(write, supporter, connection, (id, 1), gift).await;
    };
    let is_same = letter.connection == connection.id && own::<T>(&letter, supporter).is_some_and(|own| own == *gift);
    if is_same { Ok(true) } else { seal(write, supporter, connection, (new_id(), 1), gift).await }
}

/// Says something that stands until it is said otherwise, in place of what was said before; or nothing any more.
pub async fn say<T: Gift>(
    write: &mut Write,
    supporter: &Member,
    connection: &Connection,
    gift: Option<&T>,
) -> PageResult<bool> {
    let before = store::latest_by(write, supporter.id(), Some(connection.id), T::KIND).await?;
    match (gift, before) {
        (Some(gift), Some(letter)) => {
            seal(write, supporter, connection, (letter.id, letter.revision.saturating_add(1)), gift).await
        }
        (Some(gift), None) => seal(write, supporter, connection, (new_id(), 1), gift).await,
        (None, Some(letter)) => {
            letters::remove(write, supporter.id(), letter.id).await?;
            Ok(true)
        }
        (None, None) => Ok(true),
    }
}

async fn seal<T: Gift>(
    write: &mut Write,
    supporter: &Member,
    connection: &Connection,
    (id, revision): (Id, i64),
    gift: &T,
) -> PageResult<bool> {
    let Some(reader) = connection.member_key(supporter.keyring()) else { return Ok(false) };
    let letter = letters::NewLetter {
        id,
        author: supporter.id(),
        place: connection.id,
        kind: T::KIND,
        granted: None,
        about: None,
        day: supporter.today(),
        made_at: supporter.asked_at(),
        revision,
    };
    put(write, supporter, (connection.member, &reader), &letter, gift).await?;
    Ok(true)
}

/// Seals a letter to whom it is for, and keeps it in place of the one of this id.
async fn put<T: Serialize>(
    write: &mut Write,
    supporter: &Member,
    (to, reader): (MemberId, &PinnedKey),
    letter: &letters::NewLetter,
    says: &T,
) -> PageResult<()> {
    let pair = pair::own(write, supporter).await?;
    let (place, readers) = (seal_context(letter.kind, letter.id, letter.revision), slice::from_ref(reader));
    let (sealed, keys) = supporter.keyring().write_letter(&mut system_rng(), &place, says, &pair, readers)?;
    letters::put(write, letter, &sealed).await?;
    for key in &keys {
        letters::put_key(write, to, letter.place, letter.id, &key.sealed).await?;
    }
    Ok(())
}

/// Seals what stands, and the notes of late, to the key that a supporter has just taken from somebody who began anew and so lost
/// what they had of it: it opens once they are joined again.
pub async fn say_anew(write: &mut Write, supporter: &Member, connection: Id) -> PageResult<()> {
    let connection = connections::store::of_supporter(write, supporter.id(), connection).await?;
    let taken = |one: Connection| Some((one.id, one.member, one.taken_member_key(supporter.keyring())?));
    let Some((connection, to, reader)) = connection.and_then(taken) else { return Ok(()) };
    for letter in store::to_say_anew(write, supporter.id(), connection, supporter.asked_at()).await? {
        let Ok(says) = letter.open_own::<serde_json::Value>(supporter) else { continue };
        let anew = letters::NewLetter {
            id: letter.id,
            author: supporter.id(),
            place: connection,
            kind: letter.kind,
            granted: None,
            about: None,
            day: letter.day,
            made_at: letter.made_at,
            revision: letter.revision.saturating_add(1),
        };
        put(write, supporter, (to, &reader), &anew, &says).await?;
    }
    Ok(())
}

/// What a supporter says in a connection of this member's, where it opens.
pub async fn said<T: Gift>(
    read: &mut SqliteConnection,
    member: &Member,
    connection: &Connection,
) -> PageResult<Option<T>> {
    let Some(letter) = store::latest_to(read, member.id(), connection.id, T::KIND).await? else { return Ok(None) };
    let Some((pair, from)) = keys(read, member, connection).await? else { return Ok(None) };
    Ok(letter.open_received(member, &pair, &from).ok())
}

/// The measures that those who accompany a member have turned on for them.
pub async fn measures_on(read: &mut SqliteConnection, member: &Member) -> PageResult<BTreeSet<u8>> {
    let mut on = BTreeSet::new();
    if !store::any_to(read, member.id(), LetterKind::Measure).await? {
        return Ok(on);
    }
    for connection in connections::store::all_of_member(read, member.id()).await? {
        on.extend(said::<GivenMeasure>(read, member, &connection).await?.map(|given| given.measure));
    }
    Ok(on)
}

/// What the author of a letter said in it.
pub fn own<T: Gift>(letter: &StoredLetter, supporter: &Member) -> Option<T> {
    (letter.kind == T::KIND).then(|| letter.open_own(supporter).ok()).flatten()
}

/// What the letters of one supporter are opened with, by the member they were written to.
pub async fn keys(
    read: &mut SqliteConnection,
    member: &Member,
    connection: &Connection,
) -> PageResult<Option<(MemberPair, PinnedKey)>> {
    Ok(pair::kept(read, member).await?.zip(connection.supporter_key(member.keyring())))
}

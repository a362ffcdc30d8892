//! What is written in a group: each letter is sealed to those who are there, one by one, by whoever wrote it.

pub mod store;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::{OpenGroup, known};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{MemberPair, PinnedKey, system_rng};
use crate::members::sessions::guard::Member;
use crate::model::group::GroupPerson;
use crate::records::letters::store::{self as letters, NewLetter};
use crate::records::letters::{LetterKind, StoredLetter, group_context};
use crate::web::error::PageResult;
use crate::web::form::new_id;

/// A letter in a group, with who wrote it as the file says it. What it says opens only where that is true.
#[derive(Debug)]
pub struct GroupLetter {
    pub author: Id,
    pub letter: StoredLetter,
}

/// A letter that is to be written.
pub struct NewPost<'a, T> {
    pub kind: LetterKind,
    /// Its author's own row, or the letter it answers.
    pub about: Option<Id>,
    pub says: &'a T,
}

impl OpenGroup {
    /// What a letter says, to its author and to those it was written to. None where somebody else wrote it than it claims, its
    /// body is another, or whoever wrote it was never let in.
    pub fn read<T: DeserializeOwned>(&self, member: &Member, found: &GroupLetter) -> Option<T> {
        if found.author == self.me {
            return found.letter.open_own(member).ok();
        }
        let author = self.facts().anybody(found.author)?;
        read_from(member, &self.pair, &known(member, author).ok()?, found)
    }
}

/// What somebody with this key wrote.
pub(super) fn read_from<T: DeserializeOwned>(
    member: &Member,
    pair: &MemberPair,
    from: &PinnedKey,
    found: &GroupLetter,
) -> Option<T> {
    found.letter.open_received(member, pair, from).ok()
}

/// Writes a letter to everybody who is there now. Gives its id.
pub async fn write_to_all<T: Serialize>(
    write: &mut Write,
    member: &Member,
    group: &OpenGroup,
    post: &NewPost<'_, T>,
) -> PageResult<Id> {
    let readers: Vec<&GroupPerson> = group.others().collect();
    seal(write, member, group, post, &LetterName::new(member), &readers).await
}

/// Writes a letter to some of them.
pub async fn write_to<T: Serialize>(
    write: &mut Write,
    member: &Member,
    group: &OpenGroup,
    post: &NewPost<'_, T>,
    readers: &[&GroupPerson],
) -> PageResult<Id> {
    seal(write, member, group, post, &LetterName::new(member), readers).await
}

/// Somebody as a reader who can open nothing: a key that is thrown away stands in the place of theirs.
pub fn for_nobody(person: &GroupPerson) -> GroupPerson {
    GroupPerson { key: *MemberPair::generate(&mut system_rng()).public().as_bytes(), ..person.clone() }
}

/// Says something that stands until it is said otherwise, to everybody who is there.
pub(super) async fn say<T: Serialize>(
    write: &mut Write,
    member: &Member,
    group: &OpenGroup,
    kind: LetterKind,
    says: &T,
) -> PageResult<()> {
    let readers: Vec<&GroupPerson> = group.others().collect();
    say_to(write, member, group, kind, says, &readers).await
}

/// The same to some of them.
pub(super) async fn say_to<T: Serialize>(
    write: &mut Write,
    member: &Member,
    group: &OpenGroup,
    kind: LetterKind,
    says: &T,
    readers: &[&GroupPerson],
) -> PageResult<()> {
    let before = store::latest_by(write, member.id(), group.place, kind).await?;
    let new = LetterName::new(member);
    let name =
        before.map_or(new, |letter| LetterName { day: new.day, made_at: new.made_at, ..LetterName::after(&letter) });
    seal(write, member, group, &NewPost { kind, about: None, says }, &name, readers).await.map(drop)
}

/// Who can open a letter of one's own now.
pub async fn readers_of(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    letter: Id,
) -> PageResult<BTreeSet<Id>> {
    let able: BTreeSet<Id> = store::readers(read, member.id(), letter).await?.into_iter().collect();
    Ok(group.others().map(|one| one.id).filter(|id| able.contains(id)).collect())
}

/// Writes a letter of one's own anew, to those of these who are there. It stays of the day it is of.
pub async fn write_again<T: Serialize>(
    write: &mut Write,
    member: &Member,
    group: &OpenGroup,
    (letter, post): (&StoredLetter, &NewPost<'_, T>),
    to: &BTreeSet<Id>,
) -> PageResult<()> {
    let readers: Vec<&GroupPerson> = group.others().filter(|one| to.contains(&one.id)).collect();
    seal(write, member, group, post, &LetterName::after(letter), &readers).await.map(drop)
}

/// Which letter it is, of what day.
#[derive(Clone, Copy)]
struct LetterName {
    id: Id,
    revision: i64,
    day: Date,
    made_at: Timestamp,
}

impl LetterName {
    fn new(member: &Member) -> Self {
        Self { id: new_id(), revision: 1, day: member.today(), made_at: member.asked_at() }
    }

    /// The next one in place of another.
    const fn after(letter: &StoredLetter) -> Self {
        let revision = letter.revision.saturating_add(1);
        Self { id: letter.id, revision, day: letter.day, made_at: letter.made_at }
    }
}

async fn seal<T: Serialize>(
    write: &mut Write,
    member: &Member,
    group: &OpenGroup,
    post: &NewPost<'_, T>,
    name: &LetterName,
    readers: &[&GroupPerson],
) -> PageResult<Id> {
    let LetterName { id, revision, day, made_at } = *name;
    let keys: Vec<PinnedKey> = readers.iter().map(|one| known(member, one)).collect::<PageResult<_>>()?;
    let context = group_context(post.kind, id, (group.place, post.about), revision);
    let (sealed, keys) = member.keyring().write_letter(&mut system_rng(), &context, post.says, &group.pair, &keys)?;
    let letter = NewLetter {
        id,
        author: member.id(),
        place: group.place,
        kind: post.kind,
        granted: None,
        about: post.about,
        day,
        made_at,
        revision,
    };
    letters::put(write, &letter, &sealed).await?;
    for (reader, key) in readers.iter().zip(&keys) {
        letters::put_key(write, MemberId(reader.id), group.place, id, &key.sealed).await?;
    }
    Ok(id)
}

//! What a group says of itself, and whom it is made of: written by those who look after it, taken in by everybody.

use sqlx::SqliteConnection;

use super::posts::{self, GroupLetter};
use super::{LedGroup, OpenGroup, care_log, invitations, known, store};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{MemberPair, PublicKey};
use crate::members::sessions::guard::Member;
use crate::model::group::{GroupFacts, GroupHello, GroupPart, GroupPerson, PEOPLE_MOST};
use crate::records::connections::pair;
use crate::records::groups::care_log::CareAct;
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::PageResult;

/// The most who are remembered after they went, so that what they wrote can still be read.
const FORMER_MOST: usize = 48;

/// Takes in what those who look after a group made of it since. Whom one of them made another, that one is believed too.
pub(super) async fn take_in(read: &mut SqliteConnection, member: &Member, group: &mut OpenGroup) -> PageResult<()> {
    let letters = posts::store::written_to(read, member.id(), group.place, LetterKind::Facts).await?;
    while let Some(newer) = letters.iter().find_map(|letter| newer(member, group, letter)) {
        (group.notes.facts, group.has_news) = (newer, true);
    }
    Ok(())
}

fn newer(member: &Member, group: &OpenGroup, letter: &GroupLetter) -> Option<GroupFacts> {
    let facts = group.facts();
    facts.is_facilitator(letter.author).then_some(())?;
    let read: GroupFacts = group.read(member, letter)?;
    (read.number > facts.number).then_some(read)
}

/// Changes what a group says of itself, for everybody in it.
pub async fn publish(
    write: &mut Write,
    member: &Member,
    led: &mut LedGroup,
    change: impl FnOnce(&mut GroupFacts),
) -> PageResult<()> {
    let group = &mut led.0;
    change(&mut group.notes.facts);
    let facts = &mut group.notes.facts;
    facts.number = facts.number.saturating_add(1);
    let gone: Vec<_> = facts.people.extract_if(.., |one| !group.present.contains(&one.id)).collect();
    facts.former.extend(gone);
    facts.former.retain(|one| facts.people.iter().all(|there| there.id != one.id));
    facts.former.drain(..facts.former.len().saturating_sub(FORMER_MOST));
    let facts = facts.clone();
    posts::say(write, member, group, LetterKind::Facts, &facts).await?;
    group.keep(write, member).await
}

/// Lets in whoever came with an invitation of this one, and minds how everybody wants to be called.
pub(super) async fn let_in(app: &App, write: &mut Write, member: &Member, led: &mut LedGroup) -> PageResult<()> {
    let place = led.0.place;
    let hellos = posts::store::written_to(write, member.id(), place, LetterKind::Hello).await?;
    let mut came = Vec::new();
    for (who, link, proof) in store::came_by(write, place).await? {
        let key = pair::public_key(write, who).await?;
        let is_known = led.0.facts().person(who.0).is_some();
        let Some(key) = key.filter(|_| !is_known && led.0.facts().people.len() + came.len() < PEOPLE_MOST) else {
            continue;
        };
        if !invitations::proves(app, write, member, place, (who, &key), (&link, &proof)).await? {
            continue;
        }
        let person = newcomer(member, &led.0.pair, &hellos, (who, &key));
        came.push(person);
    }
    let renamed = renamed(member, &led.0, &hellos);
    let left = led.0.facts().people.iter().any(|one| !led.0.present.contains(&one.id));
    if came.is_empty() && renamed.is_empty() && !left {
        return Ok(());
    }
    for one in &came {
        care_log::note(app, write, place, member.id(), CareAct::LetIn, Some(one.id)).await?;
    }
    publish(write, member, led, |facts| {
        for person in &mut facts.people {
            if let Some((_, called)) = renamed.iter().find(|(id, _)| *id == person.id) {
                person.called.clone_from(called);
            }
        }
        facts.people.extend(came);
    })
    .await
}

fn newcomer(
    member: &Member,
    pair: &MemberPair,
    hellos: &[GroupLetter],
    (who, key): (MemberId, &PublicKey),
) -> GroupPerson {
    let mut person = GroupPerson {
        id: who.0,
        key: *key.as_bytes(),
        called: String::new(),
        part: GroupPart::Member,
        since: member.today(),
    };
    person.called = called(member, pair, hellos, &person).unwrap_or_default();
    person
}

/// What somebody said they are called.
fn called(member: &Member, pair: &MemberPair, hellos: &[GroupLetter], of: &GroupPerson) -> Option<String> {
    let key = known(member, of).ok()?;
    let mut theirs = hellos.iter().filter(|one| one.author == of.id);
    theirs.find_map(|hello| posts::read_from::<GroupHello>(member, pair, &key, hello)).map(|hello| hello.called)
}

/// Who wants to be called otherwise than before.
fn renamed(member: &Member, group: &OpenGroup, hellos: &[GroupLetter]) -> Vec<(Id, String)> {
    let others = group.others().filter_map(|one| Some((one, called(member, &group.pair, hellos, one)?)));
    others.filter(|(one, called)| one.called != *called).map(|(one, called)| (one.id, called)).collect()
}

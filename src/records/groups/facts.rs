//! What a group says of itself, and whom it is made of: written by those who look after it, taken in by everybody.

use sqlx::SqliteConnection;

use super::posts::{self, GroupLetter};
use super::{LedGroup, OpenGroup, care_log, invitations, known, store};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::look_alike::NameLook;
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
    // One after the other, so that nobody is believed any more once they look after it no longer.
    while let Some(next) =
        letters.iter().filter_map(|letter| newer(member, group, letter)).min_by_key(|facts| facts.number)
    {
        (group.notes.facts, group.has_news) = (next, true);
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
    // Nobody is among those who are here and among those who were.
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
        let Some(key) = pair::public_key(write, who).await? else { continue };
        let facts = led.0.facts();
        let is_known = facts.person(who.0).is_some_and(|one| one.is(key.as_bytes(), &link));
        let there = facts.people.iter().filter(|one| came.iter().all(|came: &GroupPerson| came.id != one.id));
        if is_known || (facts.person(who.0).is_none() && there.count() + came.len() >= PEOPLE_MOST) {
            continue;
        }
        if !invitations::proves(app, write, member, place, (who, &key), (&link, &proof)).await? {
            continue;
        }
        came.push(newcomer(member, &led.0, &hellos, (who, &key, &link)));
    }
    let renamed = renamed(member, &led.0, &hellos);
    let left = led.0.facts().people.iter().any(|one| !led.0.present.contains(&one.id));
    if came.is_empty() && renamed.is_empty() && !left {
        return Ok(());
    }
    for one in &came {
        care_log::note(app, write, place, member.id(), CareAct::LetIn, Some(one.id)).await?;
    }
    for (who, _) in &renamed {
        care_log::note(app, write, place, MemberId(*who), CareAct::Renamed, None).await?;
    }
    publish(write, member, led, |facts| {
        for (id, called) in renamed {
            for person in facts.people.iter_mut().filter(|one| one.id == id) {
                person.called.clone_from(&called);
            }
        }
        for mut one in came {
            one.called = free_name(facts, one.called, one.id);
            facts.people.retain(|there| there.id != one.id);
            facts.people.push(one);
        }
    })
    .await
}

fn newcomer(
    member: &Member,
    group: &OpenGroup,
    hellos: &[GroupLetter],
    (who, key, link): (MemberId, &PublicKey, &[u8; 32]),
) -> GroupPerson {
    let mut person = GroupPerson {
        id: who.0,
        key: *key.as_bytes(),
        called: String::new(),
        part: GroupPart::Member,
        since: member.today(),
        came_by: Some(Id::half_of(link)),
    };
    person.called = called(member, &group.pair, hellos, &person).unwrap_or_default();
    person
}

/// What somebody is called, told apart from whoever is called so already.
fn free_name(facts: &GroupFacts, called: String, who: Id) -> String {
    let mut names = std::iter::once(called.clone()).chain((2..).map(|number| format!("{called} ({number})")));
    names.find(|name| !facts.is_taken(name, who)).unwrap_or(called)
}

/// What somebody said they are called.
fn called(member: &Member, pair: &MemberPair, hellos: &[GroupLetter], of: &GroupPerson) -> Option<String> {
    let key = known(member, of).ok()?;
    let mut theirs = hellos.iter().filter(|one| one.author == of.id);
    theirs.find_map(|hello| posts::read_from::<GroupHello>(member, pair, &key, hello)).map(|hello| hello.called)
}

/// Who wants to be called otherwise than before, oneself among them, by a name that is free.
fn renamed(member: &Member, group: &OpenGroup, hellos: &[GroupLetter]) -> Vec<(Id, String)> {
    let me = group.facts().person(group.me).map(|me| (me, group.notes.called.clone()));
    let others = group.others().filter_map(|one| Some((one, called(member, &group.pair, hellos, one)?)));
    let wish = others.chain(me).filter(|(one, called)| {
        let rest = one.called.strip_prefix(called.as_str());
        // Whoever got a number beside their name keeps it.
        let number = |rest: &str| rest.strip_prefix(" (")?.strip_suffix(')')?.parse::<u32>().ok();
        let is_so = rest.is_some_and(|rest| rest.is_empty() || number(rest).is_some());
        !is_so && !group.facts().is_taken(called, one.id)
    });
    // No two of them take the same name.
    let mut renamed: Vec<(Id, String)> = Vec::new();
    for (one, called) in wish {
        let look = NameLook::of(&called);
        if renamed.iter().all(|(_, before)| !look.is_like(&NameLook::of(before))) {
            renamed.push((one.id, called));
        }
    }
    renamed
}

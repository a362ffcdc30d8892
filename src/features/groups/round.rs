//! Writing for a group: kept as one's own, and sealed to those who are there that day.

use sqlx::SqliteConnection;

use super::round_form::{RoundFault, RoundFields};
use super::{GroupRound, paths, show};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::group::RoundPost;
use crate::records::entries;
use crate::records::form_context::FormContext;
use crate::records::groups::posts::{self, NewPost};
use crate::records::groups::{self, OpenGroup};
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, id_or_new, invalid};
use crate::web::paths::saved;

/// How often somebody writes for one group on one day at the most.
const A_DAY: i64 = 5;

/// Keeps what was written, and gives it to the others. A form that was sent twice gives it once.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<RoundFields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let mut group = groups::open(&mut write, &cx.member, id).await?;
    let round = match fields.understood(id, &group.facts().about.name) {
        Ok(round) => {
            let was_sent = is_given(&mut write, &cx.member, &group, (id_or_new(&fields.id), &round)).await?;
            let fault = in_the_way(&cx.app, &cx.member, &mut write, (&group, &fields.readers, was_sent)).await?;
            fault.map_or(Ok(round), Err)
        }
        Err(fault) => Err(fault),
    };
    match round {
        Ok(round) => {
            let kept = give(&mut write, &cx.member, &mut group, id_or_new(&fields.id), &round).await?;
            cx.finish(&mut write).await?;
            write.commit().await?;
            let (next, readers) = (saved(&paths::group(id), "given"), group.names_of_others());
            support::after_giving(&cx, kept, &round.words(), &next, readers).await
        }
        Err(fault) => {
            drop(write);
            let form = cx.redisplay(&paths::rounds(id), fields);
            invalid(show::page(&cx, id, form, show::Asked::default()).await?.with_fault(fault))
        }
    }
}

/// Why somebody cannot write just now, if they cannot.
pub async fn in_the_way(
    app: &App,
    member: &Member,
    read: &mut SqliteConnection,
    (group, readers, is_given): (&OpenGroup, &str, bool),
) -> PageResult<Option<RoundFault>> {
    if let Some(fault) = not_read_as_said(member, group, readers) {
        return Ok(Some(fault));
    }
    let about = &group.facts().about;
    let on = (LetterKind::Round, member.today());
    // What is there already is nothing more of today.
    let today = if is_given { 0 } else { posts::store::written_on(read, member.id(), group.place(), on).await? };
    let shut = about.open.as_ref().is_some_and(|open| open.open_until(app.now(), &about.zone()).is_none());
    Ok(match () {
        () if shut => Some(RoundFault::Shut),
        () if about.slow && today > 0 => Some(RoundFault::Slow),
        () if today >= A_DAY => Some(RoundFault::Much),
        () => None,
    })
}

/// Whether nobody would read what is written now, or others than the form said.
pub fn not_read_as_said(member: &Member, group: &OpenGroup, readers: &str) -> Option<RoundFault> {
    match () {
        () if !group.is_in() || group.is_asleep() => Some(RoundFault::NotIn),
        () if group.others().next().is_none() => Some(RoundFault::Nobody),
        () if !readers.is_empty() && readers != group.readers_mark(member) => Some(RoundFault::Readers),
        () => None,
    }
}

/// Whether the others have these very words already, by the same form.
async fn is_given(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    (form, round): (Id, &GroupRound),
) -> PageResult<bool> {
    let there = posts::store::written_about(read, member.id(), group.place(), (LetterKind::Round, form)).await?;
    Ok(there.and_then(|letter| group.read::<RoundPost>(member, &letter)) == Some(round.post()))
}

/// Keeps it as one's own, and writes it to everybody who is there.
async fn give(write: &mut Write, member: &Member, group: &mut OpenGroup, id: Id, round: &GroupRound) -> PageResult<Id> {
    let kept = entries::keep(write, member, id, round).await?;
    let about = (LetterKind::Round, kept);
    if posts::store::written_about(write, member.id(), group.place(), about).await?.is_none() {
        let post = NewPost { kind: LetterKind::Round, about: Some(kept), says: &round.post() };
        posts::write_to_all(write, member, group, &post).await?;
        group.notes.met = group.others().map(|one| one.id).collect();
        group.keep(write, member).await?;
    }
    Ok(kept)
}

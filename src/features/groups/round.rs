//! Writing for a group: kept as one's own, and sealed to those who are there that day.

use sqlx::SqliteConnection;

use super::round_form::{RoundFault, RoundFields};
use super::{GroupRound, paths, show};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::entries;
use crate::records::form_context::FormContext;
use crate::records::groups::posts::{self, NewPost};
use crate::records::groups::{self, OpenGroup};
use crate::records::letters::LetterKind;
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
        Ok(round) => in_the_way(&cx, &mut write, &group, &fields).await?.map_or(Ok(round), Err),
        Err(fault) => Err(fault),
    };
    match round {
        Ok(round) => {
            let kept = give(&mut write, &cx.member, &mut group, id_or_new(&fields.id), &round).await?;
            cx.finish(&mut write).await?;
            write.commit().await?;
            support::after_saving(&cx, kept, &round.words(), &saved(&paths::group(id), "given")).await
        }
        Err(fault) => {
            drop(write);
            let form = cx.redisplay(&paths::rounds(id), fields);
            invalid(show::page(&cx, id, form, show::Asked::default()).await?.with_fault(fault))
        }
    }
}

/// Why somebody cannot write just now, if they cannot.
async fn in_the_way(
    cx: &FormContext,
    read: &mut SqliteConnection,
    group: &OpenGroup,
    fields: &RoundFields,
) -> PageResult<Option<RoundFault>> {
    let about = &group.facts().about;
    let on = (LetterKind::Round, cx.member.today());
    let today = posts::store::written_on(read, cx.member.id(), group.place(), on).await?;
    let shut = about.open.as_ref().is_some_and(|open| open.open_until(cx.app.now(), &about.zone()).is_none());
    Ok(match () {
        () if !group.is_in() || group.is_asleep() => Some(RoundFault::NotIn),
        () if shut => Some(RoundFault::Shut),
        () if about.slow && today > 0 => Some(RoundFault::Slow),
        () if today >= A_DAY => Some(RoundFault::Much),
        () if !fields.readers.is_empty() && fields.readers != group.readers_mark(&cx.member) => {
            Some(RoundFault::Readers)
        }
        () => None,
    })
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

//! Writing for a group: kept as one's own, and sealed to those who are there that day.

use axum::response::{IntoResponse as _, Redirect};

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
const A_DAY: usize = 5;

/// Keeps what was written, and gives it to the others. A form that was sent twice gives it once.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<RoundFields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let mut group = groups::open(&mut write, &cx.member, id).await?;
    let outcome = match fields.understood(id, &group.facts().about.name) {
        Ok(round) => match in_the_way(&cx, &mut write, &group, &fields).await? {
            Some(fault) => Err(fault),
            None => Ok(give(&mut write, &cx.member, &mut group, id_or_new(&fields.id), &round).await?),
        },
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok((kept, round)) => {
            cx.finish(&mut write).await?;
            write.commit().await?;
            support::after_saving(&cx, kept, &round.words(), &saved(&paths::group(id), "given")).await
        }
        Err(fault) => {
            write.commit().await?;
            let form = cx.redisplay(&paths::rounds(id), fields);
            invalid(show::page(&cx, id, form, show::Asked::default()).await?.with_fault(fault))
        }
    }
}

/// Why somebody cannot write just now, if they cannot.
async fn in_the_way(
    cx: &FormContext,
    write: &mut Write,
    group: &OpenGroup,
    fields: &RoundFields,
) -> PageResult<Option<RoundFault>> {
    let about = &group.facts().about;
    let today = posts::store::written_by(write, cx.member.id(), group.place(), LetterKind::Round).await?;
    let today = today.iter().filter(|one| one.letter.day == cx.member.today()).count();
    let shut = about.open.as_ref().is_some_and(|open| open.open_until(cx.app.now(), &show::zone(about)).is_none());
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
async fn give(
    write: &mut Write,
    member: &Member,
    group: &mut OpenGroup,
    id: Id,
    round: &GroupRound,
) -> PageResult<(Id, GroupRound)> {
    let kept = entries::keep(write, member, id, round).await?;
    let given = posts::store::written_by(write, member.id(), group.place(), LetterKind::Round).await?;
    if given.iter().all(|one| one.letter.about != Some(kept)) {
        let says = round.post(group.others().map(|one| one.id).collect());
        let post = NewPost { kind: LetterKind::Round, about: Some(kept), says: &says };
        posts::write_to_all(write, member, group, &post).await?;
        group.notes.met = group.others().map(|one| one.id).collect();
        group.keep(write, member).await?;
    }
    Ok((kept, round.clone()))
}

/// Back to a group, saying so.
pub fn back(id: Id, said: &str) -> PageResult {
    Ok(Redirect::to(&saved(&paths::group(id), said)).into_response())
}

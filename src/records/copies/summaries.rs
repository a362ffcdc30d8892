//! What stands in summaries that were shown. Each stays as it was put together, but says nothing that its original does not say
//! any more: what is written otherwise is so there too, and what was removed or kept back is taken out.

use crate::base::db::Write;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::shown::{Shown, ShownSummary};
use crate::records::connections;
use crate::records::grants::{self, Grant, GrantTerms};
use crate::records::letters::{self, ShownPlace, StoredLetter};
use crate::web::error::PageResult;

/// The own row with this id, which the summary of a consent holds, is another now, or, where that is none, is not to be seen
/// any more.
pub async fn change(
    write: &mut Write,
    member: &Member,
    (grant, terms): (&Grant, GrantTerms),
    id: Id,
    now: Option<Shown>,
) -> PageResult<()> {
    let found = opened(write, member, grant).await?;
    let (Some((letter, summary)), Some(at)) = (found, terms.place_in_summary(id)) else {
        // What cannot be read cannot be mended.
        grants::store::revoke(write, member.id(), grant.id).await?;
        return Ok(());
    };
    let is_gone = now.is_none();
    let summary = with(summary, at, now);
    let connection = connections::store::of_member(write, member.id(), grant.connection).await?;
    let (Some(connection), Some(about), false) = (connection, letter.about, summary.is_empty()) else {
        grants::store::revoke(write, member.id(), grant.id).await?;
        return Ok(());
    };
    let place = ShownPlace { grant: grant.id, about, day: letter.day };
    if !letters::show(write, member, &connection, place, &Shown::Summary(summary)).await? {
        // Nothing can be sealed to them now, and what they had says too much.
        grants::store::revoke(write, member.id(), grant.id).await?;
    } else if is_gone {
        grants::change_terms(write, member, grant, &without(terms, at)).await?;
    }
    Ok(())
}

async fn opened(write: &mut Write, member: &Member, grant: &Grant) -> PageResult<Option<(StoredLetter, ShownSummary)>> {
    let letters = letters::store::written_in(write, member.id(), grant.connection).await?;
    let letter = letters.into_iter().find(|letter| letter.grant == Some(grant.id));
    Ok(letter.and_then(|letter| match letter.open_own(member) {
        Ok(Shown::Summary(summary)) => Some((letter, summary)),
        _ => None,
    }))
}

fn with(mut summary: ShownSummary, at: usize, now: Option<Shown>) -> ShownSummary {
    match (summary.items.get_mut(at), now) {
        (Some(item), Some(now)) => *item = now,
        (Some(_), None) => drop(summary.items.remove(at)),
        (None, _) => {}
    }
    summary
}

fn without(mut terms: GrantTerms, at: usize) -> GrantTerms {
    if let Some(summary) = &mut terms.summary {
        summary.holds.remove(at);
    }
    terms
}

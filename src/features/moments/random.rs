//! A jar of moments: draw one on a heavy day. It says nothing of how many there are.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use rand_core::Rng as _;
use serde::Deserialize;

use super::{Moment, paths};
use crate::base::ids::Id;
use crate::base::vault::system_rng;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::records::entries::store;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, Query};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<Id>,
}

#[derive(Template, WebTemplate)]
#[template(path = "moments/show.html")]
struct MomentPage {
    frame: PageFrame,
    id: Id,
    day: DateText,
    kept: Moment,
}

/// Draws a moment, another one than before where there is another.
pub async fn draw(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let rows = store::all::<Moment>(&mut *app.db.read().await?, member.id()).await?;
    let readable = rows.iter().filter(|row| row.open(member.keyring()).is_ok());
    let ids: Vec<Id> = readable.map(|row| row.id).collect();
    let drawn = drawn(&ids, asked.before, system_rng().next_u64());
    let to = drawn.map_or_else(|| paths::LIST.to_owned(), paths::moment);
    Ok(Redirect::to(&to).into_response())
}

pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let row = store::one::<Moment>(&mut *app.db.read().await?, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let day = member.calendar().day_from(row.day, member.today());
    let kept = row.open(member.keyring())?;
    Ok(MomentPage { frame: PageFrame::of(&member, NavSection::Notebook), id, day, kept }.into_response())
}

/// One of these that is not the one before, unless it is the only one.
fn drawn(ids: &[Id], before: Option<Id>, chance: u64) -> Option<Id> {
    let others: Vec<Id> = ids.iter().copied().filter(|id| Some(*id) != before).collect();
    let among = if others.is_empty() { ids } else { &others };
    let place = chance.checked_rem(u64::try_from(among.len()).ok()?)?;
    among.get(usize::try_from(place).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_one_is_another_one() {
        let ids = [1, 2, 3].map(|byte| Id::from_bytes([byte; 16]));
        for chance in [0, 1, 7, u64::MAX] {
            assert_ne!(drawn(&ids, Some(ids[1]), chance), Some(ids[1]));
        }
        let all: std::collections::BTreeSet<_> = (0..3).filter_map(|chance| drawn(&ids, None, chance)).collect();
        assert_eq!(all.len(), 3, "each can come");
        assert_eq!(drawn(&ids[..1], Some(ids[0]), 5), Some(ids[0]));
        assert_eq!(drawn(&[], None, 5), None);
    }
}

//! A jar of moments: draw one on a heavy day. It says nothing of how many there are.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use rand_core::Rng as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Moment, paths};
use crate::base::ids::Id;
use crate::base::vault::system_rng;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks::{self, SharedMarks};
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
    marks: SharedMarks,
}

/// How many are tried, where some do not open.
const TRIED: i64 = 20;

/// Draws a moment, another one than before where there is another.
pub async fn draw(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let chance = system_rng().next_u64();
    let mut drawn = readable(&mut read, &member, asked.before, chance).await?;
    if drawn.is_none() {
        drawn = readable(&mut read, &member, None, chance).await?;
    }
    Ok(Redirect::to(&drawn.map_or_else(|| paths::LIST.to_owned(), paths::moment)).into_response())
}

/// One of theirs beside the one before, at a place that chance says, or the next one that opens.
async fn readable(
    read: &mut SqliteConnection,
    member: &Member,
    before: Option<Id>,
    chance: u64,
) -> PageResult<Option<Id>> {
    let many = store::count::<Moment>(read, member.id(), before).await?;
    let at = place(many, chance);
    let mut rows = store::some::<Moment>(read, member.id(), before, at, TRIED).await?;
    rows.extend(store::some(read, member.id(), before, 0, at.min(TRIED)).await?);
    Ok(rows.iter().find(|row| row.open(member.keyring()).is_ok()).map(|row| row.id))
}

pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut read = app.db.read().await?;
    let row = store::one::<Moment>(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let marks = marks::of(&mut read, &member, id).await?;
    let day = member.calendar().day_from(row.day, member.today());
    let kept = row.open(member.keyring())?;
    Ok(MomentPage { frame: PageFrame::of(&member, NavSection::Notebook), id, day, kept, marks }.into_response())
}

/// One of so many places, each as likely.
fn place(many: i64, chance: u64) -> i64 {
    u64::try_from(many)
        .ok()
        .and_then(|many| chance.checked_rem(many))
        .and_then(|at| i64::try_from(at).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_can_come() {
        let all: std::collections::BTreeSet<_> = (0..3).map(|chance| place(3, chance)).collect();
        assert_eq!(all.len(), 3);
        assert_eq!(place(3, u64::MAX), 0);
        assert_eq!(place(0, 5), 0);
    }
}

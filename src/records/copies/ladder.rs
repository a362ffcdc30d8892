//! What others see of somebody's ladder.

use sqlx::SqliteConnection;

use super::{Original, renew};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, NO_DAY, Private as _};
use crate::members::sessions::guard::Member;
use crate::model::ladder::Ladder;
use crate::model::shown::{ShareScope, Shown, ShownLadder, ShownLadderStep};
use crate::model::steps::own::OwnStep;
use crate::model::steps::{Library, Step};
use crate::records::grants::{self, ConsentKind};
use crate::records::reflections::tried::{self, TriedSteps};
use crate::records::{ladders, personal_library};
use crate::web::app::App;
use crate::web::error::PageResult;

/// Its table’s name, which stands for its kind.
pub const KIND: &str = Ladder::NAME;

/// A ladder, and what it is read with.
pub struct LadderRecords {
    /// Its row, where there is one.
    pub id: Option<Id>,
    ladder: Ladder,
    library: Library,
    told: TriedSteps,
}

impl LadderRecords {
    pub async fn of(app: &App, read: &mut SqliteConnection, member: &Member) -> PageResult<Self> {
        Ok(Self {
            id: ladders::store::ladder(read, member.id()).await?.map(|row| row.id),
            ladder: ladders::current(read, member).await?,
            library: personal_library::library(app, read, member).await?,
            told: tried::steps(read, member).await?,
        })
    }

    pub fn shown(&self, member: &Member, scope: &ShareScope) -> Shown {
        let steps = || self.ladder.steps().iter().filter_map(|number| self.library.step(*number));
        let comes_next = |step: &&Step| {
            self.library.left_out(step, member.profile()).is_none() && !self.told.went_well.contains(&step.number)
        };
        let next = steps().find(comes_next).map(|step| step.number);
        let rung = |step: &Step| ShownLadderStep {
            step: step.number,
            title: scope.title(Some(step), &step.title),
            minutes: step.minutes(),
            tried: self.told.tried.contains(&step.number),
            next: next == Some(step.number),
        };
        Shown::Ladder(ShownLadder { rungs: steps().map(rung).collect() })
    }
}

/// Something of this kind has changed, or was removed or brought back: the ladder with it, where it is a step.
pub async fn changed_with<T: Entry>(app: &App, write: &mut Write, member: &Member) -> PageResult<()> {
    if T::NAME == OwnStep::NAME { changed(app, write, member).await } else { Ok(()) }
}

/// The ladder, a step on it, or what was told of one has changed.
pub async fn changed(app: &App, write: &mut Write, member: &Member) -> PageResult<()> {
    let grants = grants::store::all(write, member.id(), member.asked_at()).await?;
    if !grants.iter().any(|grant| matches!(grant.what, ConsentKind::Ladder | ConsentKind::Summary)) {
        return Ok(());
    }
    let records = LadderRecords::of(app, write, member).await?;
    let Some(id) = records.id else { return Ok(()) };
    let original = Original { kind: KIND, measure: None, id, day: NO_DAY, written_at: 0, kept_back: false };
    renew(write, member, original, |scope| records.shown(member, scope)).await
}

//! The one quiet line with which the notebook says that a measure may be answered again.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::{Measure, Measures, answer};
use crate::members::sessions::guard::Member;
use crate::records::letters::given;
use crate::web::app::App;
use crate::web::error::PageResult;

/// A measure that is chosen, was answered before, and whose days are over. On a low day there is none.
pub async fn due<'a>(
    app: &'a App,
    read: &mut SqliteConnection,
    member: &Member,
    today: Date,
) -> PageResult<Option<&'a Measure>> {
    if member.is_low() {
        return Ok(None);
    }
    let all = answer::all_taken(read, member).await?;
    let last = |measure: &Measure| all.iter().find(|(.., taken)| taken.measure == measure.number).map(|(day, ..)| *day);
    let together = given::measures_on(read, member).await?;
    Ok(app
        .content::<Measures>()?
        .chosen_by(member.profile(), &together)
        .find(|measure| last(measure).is_some_and(|last| measure.again_from(last) <= today)))
}

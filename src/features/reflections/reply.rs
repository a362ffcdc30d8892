//! The reply that came or did not: asked about once, and to be told at any time.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::paths;
use crate::base::clock::day_number;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::{SealedRow, seal};
use crate::base::words;
use crate::features::today::paths as today_paths;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{ASK_AGAIN_AFTER, ASK_AGAIN_UNTIL, AttemptOutcome, Reflection, Reply};
use crate::model::scheduler::Energy;
use crate::model::steps::Library;
use crate::records::copies;
use crate::records::reflections::store;
use crate::records::suggestions;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};

/// Something without a reply some days ago.
pub struct AwaitedReply<'a> {
    /// The look back on it.
    pub id: Id,
    pub title: &'a str,
}

/// What to ask about on `day`, of what was told lately.
pub async fn waiting<'a>(
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    day: Date,
    told: &[SealedRow<Reflection>],
) -> PageResult<Vec<AwaitedReply<'a>>> {
    let awaits_reply = |row: &&SealedRow<Reflection>| {
        let reflected = row.open(member.keyring());
        reflected.is_ok_and(|reflected| reflected.awaits_reply(day_number(row.day), day_number(day)))
    };
    let awaiting: Vec<_> = told.iter().filter(awaits_reply).collect();
    if awaiting.is_empty() {
        return Ok(Vec::new());
    }
    let here = days_here(read, member, day).await?;
    let mut waiting = Vec::new();
    for row in awaiting.into_iter().filter(|row| is_first_here(day_number(row.day), &here)) {
        let Some(pair) = store::pair(read, member.id(), row.id).await? else { continue };
        let Ok(attempted) = pair.attempt.open(member.keyring()) else { continue };
        let size = library.step(attempted.step).and_then(|step| step.size(attempted.size));
        if let Some(title) = library.heading(&attempted).filter(|_| size.is_none_or(|size| size.reply)) {
            waiting.push(AwaitedReply { id: row.id, title });
        }
    }
    Ok(waiting)
}

/// The days between that had room for a question: those they checked in on, and not low.
async fn days_here(read: &mut SqliteConnection, member: &Member, day: Date) -> PageResult<Vec<i32>> {
    let since = words::days_before(day, ASK_AGAIN_UNTIL);
    let rows = suggestions::store::check_ins_between(read, member.id(), since, day).await?;
    let roomy =
        rows.iter().filter(|row| row.open(member.keyring()).is_ok_and(|check_in| check_in.energy != Some(Energy::Low)));
    Ok(roomy.map(|row| day_number(row.day)).collect())
}

/// Whether none of the days `here` was one on which to ask about what was told on this day.
fn is_first_here(told_on: i32, here: &[i32]) -> bool {
    here.iter().all(|day| *day < told_on + ASK_AGAIN_AFTER)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    reply: String,
    from: String,
}

/// One may come long after it was asked about.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let from_list = fields.from == "reflections";
    let mut write = app.db.write().await?;
    let told = tell(&app, &mut write, &member, id, Reply::from_word(&fields.reply)).await?;
    write.commit().await?;
    let page = match (from_list, told) {
        (true, true) => paths::LIST_REPLY_TOLD,
        (true, false) => paths::LIST,
        (false, true) => today_paths::REPLY_TOLD,
        (false, false) => today_paths::TODAY,
    };
    Ok(Redirect::to(page).into_response())
}

/// Notes the reply to what was looked back on, where one was awaited. `false` where none was.
///
/// # Errors
/// [`PageError::NotFound`] if there is no such look back, or it is somebody else's.
pub async fn tell(app: &App, write: &mut Write, member: &Member, id: Id, reply: Option<Reply>) -> PageResult<bool> {
    let pair = store::pair(write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let row = pair.reflection.filter(|_| !pair.removed).ok_or(PageError::NotFound)?;
    let mut reflected = row.open(member.keyring())?;
    let (Some(reply), AttemptOutcome::NoReplyYet) = (reply, reflected.outcome) else { return Ok(false) };
    reflected.reply = Some(reply);
    if reply == Reply::Came {
        reflected.outcome = AttemptOutcome::Did;
    }
    let sealed = seal(member.keyring(), id, row.day, row.revision + 1, &reflected)?;
    store::save_reflection(write, member.id(), id, row.revision + 1, &sealed).await?;
    copies::reflections::told(app, write, member, id).await?;
    Ok(true)
}

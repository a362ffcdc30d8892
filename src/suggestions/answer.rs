//! Answering a suggestion: I'll try, smaller, something else, not today.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::offers::{self, Desk, Turn};
use super::scheduler::{Declined, Felt, Why};
use super::store::Kept;
use super::{Answer as Said, Answered, Suggested, check_in, declined_from, felt_from, store, today};
use crate::app::App;
use crate::db::Write;
use crate::ids::Id;
use crate::reflections::{self, Attempted};
use crate::sealed::seal;
use crate::sessions::guard::Member;
use crate::web::error::{Answer, Problem};
use crate::web::form::{Form, Path};

/// The answer's form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    answer: String,
    why: String,
    expected: String,
}

/// The form, understood.
struct Understood {
    said: Said,
    expected: Option<Felt>,
}

/// Keeps the answer and shows what follows. An old suggestion, answered from another tab, leads to the present one.
///
/// # Errors
/// [`Problem::NotFound`] for a suggestion that is not theirs, or if the database fails.
pub async fn save(State(app): State<App>, member: Member, Path(id): Path<Id>, Form(fields): Form<Fields>) -> Answer {
    let mut write = app.db.write().await?;
    let Kept { row, open } = store::suggestion(&mut write, member.id(), id).await?.ok_or(Problem::NotFound)?;
    let Some(understood) = understand(&fields) else {
        drop(write);
        return today::with_fault(&app, &member, today::Fault::Answer).await;
    };
    if !open || row.day != member.day(app.now()) {
        let tried = reflections::store::pair(&mut write, member.id(), id).await?.is_some();
        return Ok(if tried { to_attempt(id) } else { Redirect::to("/today?already=answered").into_response() });
    }
    let mut suggested = row.open(member.keyring())?;
    suggested.answer = Some(Answered { at: app.now().as_millisecond(), what: understood.said });
    let sealed = seal(member.keyring(), id, row.revision + 1, &suggested)?;
    store::answer_suggestion(&mut write, member.id(), id, row.revision + 1, &sealed).await?;
    let next = follow(&mut write, &app, &member, id, &suggested, &understood).await?;
    write.commit().await?;
    Ok(next)
}

async fn follow(
    write: &mut Write,
    app: &App,
    member: &Member,
    id: Id,
    suggested: &Suggested,
    understood: &Understood,
) -> Answer {
    match understood.said {
        Said::Try => {
            let attempted = Attempted {
                step: suggested.step,
                size: suggested.size,
                expected: understood.expected,
                offered: true,
                at: app.now().as_millisecond(),
            };
            let sealed = seal(member.keyring(), id, 1, &attempted)?;
            reflections::store::add_attempt(write, member.id(), id, member.day(app.now()), &sealed).await?;
            Ok(to_attempt(id))
        }
        Said::Smaller => turn(write, app, member, suggested, Turn::Smaller).await,
        Said::Different(_) => turn(write, app, member, suggested, Turn::Different).await,
        Said::Rest(_) => Ok(Redirect::to("/today").into_response()),
    }
}

async fn turn(write: &mut Write, app: &App, member: &Member, from: &Suggested, turn: Turn) -> Answer {
    let day = member.day(app.now());
    let desk = Desk::set(app, write, member, day).await?;
    match desk.turn(from, turn, app.now().as_millisecond()) {
        Some(next) => {
            offers::open(write, member, day, &next).await?;
        }
        None => check_in::rest(write, app, member, Why::LowEnergy).await?,
    }
    Ok(Redirect::to("/today").into_response())
}

fn to_attempt(id: Id) -> Response {
    Redirect::to(&format!("/attempts/{id}")).into_response()
}

/// What the form says, or nothing where a word in it is none of the choices.
fn understand(fields: &Fields) -> Option<Understood> {
    let why = declined_from(&fields.why).ok()?;
    let expected = felt_from(&fields.expected).ok()?;
    let said = match fields.answer.as_str() {
        "try" => Said::Try,
        "smaller" => Said::Smaller,
        "different" => Said::Different(why.unwrap_or(Declined::Unsaid)),
        "rest" => Said::Rest(why.unwrap_or(Declined::Rest)),
        _ => return None,
    };
    Some(Understood { said, expected })
}

//! Answering a suggestion: I'll try, smaller, something else, not today.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::{check_in, pages};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::seal;
use crate::features::suggestions::recommend::Desk;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Attempted;
use crate::model::scheduler::{Declined, Felt, Why};
use crate::model::suggestion::{After, Answer as Said, Answered, Suggested, declined_from, felt_from};
use crate::records::drafts::form::Named;
use crate::records::reflections;
use crate::records::suggestions::store;
use crate::records::suggestions::store::Kept;
use crate::web::app::App;
use crate::web::error::{Answer, Problem};
use crate::web::form::{Form, Path, Query};

/// The answer's form.
#[derive(Default, Deserialize)]
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
pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<Named>,
    Form(fields): Form<Fields>,
) -> Answer {
    let mut write = app.db.write().await?;
    let Kept { row, open } = store::suggestion(&mut write, member.id(), id).await?.ok_or(Problem::NotFound)?;
    let Some(understood) = understand(&fields) else {
        drop(write);
        return pages::with_fault(&app, &member, pages::Fault::Answer).await;
    };
    if !open || row.day != member.day(app.now()) {
        let tried = reflections::store::pair(&mut write, member.id(), id).await?.is_some();
        let already = if open { "/today?already=another-day" } else { "/today?already=answered" };
        if !tried {
            return Ok(Redirect::to(already).into_response());
        }
        named.sent(&mut write, &member, app.now()).await?;
        write.commit().await?;
        return Ok(to_attempt(id));
    }
    let mut suggested = row.open(member.keyring())?;
    suggested.answer = Some(Answered { at: app.now().as_millisecond(), what: understood.said });
    let sealed = seal(member.keyring(), id, row.revision + 1, &suggested)?;
    store::answer_suggestion(&mut write, member.id(), id, row.revision + 1, &sealed).await?;
    let to = match follow(&mut write, &app, &member, id, &suggested, &understood).await? {
        Next::Stays => return Ok(Redirect::to("/today?already=smallest").into_response()),
        Next::Attempt => format!("/attempts/{id}"),
        Next::Today => "/today".to_owned(),
    };
    named.sent(&mut write, &member, app.now()).await?;
    write.commit().await?;
    Ok(Redirect::to(&to).into_response())
}

/// Where an answer leads.
enum Next {
    /// To what is being tried.
    Attempt,
    /// To the day as it is now.
    Today,
    /// To the same suggestion: it is the smallest there is.
    Stays,
}

async fn follow(
    write: &mut Write,
    app: &App,
    member: &Member,
    id: Id,
    suggested: &Suggested,
    understood: &Understood,
) -> Answer<Next> {
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
            Ok(Next::Attempt)
        }
        Said::Smaller => turn(write, app, member, suggested, After::AskedSmaller).await,
        Said::Different(why) => turn(write, app, member, suggested, After::Left(why)).await,
        Said::Rest(_) => Ok(Next::Today),
    }
}

/// Another suggestion in place of this one. Where nothing is smaller, this one stays and nothing is written.
async fn turn(write: &mut Write, app: &App, member: &Member, from: &Suggested, after: After) -> Answer<Next> {
    let (day, at) = (member.day(app.now()), app.now().as_millisecond());
    let desk = Desk::set(app, write, member, day).await?;
    let next = match (desk.turn(from, after, at), after) {
        (None, After::AskedSmaller) => return Ok(Next::Stays),
        (None, after) if after.asks_less() => Err(Why::LowEnergy),
        (None, _) => desk.offer(true, at),
        (Some(next), _) => Ok(next),
    };
    match next {
        Ok(next) => {
            desk.open(write, member, day, &next).await?;
        }
        Err(why) => check_in::note_rest(write, app, member, Some(why)).await?,
    }
    Ok(Next::Today)
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

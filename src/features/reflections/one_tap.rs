//! One question, one tap: the guess before something is tried, and what it was like after.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::{attempt, paths};
use crate::base::ids::Id;
use crate::base::sealed::seal;
use crate::features::today::paths as today_paths;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::scheduler::Felt;
use crate::records::copies;
use crate::records::form_context::FormContext;
use crate::records::reflections::attempts;
use crate::records::reflections::store::{self, AttemptPair};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "reflections/felt.html")]
struct FeltPage {
    frame: PageFrame,
    id: Id,
    wrong: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GuessFields {
    expected: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FeltFields {
    felt: String,
}

/// Keeps the guess, unless it was looked back on meanwhile: then it would be no guess.
pub async fn guess(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<GuessFields>) -> PageResult {
    let (member, mut write) = (&cx.member, cx.app.db.write().await?);
    let AttemptPair { attempt: row, reflection, .. } =
        store::pair(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let Ok(Some(expected)) = Felt::optional(&fields.expected) else {
        drop(write);
        return attempt::ask_guess_again(&cx, id).await;
    };
    if reflection.is_none() {
        let attempted = Attempt { expected: Some(expected), ..row.open(member.keyring())? };
        let sealed = seal(member.keyring(), id, row.day, row.revision + 1, &attempted)?;
        attempts::store::save_attempt(&mut write, member.id(), id, row.revision + 1, &sealed).await?;
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&paths::attempt(id)).into_response())
}

/// Asks what it was like, where that was not told.
pub async fn ask_felt(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let pair = store::pair(&mut *app.db.read().await?, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let row = pair.reflection.filter(|_| !pair.removed).ok_or(PageError::NotFound)?;
    if row.open(member.keyring())?.felt.is_some() {
        return Ok(Redirect::to(&today_paths::with_kept(id)).into_response());
    }
    Ok(FeltPage { frame: PageFrame::of(&member, NavSection::Today), id, wrong: false }.into_response())
}

/// Keeps what it was like beside what was told.
pub async fn felt(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<FeltFields>) -> PageResult {
    let (member, mut write) = (&cx.member, cx.app.db.write().await?);
    let pair = store::pair(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let row = pair.reflection.filter(|_| !pair.removed).ok_or(PageError::NotFound)?;
    let Ok(Some(felt)) = Felt::optional(&fields.felt) else {
        return invalid(FeltPage { frame: PageFrame::of(member, NavSection::Today), id, wrong: true });
    };
    let told = Reflection { felt: Some(felt), ..row.open(member.keyring())? };
    let sealed = seal(member.keyring(), id, row.day, row.revision + 1, &told)?;
    store::save_reflection(&mut write, member.id(), id, row.revision + 1, &sealed).await?;
    copies::reflections::told(&cx.app, &mut write, member, id).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&today_paths::with_kept(id)).into_response())
}

//! Leaving a group. It takes one tap, and no reason.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::groups::{self, posts, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// Whether what they wrote goes with them.
    words: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/leave.html")]
struct LeaveGroupPage {
    frame: PageFrame,
    id: Id,
    name: String,
    /// They are the only one who looks after it, and others are there.
    last: bool,
}

pub async fn ask(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let group = groups::open(&mut *app.db.read().await?, &member, id).await?;
    let others_lead = group.leaders().any(|one| one.id != group.me());
    let last = group.is_facilitator() && !others_lead && group.others().next().is_some();
    let name = group.facts().about.name.clone();
    Ok(LeaveGroupPage { frame: PageFrame::of(&member, NavSection::People), id, name, last }.into_response())
}

/// Leaves, also one that they were removed from. Their own copies of what they wrote stay with them.
pub async fn leave(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let row = store::membership(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    if !fields.words.is_empty() {
        posts::store::forget_words(&mut write, member.id(), id).await?;
    }
    groups::forget(&mut write, member.id(), id).await?;
    write.commit().await?;
    Ok(Redirect::to(if row.ended { paths::TAKEN_OFF } else { paths::LEFT }).into_response())
}

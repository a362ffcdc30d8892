//! Company never to suggest.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{Frame, Question, Way, keep, shell};
use crate::members::sessions::guard::Member;
use crate::model::steps::With;
use crate::records::drafts::form::Named;
use crate::web::app::App;
use crate::web::error::Answer;
use crate::web::form::{Form, Query};
use crate::web::frame::Shell;

/// Who one can ask to be left out. Oneself is always there.
pub const COMPANY: [With; 5] = [With::Close, With::Acquaintance, With::Stranger, With::Group, With::Professional];

/// The form. Boxes that are not ticked are not sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    never_with: Vec<String>,
    first: String,
    skip: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/company.html")]
struct CompanyPage {
    shell: Shell,
    frame: Frame,
    choices: Vec<(With, bool)>,
}

/// Asks, with what was answered before.
pub async fn ask(member: Member, Query(way): Query<Way>) -> Answer {
    let never = &member.profile().never_with;
    let choices = COMPANY.into_iter().map(|with| (with, never.contains(&with))).collect();
    Ok(CompanyPage { shell: shell(&member), frame: Frame::of(Question::Company, &way), choices }.into_response())
}

/// Keeps the answers.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<Named>,
    Form(fields): Form<Fields>,
) -> Answer {
    let way = Way { first: fields.first, skip: fields.skip };
    let sent = |with: &With| fields.never_with.iter().any(|sent| sent == with.word());
    keep(&app, &member, &named, Question::Company, &way, |profile| {
        profile.never_with = COMPANY.into_iter().filter(sent).collect();
    })
    .await
}

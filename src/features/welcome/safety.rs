//! What could hurt: two private questions, so that some steps stay away.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, WelcomePath, WelcomeQuestion, keep, page_frame};
use crate::members::sessions::guard::Member;
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::PageFrame;

/// Boxes that are not ticked are not sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    recent_loss: String,
    not_safe: String,
    first: String,
    skip: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/safety.html")]
struct SafetyPage {
    frame: PageFrame,
    question: QuestionFrame,
    recent_loss: bool,
    not_safe: bool,
}

/// Asks, with what was answered before.
pub async fn ask(member: Member, Query(way): Query<WelcomePath>) -> PageResult {
    let (recent_loss, not_safe) = (member.profile().recent_loss, member.profile().not_safe);
    Ok(SafetyPage {
        frame: page_frame(&member),
        question: QuestionFrame::of(WelcomeQuestion::Safety, &way),
        recent_loss,
        not_safe,
    }
    .into_response())
}

pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let way = WelcomePath { first: fields.first, skip: fields.skip };
    let today = cx.member.today();
    keep(&cx, WelcomeQuestion::Safety, &way, |profile| {
        let told = !fields.recent_loss.is_empty();
        profile.loss_told_on = told.then(|| profile.loss_told_on.filter(|_| profile.recent_loss).unwrap_or(today));
        profile.recent_loss = told;
        profile.not_safe = !fields.not_safe.is_empty();
        profile.said_what_could_hurt = true;
    })
    .await
}

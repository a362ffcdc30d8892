//! What already feels possible, side by side.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, WelcomePath, WelcomeQuestion, keep, page_frame};
use crate::members::sessions::guard::Member;
use crate::model::scheduler::SIDES;
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::PageFrame;

/// The form: 0 to 3 a side; empty is *not sure*.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    initiation: String,
    presence: String,
    disclosure: String,
    receiving: String,
    novelty: String,
    first: String,
    skip: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/possible.html")]
struct PossiblePage {
    frame: PageFrame,
    question: QuestionFrame,
    said: [Option<u8>; SIDES],
}

impl PossiblePage {
    fn said(&self, side: usize) -> &'static str {
        match self.said.get(side).copied().flatten() {
            Some(0) => "0",
            Some(1) => "1",
            Some(2) => "2",
            Some(_) => "3",
            None => "",
        }
    }
}

/// Asks, with what was answered before.
pub async fn ask(member: Member, Query(way): Query<WelcomePath>) -> PageResult {
    let said = member.profile().possible;
    Ok(PossiblePage { frame: page_frame(&member), question: QuestionFrame::of(WelcomeQuestion::Possible, &way), said }
        .into_response())
}

pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let way = WelcomePath { first: fields.first, skip: fields.skip };
    let sent = [fields.initiation, fields.presence, fields.disclosure, fields.receiving, fields.novelty];
    keep(&cx, WelcomeQuestion::Possible, &way, |profile| {
        profile.possible = sent.map(|how| how.parse().ok().filter(|how| *how <= 3));
    })
    .await
}

//! Who is around somebody, and what their days are like.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, WelcomePath, WelcomeQuestion, keep, page_frame};
use crate::members::sessions::guard::Member;
use crate::model::steps::{Around, LifeNow};
use crate::model::surroundings::Surroundings;
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::PageFrame;

/// Boxes that are not ticked are not sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    around: Vec<String>,
    hardly_anyone: String,
    life: Vec<String>,
    first: String,
    skip: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/around.html")]
struct AroundPage {
    frame: PageFrame,
    question: QuestionFrame,
    people: Vec<(Around, bool)>,
    hardly_anyone: bool,
    life: Vec<(LifeNow, bool)>,
}

/// Asks, with what was answered before.
pub async fn ask(member: Member, Query(way): Query<WelcomePath>) -> PageResult {
    let said = &member.profile().surroundings;
    let page = AroundPage {
        frame: page_frame(&member),
        question: QuestionFrame::of(WelcomeQuestion::Around, &way),
        people: Surroundings::CHOICES.into_iter().map(|one| (one, said.people.contains(&one))).collect(),
        hardly_anyone: said.hardly_anyone,
        life: LifeNow::ALL.into_iter().map(|one| (one, said.life.contains(&one))).collect(),
    };
    Ok(page.into_response())
}

pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let way = WelcomePath { first: fields.first, skip: fields.skip };
    let ticked = |sent: &[String], word: &str| sent.iter().any(|one| one == word);
    keep(&cx, WelcomeQuestion::Around, &way, |profile| {
        profile.surroundings = Surroundings {
            people: Surroundings::CHOICES.into_iter().filter(|one| ticked(&fields.around, one.word())).collect(),
            hardly_anyone: !fields.hardly_anyone.is_empty(),
            life: LifeNow::ALL.into_iter().filter(|one| ticked(&fields.life, one.word())).collect(),
            ..Surroundings::default()
        };
    })
    .await
}

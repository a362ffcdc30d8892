//! Company never to suggest.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, WelcomePath, WelcomeQuestion, keep, page_frame};
use crate::members::sessions::guard::Member;
use crate::model::steps::Company;
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::PageFrame;

/// Who one can ask to be left out. Oneself is always there.
pub const COMPANY: [Company; 5] =
    [Company::Close, Company::Acquaintance, Company::Stranger, Company::Group, Company::Professional];

/// Boxes that are not ticked are not sent.
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
    frame: PageFrame,
    question: QuestionFrame,
    choices: Vec<(Company, bool)>,
}

/// Asks, with what was answered before.
pub async fn ask(member: Member, Query(way): Query<WelcomePath>) -> PageResult {
    let never = &member.profile().never_with;
    let choices = COMPANY.into_iter().map(|with| (with, never.contains(&with))).collect();
    Ok(CompanyPage { frame: page_frame(&member), question: QuestionFrame::of(WelcomeQuestion::Company, &way), choices }
        .into_response())
}

pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let way = WelcomePath { first: fields.first, skip: fields.skip };
    let sent = |with: &Company| fields.never_with.iter().any(|sent| sent == with.word());
    keep(&cx, WelcomeQuestion::Company, &way, |profile| {
        profile.never_with = COMPANY.into_iter().filter(sent).collect();
    })
    .await
}

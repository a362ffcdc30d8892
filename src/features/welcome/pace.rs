//! How many suggestions a week, on which days none, and when the day turns.

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

/// An empty number of suggestions leaves it to what is taken up.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    per_week: String,
    quiet: Vec<i8>,
    turns_at: String,
    first: String,
    skip: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/pace.html")]
struct PacePage {
    frame: PageFrame,
    question: QuestionFrame,
    per_week: Option<u8>,
    quiet: Vec<i8>,
    turns_at: String,
}

/// Asks, with what was answered before.
pub async fn ask(member: Member, Query(way): Query<WelcomePath>) -> PageResult {
    let profile = member.profile();
    let page = PacePage {
        frame: page_frame(&member),
        question: QuestionFrame::of(WelcomeQuestion::Pace, &way),
        per_week: profile.per_week,
        quiet: profile.quiet_days.iter().copied().collect(),
        turns_at: profile.day_turns_at.to_string(),
    };
    Ok(page.into_response())
}

pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let way = WelcomePath { first: fields.first, skip: fields.skip };
    keep(&cx, WelcomeQuestion::Pace, &way, |profile| {
        let many = fields.per_week.parse().ok().filter(|many| (1..=7).contains(many));
        if many.is_some() || fields.per_week.is_empty() {
            profile.per_week = many;
        }
        profile.quiet_days = fields.quiet.into_iter().filter(|day| (1..=7).contains(day)).collect();
        let hour = fields.turns_at.parse().ok().filter(|hour| (0..24).contains(hour));
        profile.day_turns_at = hour.unwrap_or(profile.day_turns_at);
    })
    .await
}

//! What already feels possible, one side a page.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, SentPairs, WelcomePath, WelcomeQuestion, keep_part, page_frame};
use crate::members::sessions::guard::Member;
use crate::model::scheduler::SIDES;
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::PageFrame;

/// What a side is called in the form, in the scheduler's order of sides.
const FIELDS: [&str; SIDES] = ["initiation", "presence", "disclosure", "receiving", "novelty"];

/// Which side to show, 1 to 5; without one, the first, or on the way through the first that is open.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    side: Option<usize>,
    first: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/possible.html")]
struct PossiblePage {
    frame: PageFrame,
    question: QuestionFrame,
    /// 1 to 5.
    side: usize,
    field: &'static str,
    said: Option<u8>,
}

/// Asks of one side, with what was answered before.
pub async fn ask(member: Member, Query(asked): Query<Asked>) -> PageResult {
    let way = WelcomePath { first: asked.first, ..WelcomePath::default() };
    let possible = &member.profile().possible;
    let open = || possible.iter().position(Option::is_none).filter(|_| way.goes_through());
    let place = asked.side.map(|side| side.saturating_sub(1)).or_else(open).unwrap_or(0).min(SIDES - 1);
    let mut question =
        QuestionFrame { part: Some((place + 1, SIDES)), ..QuestionFrame::of(WelcomeQuestion::Possible, &way) };
    if place > 0 {
        question.back = Some(way.page(WelcomeQuestion::Possible, "side", place));
    }
    let (field, said) = (FIELDS[place], possible[place]);
    Ok(PossiblePage { frame: page_frame(&member), question, side: place + 1, field, said }.into_response())
}

/// Keeps the answers: 0 to 3 a side; empty is *not sure*. A side that is not sent stays as it was. `side` says which of them
/// the page showed, 1 to 5.
pub async fn save(cx: FormContext, Form(sent): Form<SentPairs>) -> PageResult {
    let way = sent.way();
    let more = sent.place("side").filter(|side| *side < SIDES);
    let more = more.map(|side| way.page(WelcomeQuestion::Possible, "side", side + 1));
    keep_part(&cx, WelcomeQuestion::Possible, &way, more, |profile| {
        for (possible, field) in profile.possible.iter_mut().zip(FIELDS) {
            if let Some(how) = sent.field(field) {
                *possible = how.parse().ok().filter(|how| *how <= 3);
            }
        }
    })
    .await
}

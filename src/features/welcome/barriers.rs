//! What gets in the way, and what of it weighs most.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, WelcomePath, WelcomeQuestion, keep, page_frame};
use crate::members::sessions::guard::Member;
use crate::model::barriers::InTheWay;
use crate::model::scheduler::Barrier;
use crate::records::form_context::FormContext;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::PageFrame;

struct BarrierChoice<'a> {
    word: &'static str,
    words: &'a InTheWay,
    ticked: bool,
    weighs_most: bool,
}

/// Boxes that are not ticked are not sent. What weighs most is not asked on the way through, where there is none of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    barriers: Vec<String>,
    weighs_most: Vec<String>,
    not_sure: String,
    first: String,
    skip: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/way.html")]
struct WayPage<'a> {
    frame: PageFrame,
    question: QuestionFrame,
    choices: Vec<BarrierChoice<'a>>,
    not_sure: bool,
}

impl WayPage<'_> {
    fn one_weighs_most(&self) -> bool {
        self.choices.iter().any(|choice| choice.weighs_most)
    }
}

/// Asks, with what was answered before.
pub async fn ask(State(app): State<App>, member: Member, Query(way): Query<WelcomePath>) -> PageResult {
    Ok(page(&app, &member, &way).into_response())
}

pub(super) fn page<'a>(
    app: &'a App,
    member: &Member,
    way: &WelcomePath,
) -> impl axum::response::IntoResponse + use<'a> {
    let profile = member.profile();
    let choices = app.barriers.iter().map(|(barrier, words)| BarrierChoice {
        word: barrier.word(),
        words,
        ticked: profile.barriers.contains(&barrier),
        weighs_most: profile.weighs_most == Some(barrier),
    });
    WayPage {
        frame: page_frame(member),
        question: QuestionFrame::of(WelcomeQuestion::Way, way),
        choices: choices.collect(),
        not_sure: profile.not_sure,
    }
}

pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let way = WelcomePath { first: fields.first, skip: fields.skip };
    keep(&cx, WelcomeQuestion::Way, &way, |profile| {
        let ticked = |barrier: Barrier| fields.barriers.iter().any(|sent| sent == barrier.word());
        let weighs_most = match fields.weighs_most.first() {
            Some(word) => Barrier::from_word(word),
            None => profile.weighs_most.filter(|most| ticked(*most)),
        };
        let all = cx.app.barriers.iter().map(|(barrier, _)| barrier);
        // What weighs most gets in the way, whether its box was ticked or not.
        profile.barriers = all.filter(|barrier| ticked(*barrier) || weighs_most == Some(*barrier)).collect();
        profile.weighs_most = weighs_most;
        profile.not_sure = !fields.not_sure.is_empty();
    })
    .await
}

//! All answers on one page, each of which can be changed; for somebody new, the first question.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::cards::Cards;
use super::{WelcomePath, address, barriers, paths};
use crate::features::reading::{Articles, Reading};
use crate::members::sessions::guard::Member;
use crate::model::profile::Profile;
use crate::model::welcome::WelcomeQuestion;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/answers.html")]
struct AnswersPage<'a> {
    frame: PageFrame,
    profile: &'a Profile,
    in_the_way: Vec<&'a str>,
    weighs_most: Option<&'a str>,
    cards: usize,
    /// Where to go on with the first of the questions that still wait.
    next: Option<String>,
    about: Option<&'a Reading>,
    not_safe: Option<&'a Reading>,
    saved: bool,
}

impl AnswersPage<'_> {
    fn waits(&self, question: WelcomeQuestion) -> bool {
        self.profile.waits(question)
    }
}

/// Shows the answers, and what still waits; somebody who has not been asked yet gets the first question.
pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let profile = member.profile();
    if !profile.asked && !profile.is_halfway() {
        let way = WelcomePath { first: "yes".into(), ..WelcomePath::default() };
        return Ok(barriers::page(&app, &member, &way).into_response());
    }
    let label = |barrier| app.barriers.iter().find(|(one, _)| *one == barrier).map(|(_, words)| words.label.as_str());
    let page = AnswersPage {
        frame: PageFrame::of(&member, NavSection::You),
        in_the_way: profile.barriers.iter().filter_map(|barrier| label(*barrier)).collect(),
        weighs_most: profile.weighs_most.and_then(label),
        profile,
        next: profile.next_question().map(|next| paths::first(address(next))),
        cards: app.content::<Cards>()?.count(),
        about: app.content::<Articles>()?.about(profile.barriers_by_weight().next()),
        not_safe: app.content::<Articles>()?.when_not_safe().filter(|_| profile.not_safe),
        saved: !asked.saved.is_empty(),
    };
    Ok(page.into_response())
}

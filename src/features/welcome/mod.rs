//! Getting to know somebody: a few short questions, one a page, each of which can be skipped and changed.

pub mod answers;
pub mod around;
pub mod barriers;
pub mod cards;
pub mod company;
pub mod enough;
pub mod feature;
pub mod pace;
pub mod paths;
pub mod possible;
pub mod safety;

use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::profile::Profile;
use crate::model::scheduler::SIDES;
use crate::model::welcome::WelcomeQuestion;
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

const fn address(question: WelcomeQuestion) -> &'static str {
    match question {
        WelcomeQuestion::Way => paths::IN_THE_WAY,
        WelcomeQuestion::Safety => paths::SAFETY,
        WelcomeQuestion::Around => paths::AROUND,
        WelcomeQuestion::Possible => paths::POSSIBLE,
        WelcomeQuestion::Company => paths::COMPANY,
        WelcomeQuestion::Pace => paths::PACE,
        WelcomeQuestion::Cards => paths::CARDS,
    }
}

/// What a question's form and address say of the way through, whatever else they hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WelcomePath {
    /// Whether the questions are gone through one after the other.
    pub first: String,
    /// Whether the question is left as it was.
    pub skip: String,
}

impl WelcomePath {
    const fn goes_through(&self) -> bool {
        !self.first.is_empty()
    }

    /// A page of a question that has several, on the same way: one of the sides, or of the cards.
    fn page(&self, question: WelcomeQuestion, part: &str, place: usize) -> String {
        paths::part(address(question), part, place, self.goes_through())
    }
}

/// A form of taps as it was sent, of which an empty field says something else than one that was not sent.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct SentPairs(Vec<(String, String)>);

impl SentPairs {
    fn field(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, word)| word.as_str())
    }

    /// Which page of several the form came from.
    fn place(&self, name: &str) -> Option<usize> {
        self.field(name)?.parse().ok()
    }

    fn way(&self) -> WelcomePath {
        let said = |name: &str| self.field(name).unwrap_or_default().to_owned();
        WelcomePath { first: said("first"), skip: said("skip") }
    }
}

struct QuestionFrame {
    /// Whether the questions are gone through one after the other.
    first: bool,
    /// The page before this one.
    back: Option<String>,
    /// Which page it is of those the question has, where it has several.
    part: Option<(usize, usize)>,
}

impl QuestionFrame {
    fn of(question: WelcomeQuestion, way: &WelcomePath) -> Self {
        let first = way.goes_through();
        let before = question.before().filter(|_| first).map(|before| match before {
            WelcomeQuestion::Possible => way.page(before, "side", SIDES),
            _ => paths::first(address(before)),
        });
        Self { first, back: before, part: None }
    }
}

fn page_frame(member: &Member) -> PageFrame {
    PageFrame::of(member, NavSection::You)
}

/// Keeps what a question's form changes, unless it was skipped, and leads on.
async fn keep(
    cx: &FormContext,
    question: WelcomeQuestion,
    way: &WelcomePath,
    change: impl FnOnce(&mut Profile),
) -> PageResult {
    keep_part(cx, question, way, None, change).await
}

/// The same for one of several pages, where `more` is the next of them. After the last one it goes on to the next question,
/// or back to the answers, or, after the first question by itself, to the day.
async fn keep_part(
    cx: &FormContext,
    question: WelcomeQuestion,
    way: &WelcomePath,
    more: Option<String>,
    change: impl FnOnce(&mut Profile),
) -> PageResult {
    let before = cx.member.profile();
    let only_this = !way.goes_through() && question == WelcomeQuestion::Way && !before.asked && !before.is_halfway();
    let (passed, last) = (more.is_none(), way.goes_through() && question.next().is_none());
    let mut write = cx.app.db.write().await?;
    change_profile::change_within(&mut write, &cx.member, |profile| {
        if way.skip.is_empty() {
            change(profile);
        }
        if passed {
            profile.goes_past(question);
            profile.asked |= only_this || last;
        }
    })
    .await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    let to = match (more, question.next()) {
        (Some(more), _) => more,
        (None, Some(next)) if way.goes_through() => paths::first(address(next)),
        (None, None) if way.goes_through() => paths::THANKS.to_owned(),
        (None, _) if only_this => crate::features::today::paths::TODAY.to_owned(),
        (None, _) => saved(paths::WELCOME, "1"),
    };
    Ok(Redirect::to(&to).into_response())
}

//! Getting to know somebody: seven short questions, one a page, each of which can be skipped and changed.

pub mod answers;
pub mod around;
pub mod barriers;
pub mod cards;
pub mod company;
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
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// The questions, in the order they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WelcomeQuestion {
    /// What gets in the way.
    Way,
    /// What could hurt.
    Safety,
    /// Who is around.
    Around,
    Possible,
    /// How big ten cards feel.
    Cards,
    /// Company never to suggest.
    Company,
    /// How often, and when not.
    Pace,
}

impl WelcomeQuestion {
    const ALL: [Self; 7] =
        [Self::Way, Self::Safety, Self::Around, Self::Possible, Self::Cards, Self::Company, Self::Pace];

    const fn address(self) -> &'static str {
        match self {
            Self::Way => paths::IN_THE_WAY,
            Self::Safety => paths::SAFETY,
            Self::Around => paths::AROUND,
            Self::Possible => paths::POSSIBLE,
            Self::Cards => paths::CARDS,
            Self::Company => paths::COMPANY,
            Self::Pace => paths::PACE,
        }
    }

    fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    fn before(self) -> Option<Self> {
        Self::ALL.get((self as usize).checked_sub(1)?).copied()
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

struct QuestionFrame {
    question: WelcomeQuestion,
    /// Whether the questions are gone through one after the other.
    first: bool,
}

impl QuestionFrame {
    fn of(question: WelcomeQuestion, way: &WelcomePath) -> Self {
        Self { question, first: !way.first.is_empty() }
    }

    fn place(&self) -> usize {
        self.question as usize + 1
    }

    /// How many questions come after this one.
    fn left(&self) -> usize {
        WelcomeQuestion::ALL.len() - self.place()
    }

    fn before(&self) -> Option<&'static str> {
        self.question.before().map(WelcomeQuestion::address)
    }
}

fn page_frame(member: &Member) -> PageFrame {
    PageFrame::of(member, NavSection::You)
}

/// Keeps what a question's form changes, unless it was skipped, and leads on: to the next question, or back to the
/// answers, or, after the first question by itself, to the day.
async fn keep(
    cx: &FormContext,
    question: WelcomeQuestion,
    way: &WelcomePath,
    change: impl FnOnce(&mut Profile),
) -> PageResult {
    let again = cx.member.profile().asked;
    let mut write = cx.app.db.write().await?;
    change_profile::change_within(&mut write, &cx.member, |profile| {
        profile.asked = true;
        if way.skip.is_empty() {
            change(profile);
        }
    })
    .await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    let to = match (way.first.is_empty(), question.next()) {
        (false, Some(next)) => paths::first(next.address()),
        (true, _) if again => saved(paths::WELCOME, "1"),
        (false, None) | (true, _) => crate::features::today::paths::TODAY.to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}

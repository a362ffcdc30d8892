//! What gets in the way: one short form, so that the first suggestion can fit.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::profile;
use crate::app::App;
use crate::content;
use crate::sessions::guard::Member;
use crate::suggestions::scheduler::Barrier;
use crate::web::error::Answer;
use crate::web::form::{Form, Query};
use crate::web::shell::{Section, Shell};

/// Something that gets in the way, in a person's words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InTheWay {
    /// What one would say.
    pub label: String,
    /// A word more.
    pub hint: String,
}

/// The five, in the order they are asked.
#[derive(Clone, Debug)]
pub struct Barriers(Vec<(Barrier, InTheWay)>);

/// The word for a barrier in forms and content.
const fn word(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::LowEnergy => "low_energy",
        Barrier::Anxiety => "anxiety",
        Barrier::MissingPractice => "practice",
        Barrier::Protective => "protective",
        Barrier::DifferentStyle => "style",
    }
}

impl Barriers {
    /// Reads the embedded words.
    ///
    /// # Errors
    /// If they do not have this shape, or one is missing.
    pub fn load() -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            low_energy: InTheWay,
            anxiety: InTheWay,
            practice: InTheWay,
            style: InTheWay,
            protective: InTheWay,
        }
        let file: File = content::toml("barriers.toml")?;
        Ok(Self(vec![
            (Barrier::LowEnergy, file.low_energy),
            (Barrier::Anxiety, file.anxiety),
            (Barrier::MissingPractice, file.practice),
            (Barrier::DifferentStyle, file.style),
            (Barrier::Protective, file.protective),
        ]))
    }
}

/// One box to tick.
struct Box<'a> {
    word: &'static str,
    words: &'a InTheWay,
    ticked: bool,
}

/// Whether answers were kept just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

/// The form. Boxes that are not ticked are not sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    barriers: Vec<String>,
    not_sure: String,
    recent_loss: String,
    not_safe: String,
    skip: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "accounts/welcome.html")]
struct WelcomePage<'a> {
    shell: Shell,
    boxes: Vec<Box<'a>>,
    not_sure: bool,
    recent_loss: bool,
    not_safe: bool,
    /// Answered or skipped before, so that this is a change.
    again: bool,
    saved: bool,
}

/// Asks what gets in the way, with what was answered before.
///
/// # Errors
/// None.
pub async fn ask(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> Answer {
    let profile = member.profile();
    let boxes = app.barriers.0.iter().map(|(barrier, words)| Box {
        word: word(*barrier),
        words,
        ticked: profile.barriers.contains(barrier),
    });
    let page = WelcomePage {
        shell: Shell::of(&member, Section::Settings),
        boxes: boxes.collect(),
        not_sure: profile.not_sure,
        recent_loss: profile.recent_loss,
        not_safe: profile.not_safe,
        again: profile.asked,
        saved: !asked.saved.is_empty(),
    };
    Ok(page.into_response())
}

/// Keeps the answers. Skipping keeps what was said before.
///
/// # Errors
/// If the database fails.
pub async fn save(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> Answer {
    let again = member.profile().asked;
    profile::change(&app, &member, |profile| {
        profile.asked = true;
        if fields.skip.is_empty() {
            let ticked = |barrier: &Barrier| fields.barriers.iter().any(|sent| sent == word(*barrier));
            profile.barriers = app.barriers.0.iter().map(|(barrier, _)| *barrier).filter(ticked).collect();
            profile.not_sure = !fields.not_sure.is_empty();
            profile.recent_loss = !fields.recent_loss.is_empty();
            profile.not_safe = !fields.not_safe.is_empty();
        }
    })
    .await?;
    Ok(Redirect::to(if again { "/welcome?saved=1" } else { "/today" }).into_response())
}

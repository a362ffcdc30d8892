//! The list of it. Bringing something back is up to the room it came from.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::app::App;
use crate::drafts::begun;
use crate::drafts::pages::{Entry as Begun, entries};
use crate::ids::Id;
use crate::moments;
use crate::reflections::{self, Attempted, Reflected};
use crate::sessions::guard::Member;
use crate::steps::{self, yours};
use crate::suggestions::scheduler::Felt;
use crate::web::error::Answer;
use crate::web::shell::{Section, Shell};
use crate::words::Said;

/// A moment; one that does not open has no words.
struct Moment {
    id: Id,
    day: Said,
    words: Option<String>,
}

/// A look back; one that does not open has no `told`.
struct LookBack<'a> {
    id: Id,
    day: Said,
    title: Option<&'a str>,
    told: Option<(Attempted, Reflected)>,
}

impl LookBack<'_> {
    fn guess(&self) -> Option<Felt> {
        let (attempted, reflected) = self.told.as_ref()?;
        attempted.expected.or(reflected.expected)
    }
}

/// A step of one's own; one that does not open has no title.
struct OwnStep {
    id: Id,
    title: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "removed.html")]
struct RemovedPage<'a> {
    shell: Shell,
    look_backs: Vec<LookBack<'a>>,
    moments: Vec<Moment>,
    steps: Vec<OwnStep>,
    begun: Vec<Begun<'a>>,
}

/// Lists what can be brought back, of every kind.
///
/// # Errors
/// If the database fails.
pub async fn list(State(app): State<App>, member: Member) -> Answer {
    let today = member.day(app.now());
    let mut read = app.db.read().await?;
    let library = yours::library(&app, &mut read, &member).await?;
    let begun = begun::aside(&mut read, &member).await?;
    let moments = moments::store::removed(&mut read, member.id()).await?.into_iter().map(|row| Moment {
        id: row.id,
        day: member.calendar().day_from(row.day, today),
        words: row.open(member.keyring()).ok().map(|moment| moment.words),
    });
    let steps = steps::store::removed(&mut read, member.id())
        .await?
        .into_iter()
        .map(|row| OwnStep { id: row.id, title: row.open(member.keyring()).ok().map(|step| step.title) });
    let look_backs = reflections::store::removed(&mut read, member.id()).await?.into_iter().filter_map(|pair| {
        let row = pair.reflection?;
        let told = pair.attempt.open(member.keyring()).ok().zip(row.open(member.keyring()).ok());
        let step = told.as_ref().and_then(|(attempted, _)| library.step(attempted.step));
        Some(LookBack {
            id: row.id,
            day: member.calendar().day_from(row.day, today),
            title: step.map(|step| step.title.as_str()),
            told,
        })
    });
    let page = RemovedPage {
        shell: Shell::of(&member, Section::Settings),
        look_backs: look_backs.collect(),
        moments: moments.collect(),
        steps: steps.collect(),
        begun: entries(&library, &mut read, &member, begun).await?,
    };
    Ok(page.into_response())
}

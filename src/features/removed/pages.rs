//! The list of it. Bringing something back is up to the room it came from.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::base::ids::Id;
use crate::base::words::Said;
use crate::features::drafts::pages as drafts;
use crate::features::drafts::pages::Entry as Begun;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempted, Reflected};
use crate::model::scheduler::Felt;
use crate::records::drafts::form;
use crate::records::entries::store;
use crate::records::kind::Kind;
use crate::records::registry::Registry;
use crate::records::{personal_library, reflections};
use crate::web::app::App;
use crate::web::error::Answer;
use crate::web::frame::{Section, Shell};

/// An entry of any kind; one that does not open has no words.
struct Kept {
    id: Id,
    kind: Kind,
    day: Said,
    words: Option<Vec<String>>,
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
        attempted.guess(reflected)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "removed.html")]
struct RemovedPage<'a> {
    shell: Shell,
    look_backs: Vec<LookBack<'a>>,
    entries: Vec<Kept>,
    begun: Vec<Begun<'a>>,
}

/// Lists what can be brought back, of every kind.
pub async fn list(State(app): State<App>, member: Member) -> Answer {
    let today = member.day(app.now());
    let registry = app.content::<Registry>()?;
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let begun = form::aside(&mut read, &member).await?;
    let kept = store::removed(&mut read, member.id()).await?.into_iter().filter_map(|entry| {
        let (id, kind, day) = (entry.row.id, registry.kind(&entry.kind)?, entry.row.day());
        let day = member.calendar().day_from(day, today);
        Some(Kept { id, kind, day, words: kind.words(entry, member.keyring()).ok() })
    });
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
        shell: Shell::of(&member, Section::More),
        look_backs: look_backs.collect(),
        entries: kept.collect(),
        begun: drafts::entries(registry, &library, &mut read, &member, begun).await?,
    };
    Ok(page.into_response())
}

//! The list of it. Bringing something back is up to the room it came from.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::features::drafts::pages as draft_pages;
use crate::features::drafts::pages::DraftItem;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::scheduler::Felt;
use crate::records::drafts::form;
use crate::records::entries::store;
use crate::records::kind::EntryKind;
use crate::records::portion::REMOVED_MOST;
use crate::records::registry::Registry;
use crate::records::{personal_library, reflections};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

/// An entry of any kind; one that does not open has no words.
struct RemovedEntry {
    id: Id,
    kind: EntryKind,
    day: DateText,
    words: Option<Vec<String>>,
}

/// A look back; one that does not open has no `told`.
struct RemovedReflection<'a> {
    id: Id,
    day: DateText,
    title: Option<&'a str>,
    told: Option<(Attempt, Reflection)>,
}

impl RemovedReflection<'_> {
    fn guess(&self) -> Option<Felt> {
        let (attempted, reflected) = self.told.as_ref()?;
        attempted.guess(reflected)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "removed/list.html")]
struct RemovedPage<'a> {
    frame: PageFrame,
    look_backs: Vec<RemovedReflection<'a>>,
    entries: Vec<RemovedEntry>,
    begun: Vec<DraftItem<'a>>,
    /// Whether there may be more entries than are shown.
    more: bool,
}

/// Lists what can be brought back, of every kind.
pub async fn list(State(app): State<App>, member: Member) -> PageResult {
    let today = member.today();
    let registry = app.content::<Registry>()?;
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let begun = form::removed_drafts(&mut read, &member).await?;
    let kept = store::removed(&mut read, member.id()).await?;
    let more = i64::try_from(kept.len()) == Ok(REMOVED_MOST);
    let kept = kept.into_iter().filter_map(|entry| {
        let (id, kind, day) = (entry.row.id, registry.kind(&entry.kind)?, entry.row.day());
        let day = member.calendar().day_from(day, today);
        Some(RemovedEntry { id, kind, day, words: kind.words(entry, member.keyring()).ok() })
    });
    let look_backs = reflections::store::removed(&mut read, member.id()).await?.into_iter().filter_map(|pair| {
        let row = pair.reflection?;
        let told = pair.attempt.open(member.keyring()).ok().zip(row.open(member.keyring()).ok());
        let step = told.as_ref().and_then(|(attempted, _)| library.step(attempted.step));
        Some(RemovedReflection {
            id: row.id,
            day: member.calendar().day_from(row.day, today),
            title: step.map(|step| step.title.as_str()),
            told,
        })
    });
    let page = RemovedPage {
        frame: PageFrame::of(&member, NavSection::More),
        look_backs: look_backs.collect(),
        entries: kept.collect(),
        begun: draft_pages::entries(registry, &library, &mut read, &member, begun).await?,
        more,
    };
    Ok(page.into_response())
}

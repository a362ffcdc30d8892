//! What was left for somebody without their session: shown apart, taken in by a tap, let go by a tap.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use sqlx::SqliteConnection;

use super::pages::{DraftItem, entries};
use super::paths;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::steps::Library;
use crate::records::drafts::form::OpenedDraft;
use crate::records::late_forms::{self, Came, OpenedLateForm, TakenIn};
use crate::records::registry::Registry;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;
use crate::web::paths::with_draft;

/// What was left on one page.
pub struct LeftItem<'a> {
    pub came: Came,
    pub latest: DraftItem<'a>,
    /// What the script had saved on the way there, the latest first.
    pub earlier: Vec<DraftItem<'a>>,
}

/// What waits, or was let go.
pub async fn items<'a>(
    app: &App,
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &Member,
    removed: bool,
) -> PageResult<Vec<LeftItem<'a>>> {
    let registry = app.content::<Registry>()?;
    let mut items = Vec::new();
    for page in late_forms::left_pages(app, read, member, removed).await? {
        let came = page.latest.came;
        let newest_first = std::iter::once(page.latest).chain(page.earlier.into_iter().rev());
        let mut shown = entries(registry, library, read, member, newest_first.map(opened).collect()).await?;
        let earlier = shown.split_off(1);
        items.extend(shown.pop().map(|latest| LeftItem { came, latest, earlier }));
    }
    Ok(items)
}

fn opened(form: OpenedLateForm) -> OpenedDraft {
    OpenedDraft { id: form.id, revision: 0, kept_at: form.kept_at, draft: form.draft }
}

/// Makes a draft of it and leads to its form.
pub async fn take_in(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let to = match late_forms::take_in(&app, &member, id).await?.ok_or(PageError::NotFound)? {
        TakenIn::As(draft, Some(page)) => with_draft(&page, draft),
        TakenIn::As(_, None) => paths::LIST.to_owned(),
        TakenIn::NoRoom => paths::LIST_FULL.to_owned(),
    };
    Ok(Redirect::to(&to).into_response())
}

/// Lets it go, with what led to it; it can be brought back for 30 days.
pub async fn remove(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    set_removed(&app, &member, id, true).await?;
    Ok(Redirect::to(&paths::list_left(id)).into_response())
}

pub async fn restore(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    set_removed(&app, &member, id, false).await?;
    Ok(Redirect::to(paths::LIST).into_response())
}

async fn set_removed(app: &App, member: &Member, id: Id, removed: bool) -> PageResult<()> {
    if late_forms::set_removed(app, member, id, removed).await? { Ok(()) } else { Err(PageError::NotFound) }
}

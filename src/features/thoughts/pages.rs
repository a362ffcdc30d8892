//! Writing a thought down, and finding the others.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use sqlx::SqliteConnection;

use super::form::{Fault, Fields};
use super::{BeliefStrength, Thought, paths};
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::features::support;
use crate::records::copies::marks;
use crate::records::copies::seen::SeenThings;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, EntryList, ListQuery};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// How many thoughts one list holds.
const A_LIST: i64 = 30;

#[derive(Template, WebTemplate)]
#[template(path = "thoughts/list.html")]
struct ThoughtsPage {
    frame: PageFrame,
    id: Id,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
    thoughts: EntryList<Thought>,
    /// Who sees each of them, and who will see this one.
    seen: SeenThings,
    seen_by: Vec<String>,
}

impl ThoughtsPage {
    fn wrong(&self) -> &'static str {
        self.faults.first().map_or("", |fault| fault.words())
    }
}

/// A thought to write down, and those written before.
pub async fn list(cx: FormContext, Query(asked): Query<ListQuery>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::LIST], Fields::default()).await?;
    Ok(page(&cx, &mut read, &asked, form).await?.into_response())
}

/// Keeps a thought; a closer look can follow at once or later.
pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let thought = match fields.understood(cx.at()) {
        Ok((thought, _)) => thought,
        Err(faults) => {
            let form = cx.redisplay(paths::LIST, fields);
            let page = page(&cx, &mut *cx.app.db.read().await?, &ListQuery::default(), form).await?;
            return invalid(ThoughtsPage { faults, ..page });
        }
    };
    let id = cx.keep(&fields.id, &thought).await?;
    support::after_saving(&cx, id, &thought.words(), &paths::thought(id)).await
}

async fn page(
    cx: &FormContext,
    read: &mut SqliteConnection,
    asked: &ListQuery,
    form: FilledForm<Fields>,
) -> PageResult<ThoughtsPage> {
    Ok(ThoughtsPage {
        frame: PageFrame::of(&cx.member, NavSection::Notebook),
        id: id_or_new(&form.fields.id),
        writing: form.draft,
        fields: form.fields,
        faults: Vec::new(),
        seen: marks::all(read, &cx.member).await?,
        seen_by: marks::will_see(read, &cx.member, Thought::NAME).await?,
        thoughts: entries::list(read, &cx.member, asked, A_LIST, |thought: &Thought| thought.at).await?,
    })
}

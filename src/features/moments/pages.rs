//! Keeping a moment, and reading them again.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::form::{Fault, Fields};
use super::{Moment, paths};
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::features::journal::prompts::{Prompts, QuickMoment};
use crate::features::support;
use crate::features::today::paths as today_paths;
use crate::records::copies::marks;
use crate::records::copies::seen::SeenThings;
use crate::records::drafts::form::{self, DraftForm, DraftQuery, OpenedDraft};
use crate::records::entries::ListQuery;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::months::{self, MonthlyList};
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// How many moments one page holds.
const A_PAGE: i64 = 50;

/// The form of a moment as a page shows it.
pub struct MomentForm {
    /// The id the moment will have.
    pub id: Id,
    pub writing: DraftForm,
    pub words: String,
    /// The day that was chosen, as it was typed,
    pub day: String,
    /// and the last one that can be.
    pub today: Date,
    /// Who will see it,
    pub seen_by: Vec<String>,
    /// and whether it was ticked that they will not.
    pub kept_back: String,
}

impl MomentForm {
    /// With the words that were begun, where some were.
    pub fn resumed(begun: &[OpenedDraft], query: &DraftQuery, today: Date) -> Self {
        let (draft, fields) = form::resume::<Fields>(begun, &[paths::LIST], query);
        Self::new(FilledForm { draft, fields: fields.unwrap_or_default() }, today)
    }

    fn new(FilledForm { fields, draft }: FilledForm<Fields>, today: Date) -> Self {
        Self {
            id: id_or_new(&fields.id),
            writing: draft,
            words: fields.words,
            day: fields.day,
            today,
            seen_by: Vec::new(),
            kept_back: fields.kept_back,
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "moments/list.html")]
struct MomentsPage<'a> {
    frame: PageFrame,
    noticing: MomentForm,
    kinds: &'a [QuickMoment],
    moments: MonthlyList<Moment>,
    /// Who sees each of them.
    seen: SeenThings,
    fault: Option<Fault>,
}

impl MomentsPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// Lists the moments, the latest first.
pub async fn list(cx: FormContext, Query(asked): Query<ListQuery>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::LIST], Fields::default()).await?;
    Ok(page(&cx, &mut read, &asked, form).await?.into_response())
}

/// Keeps a moment.
pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let tapped = cx.app.content::<Prompts>()?.moment(&fields.kind).map(|kind| kind.text.clone());
    match fields.understood(tapped.unwrap_or_default(), cx.at(), cx.member.today()) {
        Ok((moment, day)) => {
            let id = cx.keep_for(&fields.id, day, &moment).await?;
            support::after_saving(&cx, id, &moment.words(), &today_paths::with_moment(id)).await
        }
        Err(fault) => {
            let form = cx.redisplay(paths::LIST, fields);
            let page = page(&cx, &mut *cx.app.db.read().await?, &ListQuery::default(), form).await?;
            invalid(MomentsPage { fault: Some(fault), ..page })
        }
    }
}

async fn page<'a>(
    cx: &'a FormContext,
    read: &mut SqliteConnection,
    asked: &ListQuery,
    form: FilledForm<Fields>,
) -> PageResult<MomentsPage<'a>> {
    let seen_by = marks::will_see(read, &cx.member, Moment::NAME).await?;
    Ok(MomentsPage {
        frame: PageFrame::of(&cx.member, NavSection::Notebook),
        noticing: MomentForm { seen_by, ..MomentForm::new(form, cx.member.today()) },
        seen: marks::all(read, &cx.member).await?,
        kinds: &cx.app.content::<Prompts>()?.moments,
        moments: months::list(read, &cx.member, asked, A_PAGE, |moment: &Moment| moment.at, paths::until).await?,
        fault: None,
    })
}

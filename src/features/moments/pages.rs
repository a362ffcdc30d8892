//! Keeping a moment, and reading them again.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::Moment;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::words::DateText;
use crate::base::words::typed::words;
use crate::features::journal::prompts::{Prompts, QuickMoment};
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::{self, DraftForm, DraftQuery, OpenedDraft};
use crate::records::entries;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

/// Where the form is sent.
const PATH: &str = "/moments";
/// How many moments one page holds.
const A_PAGE: i64 = 50;

/// The form of a moment.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    id: String,
    words: String,
    /// The kind that was tapped.
    kind: String,
}

/// Why a moment was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Empty,
    Long,
}

/// From which moment on to list, and what was removed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: i64,
    removed: Option<Id>,
}

/// A moment in the list; one that does not open is none.
struct MomentItem {
    id: Id,
    day: DateText,
    moment: Option<Moment>,
}

/// The form of a moment as a page shows it.
pub struct MomentForm {
    /// The id the moment will have.
    pub id: Id,
    /// What keeps it while it is written.
    pub writing: DraftForm,
    /// What is written so far.
    pub words: String,
}

impl MomentForm {
    /// With the words that were begun, where some were.
    pub fn resumed(begun: &[OpenedDraft], named: &DraftQuery) -> Self {
        let (writing, fields) = form::resume(begun, &[PATH], named);
        Self::with(writing, fields.unwrap_or_default())
    }

    fn with(writing: DraftForm, fields: Fields) -> Self {
        Self { id: id_or_new(&fields.id), writing, words: fields.words }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "moments.html")]
struct MomentsPage<'a> {
    frame: PageFrame,
    noticing: MomentForm,
    kinds: &'a [QuickMoment],
    entries: Vec<MomentItem>,
    removed: Option<Id>,
    earlier: Option<i64>,
    fault: Option<Fault>,
}

impl Fault {
    /// What to say of it.
    const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a few words first.",
            Self::Long => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

/// Lists the moments, the latest first.
pub async fn list(
    State(app): State<App>,
    member: Member,
    Query(asked): Query<Asked>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let begun = form::all(&mut read, &member).await?;
    Ok(page(&app, &mut read, &member, asked, MomentForm::resumed(&begun, &named)).await?.into_response())
}

/// Keeps a moment.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let kind = app.content::<Prompts>()?.moment(&fields.kind).map(|kind| kind.text.clone()).unwrap_or_default();
    let words = match words(&fields.words) {
        Ok(words) if words.is_empty() && kind.is_empty() => {
            return again(&app, &member, &named, fields, Fault::Empty).await;
        }
        Ok(words) => words,
        Err(_) => return again(&app, &member, &named, fields, Fault::Long).await,
    };
    let (id, now) = (id_or_new(&fields.id), app.now());
    let moment = Moment { words, kind, at: now.as_millisecond() };
    let mut write = app.db.write().await?;
    let id = entries::keep(&mut write, &member, id, member.today(), &moment).await?;
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &moment.words(), &format!("/today?moment={id}")).await
}

async fn again(app: &App, member: &Member, named: &DraftQuery, fields: Fields, fault: Fault) -> PageResult {
    let (mut read, noticing) = (app.db.read().await?, MomentForm::with(named.again(PATH), fields));
    let page = page(app, &mut read, member, Asked::default(), noticing).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, MomentsPage { fault: Some(fault), ..page }).into_response())
}

async fn page<'a>(
    app: &'a App,
    read: &mut SqliteConnection,
    member: &Member,
    asked: Asked,
    noticing: MomentForm,
) -> PageResult<MomentsPage<'a>> {
    let today = member.today();
    let latest = entries::latest::<Moment>(read, member, (asked.from, A_PAGE), |moment| moment.at).await?;
    let entries = latest.entries.into_iter().map(|(row, moment)| MomentItem {
        id: row.id,
        day: member.calendar().day_from(row.day, today),
        moment,
    });
    Ok(MomentsPage {
        frame: PageFrame::of(member, NavSection::Notebook),
        noticing,
        kinds: &app.content::<Prompts>()?.moments,
        entries: entries.collect(),
        removed: asked.removed,
        earlier: latest.earlier,
        fault: None,
    })
}

//! A step being tried: what it is, and the one tap that looks back on it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use sqlx::SqliteConnection;

use super::form::{Fault, Fields, wrong};
use super::{calendar, pages};
use crate::base::ids::Id;
use crate::base::sealed::seal;
use crate::features::people::contact_list::{ContactChoice, company};
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Attempt;
use crate::model::steps::{Library, StepView};
use crate::records::drafts::form::{self, DraftForm, DraftQuery};
use crate::records::personal_library;
use crate::records::reflections::store;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "reflections/attempt.html")]
struct AttemptPage<'a> {
    frame: PageFrame,
    id: Id,
    shown: StepView<'a>,
    /// When it is planned for, as far as it was said.
    when: calendar::Fields,
    /// Whether that was no day and time.
    bad_when: bool,
    guessed: bool,
    writing: DraftForm,
    fields: Fields,
    company: Vec<ContactChoice>,
    fault: Option<Fault>,
}

impl AttemptPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        wrong(self.fault, field)
    }
}

/// Shows what is being tried. One that was looked back on shows that instead.
pub async fn show(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let pair = store::pair(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    if pair.reflection.is_some() && !pair.removed {
        return Ok(Redirect::to(&format!("/reflections/{id}")).into_response());
    }
    let attempted = pair.attempt.open(member.keyring())?;
    let library = personal_library::with_removed(&app, &mut read, &member).await?;
    let begun = form::all(&mut read, &member).await?;
    let (writing, fields) = form::resume(&begun, &[&form_path(id), &pages::form_path(id)], &named);
    let fields: Fields = fields.unwrap_or_default();
    let company = company(&mut read, &member, &fields.with).await?;
    Ok(page(&library, &member, id, &attempted, writing, (fields, company))?.into_response())
}

/// Keeps a look back. A second one from a form that was sent twice changes nothing; one that differs, from another
/// tab, is offered as an edit, so that neither is lost.
pub async fn reflect(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let pair = store::pair(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let attempted = pair.attempt.open(member.keyring())?;
    let reflected = match fields.understood(app.now().as_millisecond()) {
        Ok(reflected) => reflected,
        Err(fault) => {
            let library = personal_library::with_removed(&app, &mut write, &member).await?;
            let company = company(&mut write, &member, &fields.with).await?;
            let page = page(&library, &member, id, &attempted, named.again(&form_path(id)), (fields, company))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, AttemptPage { fault: Some(fault), ..page }).into_response());
        }
    };
    let kept = match pair.reflection {
        None => {
            let sealed = seal(member.keyring(), id, 1, &reflected)?;
            store::add_reflection(&mut write, member.id(), id, member.today(), &sealed).await?
        }
        Some(earlier) if pair.removed => {
            let revision = earlier.revision + 1;
            let sealed = seal(member.keyring(), id, revision, &reflected)?;
            store::save_reflection(&mut write, member.id(), id, revision, &sealed).await?
        }
        Some(earlier) => {
            let same = earlier.open(member.keyring()).is_ok_and(|earlier| earlier.same_content(&reflected));
            if !same {
                return pages::changed_meanwhile(&app, &mut write, &member, &attempted, &earlier, &named, fields).await;
            }
            true
        }
    };
    if !kept {
        return Err(PageError::NotFound);
    }
    named.sent(&mut write, &member, app.now()).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &[&reflected.note], &format!("/today?kept={id}")).await
}

/// The same page, where the calendar was given no day or no time.
pub async fn asking_when(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    id: Id,
    when: calendar::Fields,
) -> PageResult {
    let pair = store::pair(read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let library = personal_library::with_removed(app, read, member).await?;
    let begun = form::all(read, member).await?;
    let (writing, fields) = form::resume(&begun, &[&form_path(id), &pages::form_path(id)], &DraftQuery::default());
    let (attempted, fields): (_, Fields) = (pair.attempt.open(member.keyring())?, fields.unwrap_or_default());
    let company = company(read, member, &fields.with).await?;
    let page = page(&library, member, id, &attempted, writing, (fields, company))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, AttemptPage { when, bad_when: true, ..page }).into_response())
}

/// Where its form is sent.
pub fn form_path(id: Id) -> String {
    format!("/attempts/{id}/reflection")
}

fn page<'a>(
    library: &'a Library,
    member: &Member,
    id: Id,
    attempted: &Attempt,
    writing: DraftForm,
    (fields, company): (Fields, Vec<ContactChoice>),
) -> PageResult<AttemptPage<'a>> {
    let shown = StepView::tried(library, member.profile(), attempted).ok_or(PageError::NotFound)?;
    let guessed = attempted.expected.is_some();
    let when = calendar::Fields { day: member.today().to_string(), ..calendar::Fields::default() };
    Ok(AttemptPage {
        frame: PageFrame::of(member, NavSection::Today),
        id,
        shown,
        when,
        bad_when: false,
        guessed,
        writing,
        fields,
        company,
        fault: None,
    })
}

//! A step being tried: what it is, and the one tap that looks back on it.

use askama::Template;
use askama_web::WebTemplate;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use sqlx::SqliteConnection;

use super::form::{Fault, Fields, wrong};
use super::look_back_form::LookBackForm;
use super::{calendar, pages, paths};
use crate::base::ids::Id;
use crate::base::sealed::{SealedRow, seal};
use crate::base::zones;
use crate::features::support;
use crate::features::today::paths as today_paths;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::steps::{Library, StepView};
use crate::records::copies;
use crate::records::form_context::FormContext;
use crate::records::personal_library;
use crate::records::reflections::store::{self, AttemptPair};
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "reflections/attempt.html")]
struct AttemptPage<'a> {
    frame: PageFrame,
    id: Id,
    shown: StepView<'a>,
    /// When it is planned for, as far as it was said.
    when: calendar::Fields,
    /// Where that time is told.
    place: String,
    /// What is wrong with it.
    bad_when: Option<calendar::Fault>,
    guessed: bool,
    /// The question for the guess, where it is asked first.
    asks: Option<GuessQuestion>,
    form: LookBackForm,
    fault: Option<Fault>,
}

/// The question for the guess, and whether what was sent is none of its answers.
#[derive(Clone, Copy, Debug)]
struct GuessQuestion {
    wrong: bool,
}

impl AttemptPage<'_> {
    fn guess_is_wrong(&self) -> bool {
        self.asks.is_some_and(|guess| guess.wrong)
    }

    fn wrong(&self, field: &str) -> &'static str {
        wrong(self.fault, field)
    }

    /// What to say beside the day or the time it is planned for.
    fn wrong_when(&self, field: &str) -> &'static str {
        self.bad_when.filter(|fault| fault.field() == field).map_or("", calendar::Fault::words)
    }
}

/// Shows what is being tried. One that was looked back on shows that instead.
pub async fn show(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    shown(&cx, id, None).await
}

/// Asks for the guess first, once.
pub async fn ask_guess(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    shown(&cx, id, Some(GuessQuestion { wrong: false })).await
}

/// Asks for it again, as what was sent is none of the answers.
pub async fn ask_guess_again(cx: &FormContext, id: Id) -> PageResult {
    let page = shown(cx, id, Some(GuessQuestion { wrong: true })).await?;
    Ok(if page.status() == StatusCode::OK { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

async fn shown(cx: &FormContext, id: Id, asks: Option<GuessQuestion>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let pair = store::pair(&mut read, cx.member.id(), id).await?.ok_or(PageError::NotFound)?;
    if pair.reflection.is_some() && !pair.removed {
        return Ok(Redirect::to(&paths::reflection(id)).into_response());
    }
    let attempted = pair.attempt.open(cx.member.keyring())?;
    if asks.is_some() && attempted.expected.is_some() {
        return Ok(Redirect::to(&paths::attempt(id)).into_response());
    }
    let library = personal_library::with_removed(&cx.app, &mut read, &cx.member).await?;
    let fields = told_before(&cx.member, &pair).unwrap_or_default();
    let form = cx.form(&mut read, &[&paths::reflect(id), &paths::reflection(id)], fields).await?;
    let form = LookBackForm::of(&mut read, &cx.member, form, None).await?;
    Ok(AttemptPage { asks, ..page(&library, &cx.member, id, &attempted, form)? }.into_response())
}

/// What was told of it and then removed: it can be told anew from there.
fn told_before(member: &Member, pair: &AttemptPair) -> Option<Fields> {
    let row = pair.reflection.as_ref().filter(|_| pair.removed)?;
    let attempted = pair.attempt.open(member.keyring()).ok()?;
    Some(Fields::saying(&row.open(member.keyring()).ok()?, attempted.expected, row.revision))
}

/// Keeps a look back. A second one from a form that was sent twice changes nothing; one that differs, from another
/// tab or in place of one that was removed, is offered as an edit, so that neither is lost.
pub async fn reflect(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let (member, mut write) = (&cx.member, cx.app.db.write().await?);
    let pair = store::pair(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let attempted = pair.attempt.open(member.keyring())?;
    let library = personal_library::with_removed(&cx.app, &mut write, member).await?;
    let before = pair.reflection.as_ref().and_then(|earlier| earlier.open(member.keyring()).ok());
    let waits = pages::may_await_reply(&library, &attempted, before.as_ref());
    let reflected = match fields.understood(cx.at(), waits) {
        Ok(reflected) => reflected,
        Err(fault) => {
            let form = LookBackForm::of(&mut write, member, cx.redisplay(&paths::reflect(id), fields), None).await?;
            return invalid(AttemptPage { fault: Some(fault), ..page(&library, member, id, &attempted, form)? });
        }
    };
    let kept = match pair.reflection {
        None => {
            let sealed = seal(member.keyring(), id, member.today(), 1, &reflected)?;
            store::add_reflection(&mut write, member.id(), id, member.today(), &sealed).await?
        }
        Some(earlier)
            if pair.removed && (fields.revision == earlier.revision || same(member, &earlier, &reflected)) =>
        {
            let revision = earlier.revision + 1;
            let sealed = seal(member.keyring(), id, earlier.day, revision, &reflected)?;
            store::save_reflection(&mut write, member.id(), id, revision, &sealed).await?
        }
        Some(earlier) => {
            if !same(member, &earlier, &reflected) {
                return pages::changed_meanwhile(&cx, &mut write, &attempted, &earlier, fields).await;
            }
            true
        }
    };
    if !kept {
        return Err(PageError::NotFound);
    }
    copies::reflections::told(&cx.app, &mut write, member, id).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    let next = if reflected.is_one_tap() { paths::felt_now(id) } else { today_paths::with_kept(id) };
    support::after_saving(&cx, id, &[&reflected.note], &next).await
}

/// Whether it was told before, in the same words.
fn same(member: &Member, earlier: &SealedRow<Reflection>, told: &Reflection) -> bool {
    earlier.open(member.keyring()).is_ok_and(|earlier| earlier.same_content(told))
}

/// The same page, where the calendar was given no day or no time.
pub async fn asking_when(
    cx: &FormContext,
    read: &mut SqliteConnection,
    id: Id,
    when: calendar::Fields,
    fault: calendar::Fault,
) -> PageResult {
    let pair = store::pair(read, cx.member.id(), id).await?.ok_or(PageError::NotFound)?;
    let library = personal_library::with_removed(&cx.app, read, &cx.member).await?;
    let form = cx.form(read, &[&paths::reflect(id), &paths::reflection(id)], Fields::default()).await?;
    let form = LookBackForm::of(read, &cx.member, form, None).await?;
    let page = page(&library, &cx.member, id, &pair.attempt.open(cx.member.keyring())?, form)?;
    invalid(AttemptPage { when, bad_when: Some(fault), ..page })
}

fn page<'a>(
    library: &'a Library,
    member: &Member,
    id: Id,
    attempted: &Attempt,
    form: LookBackForm,
) -> PageResult<AttemptPage<'a>> {
    let shown = StepView::tried(library, member.profile(), attempted).ok_or(PageError::NotFound)?;
    let guessed = attempted.expected.is_some();
    let when = calendar::Fields { day: member.today().to_string(), ..calendar::Fields::default() };
    Ok(AttemptPage {
        frame: PageFrame::of(member, NavSection::Today),
        id,
        shown,
        when,
        place: zones::place(member.zone()),
        bad_when: None,
        guessed,
        asks: None,
        form,
        fault: None,
    })
}

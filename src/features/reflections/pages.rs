//! Looking back: the list by months, an edit, removing and bringing back.

use std::cmp::Reverse;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::evidence::Evidence;
use super::form::{Fault, Fields, wrong};
use super::look_back_form::LookBackForm;
use super::{evidence_page, paths};
use crate::base::ids::Id;
use crate::base::sealed::{SealedRow, seal};
use crate::base::words::{self, DateText};
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, AttemptOutcome, Reflection};
use crate::model::scheduler::Felt;
use crate::model::steps::Library;
use crate::records::copies::marks::{self, SharedMarks};
use crate::records::copies::seen::SeenThings;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups::{self, GroupItem};
use crate::records::months::{self, MonthItems, YearLinks};
use crate::records::portion::{A_PAGE, Before};
use crate::records::reflections::store::{self, AttemptPair};
use crate::records::{copies, personal_library, removed};
use crate::web;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

/// How many days of looking back one page holds at the least, where there are as many. It begins with a month.
const DAYS_A_PAGE: i32 = 15;

/// Up to which day to list, before which one of that day, and what was removed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    to: Option<String>,
    before: Option<Id>,
    removed: Option<Id>,
    found: String,
    reply: String,
}

/// A look back in the list; one that does not open has no `told`.
struct ReflectionItem<'a> {
    id: Id,
    on: Date,
    day: DateText,
    title: Option<&'a str>,
    told: Option<(Attempt, Reflection)>,
}

impl ReflectionItem<'_> {
    fn guess(&self) -> Option<Felt> {
        let (attempted, reflected) = self.told.as_ref()?;
        attempted.guess(reflected)
    }

    /// Whether a reply may still come.
    fn is_quiet(&self) -> bool {
        self.told.as_ref().is_some_and(|(_, reflected)| reflected.outcome == AttemptOutcome::NoReplyYet)
    }

    /// Whether it was tried and not said yet what it was like.
    fn can_say_more(&self) -> bool {
        self.told
            .as_ref()
            .is_some_and(|(_, reflected)| reflected.felt.is_none() && reflected.outcome != AttemptOutcome::Rested)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "reflections/list.html")]
struct ReflectionListPage<'a> {
    frame: PageFrame,
    months: Vec<MonthItems<ReflectionItem<'a>>>,
    /// The way to each month, where not all of them are on the page.
    years: Vec<YearLinks>,
    /// Where what lies further back is.
    earlier: Option<String>,
    later: bool,
    removed: Option<Id>,
    found: bool,
    reply: bool,
    evidence: Evidence,
    /// Who sees each of them.
    seen: SeenThings,
}

#[derive(Template, WebTemplate)]
#[template(path = "reflections/edit.html")]
struct ReflectionEditPage<'a> {
    frame: PageFrame,
    id: Id,
    /// None for a step of one's own that was removed.
    title: Option<&'a str>,
    day: DateText,
    guess: Option<Felt>,
    waits: bool,
    form: LookBackForm,
    fault: Option<Fault>,
    theirs: Option<Reflection>,
    /// Who sees it, and the groups that could be told; not beside what is wrong.
    marks: Option<(SharedMarks, Vec<GroupItem>)>,
}

impl ReflectionEditPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        wrong(self.fault, field)
    }

    /// The guess before, as the other tab has it.
    fn their_guess(&self) -> Option<Felt> {
        self.guess.or(self.theirs.as_ref()?.expected)
    }
}

/// Lists what was looked back on, by months, the latest first.
pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let today = member.today();
    let asked_to: Option<Date> = asked.to.as_ref().and_then(|to| to.parse().ok());
    // Days ahead exist when a clock or a zone moved back; they are listed too.
    let before = asked_to.map_or_else(Before::end, |to| Before::after(to, asked.before));
    let mut read = app.db.read().await?;
    let newest = store::day_before(&mut read, member.id(), &before).await?.unwrap_or(today);
    let from = words::days_before(newest, DAYS_A_PAGE - 1).first_of_month();
    let pairs = store::looked_back(&mut read, member.id(), from, &before, A_PAGE).await?;
    let earlier = earlier(&mut read, &member, &pairs).await?;
    let is_whole = earlier.is_none() && asked_to.is_none();
    let found = if is_whole { Vec::new() } else { months::store::of_reflections(&mut read, member.id()).await? };
    let library = personal_library::library(&app, &mut read, &member).await?;
    let page = ReflectionListPage {
        frame: PageFrame::of(&member, NavSection::Notebook),
        months: months::by_month(&member, items(&library, &member, pairs), |item| item.on),
        years: months::links(&member, &found, paths::earlier),
        earlier,
        later: asked_to.is_some(),
        removed: asked.removed,
        found: !asked.found.is_empty(),
        reply: !asked.reply.is_empty(),
        evidence: evidence_page::evidence(&library, &mut read, &member).await?,
        seen: marks::all(&mut read, &member).await?,
    };
    Ok(page.into_response())
}

/// Where the list goes on after these, if it does.
async fn earlier(read: &mut SqliteConnection, member: &Member, pairs: &[AttemptPair]) -> PageResult<Option<String>> {
    let Some(last) = pairs.last().and_then(|pair| pair.reflection.as_ref()) else { return Ok(None) };
    let before = Before::after(last.day, Some(last.id));
    let goes_on = store::day_before(read, member.id(), &before).await?;
    Ok(goes_on.map(|day| match day {
        day if day == last.day => paths::earlier_that_day(day, last.id),
        day => paths::earlier(day),
    }))
}

/// The latest day first, and of a day what was told last.
fn items<'a>(library: &'a Library, member: &Member, pairs: Vec<AttemptPair>) -> Vec<ReflectionItem<'a>> {
    let item = |AttemptPair { attempt, reflection, .. }: AttemptPair| {
        let row = reflection?;
        let told = attempt.open(member.keyring()).ok().zip(row.open(member.keyring()).ok());
        let title = told.as_ref().and_then(|(attempted, _)| library.heading(attempted));
        Some(ReflectionItem { id: row.id, on: row.day, day: member.day_text(row.day), title, told })
    };
    let mut items: Vec<ReflectionItem> = pairs.into_iter().filter_map(item).collect();
    items.sort_by_key(|item| Reverse((item.on, item.told.as_ref().map(|(_, reflected)| reflected.at))));
    items
}

/// Shows a look back to be read again and changed. One that was removed can be told anew.
pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let (member, mut read) = (&cx.member, cx.app.db.read().await?);
    let pair = store::pair(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    if pair.removed {
        return Ok(Redirect::to(&paths::attempt(id)).into_response());
    }
    let row = pair.reflection.ok_or(PageError::NotFound)?;
    let (attempted, reflected) = (pair.attempt.open(member.keyring())?, row.open(member.keyring())?);
    let saved = Fields::saying(&reflected, attempted.expected, row.revision);
    let form = cx.form(&mut read, &[&paths::reflection(id), &paths::reflect(id)], saved.clone()).await?;
    let form = FilledForm { fields: form.fields.over(saved), ..form };
    let library = personal_library::library(&cx.app, &mut read, member).await?;
    let form = LookBackForm::of(&mut read, member, form, Some((id, &reflected))).await?;
    let marks = Some((marks::of(&mut read, member, id).await?, groups::items(&mut read, member).await?));
    let page = page(&library, member, &attempted, (&row, &reflected), form);
    Ok(ReflectionEditPage { marks, ..page }.into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let (member, mut write) = (&cx.member, cx.app.db.write().await?);
    let pair = store::pair(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let row = pair.reflection.ok_or(PageError::NotFound)?;
    let (attempted, earlier) = (pair.attempt.open(member.keyring())?, row.open(member.keyring())?);
    let library = personal_library::library(&cx.app, &mut write, member).await?;
    let changed = match fields.understood(earlier.at, may_await_reply(&library, &attempted, Some(&earlier))) {
        Ok(changed) => changed.instead_of(&earlier),
        Err(fault) => {
            let form = cx.redisplay(&paths::reflection(id), fields);
            let form = LookBackForm::of(&mut write, member, form, Some((id, &earlier))).await?;
            let page = page(&library, member, &attempted, (&row, &earlier), form);
            return invalid(ReflectionEditPage { fault: Some(fault), ..page });
        }
    };
    if earlier.same_content(&changed) && !pair.removed {
        cx.finish(&mut write).await?;
        write.commit().await?;
        return Ok(Redirect::to(paths::LIST).into_response());
    }
    if fields.revision != row.revision {
        return changed_meanwhile(&cx, &mut write, &attempted, &row, fields).await;
    }
    let sealed = seal(member.keyring(), id, row.day, row.revision + 1, &changed)?;
    store::save_reflection(&mut write, member.id(), id, row.revision + 1, &sealed).await?;
    copies::reflections::told(&cx.app, &mut write, member, id).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    support::after_saving(&cx, id, &[&changed.note], paths::LIST).await
}

/// Shows what was sent beside what another tab has kept meanwhile. Saving again keeps what is in the form.
pub async fn changed_meanwhile(
    cx: &FormContext,
    read: &mut SqliteConnection,
    attempted: &Attempt,
    row: &SealedRow<Reflection>,
    fields: Fields,
) -> PageResult {
    let theirs = row.open(cx.member.keyring())?;
    let form = cx.redisplay(&paths::reflection(row.id), Fields { revision: row.revision, ..fields });
    let library = personal_library::library(&cx.app, read, &cx.member).await?;
    let form = LookBackForm::of(read, &cx.member, form, Some((row.id, &theirs))).await?;
    let page = page(&library, &cx.member, attempted, (row, &theirs), form);
    overtaken(ReflectionEditPage { theirs: Some(theirs), ..page })
}

/// Removes a look back; it can be brought back for 30 days.
pub async fn remove(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    mark(&app, &member, id, Some(app.now())).await?;
    Ok(Redirect::to(&web::paths::removed(paths::LIST, id)).into_response())
}

/// Brings a removed look back back.
pub async fn restore(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    mark(&app, &member, id, None).await?;
    Ok(Redirect::to(paths::LIST).into_response())
}

async fn mark(app: &App, member: &Member, id: Id, removed_at: Option<Timestamp>) -> PageResult<()> {
    let mut write = app.db.write().await?;
    if removed_at.is_none() {
        removed::can_come_back(app, &mut write, member, id).await?;
    }
    let pair = store::pair(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let row = pair.reflection.ok_or(PageError::NotFound)?;
    // One that does not open can be removed all the same.
    let key = row.key_if_removed(member.keyring(), removed_at.is_some()).ok();
    store::mark_removed(&mut write, member.id(), id, removed_at, key.as_deref()).await?;
    copies::reflections::marked(app, &mut write, member, id, removed_at.is_some()).await?;
    write.commit().await?;
    Ok(())
}

/// Whether a reply may be awaited: one can come, as it may to what is no longer there, or it was said before.
pub fn may_await_reply(library: &Library, attempted: &Attempt, before: Option<&Reflection>) -> bool {
    let size = library.step(attempted.step).and_then(|step| step.size(attempted.size));
    size.is_none_or(|size| size.reply) || before.is_some_and(|told| told.outcome == AttemptOutcome::NoReplyYet)
}

fn page<'a>(
    library: &'a Library,
    member: &Member,
    attempted: &Attempt,
    (row, told): (&SealedRow<Reflection>, &Reflection),
    form: LookBackForm,
) -> ReflectionEditPage<'a> {
    ReflectionEditPage {
        frame: PageFrame::of(member, NavSection::Notebook),
        id: row.id,
        title: library.heading(attempted),
        day: member.day_text(row.day),
        guess: attempted.expected,
        waits: may_await_reply(library, attempted, Some(told)),
        form,
        fault: None,
        theirs: None,
        marks: None,
    }
}

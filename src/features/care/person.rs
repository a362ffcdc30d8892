//! One person a supporter accompanies: what they show, sorted so that it can be read in three minutes.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::arrange::Fields;
use super::looking::{Look, ShownItem, ShownPortion};
use super::overview::Overview;
use super::{SupporterForm, parted, paths};
use crate::base::ids::Id;
use crate::base::words::{DateFormat, DateText};
use crate::features::measures::Measures;
use crate::members::roles::guard::Supporter;
use crate::members::sessions::guard::Member;
use crate::records::connections::{Connection, NumbersCompared, store};
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::letters::{LetterKind, given};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
    /// After how many of what is shown the page begins.
    from: usize,
}

/// What can be wrong with what a supporter keeps of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrangeFault {
    LongName,
    Day,
}

impl ArrangeFault {
    const fn field(self) -> &'static str {
        match self {
            Self::LongName => "called",
            Self::Day => "next",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::LongName => "Make the name shorter. 80 letters is the most.",
            Self::Day => "Choose a day, or leave it empty.",
        }
    }
}

/// What a supporter keeps of somebody, as its form shows it.
struct ArrangeForm {
    writing: DraftForm,
    fields: Fields,
    fault: Option<ArrangeFault>,
}

impl ArrangeForm {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", ArrangeFault::words)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/person.html")]
struct AccompaniedPage<'a> {
    frame: PageFrame,
    calendar: &'a DateFormat,
    id: Id,
    called: String,
    since: DateText,
    next: Option<DateText>,
    /// When they looked last,
    last: Option<DateText>,
    /// and whether they have seen some of it.
    looked: bool,
    asleep: bool,
    compared: NumbersCompared,
    /// Whether they gave what proves that they held the link.
    known: bool,
    overview: Overview<'a>,
    /// Where it goes further back, where more is shown than fits.
    further: Option<usize>,
    arrange: ArrangeForm,
    /// The questions that want a human beside them.
    together: Option<TogetherItem<'a>>,
    saved: bool,
}

/// Questions that open once two have turned them on.
struct TogetherItem<'a> {
    name: &'a str,
    what: &'a str,
    /// Whether this supporter has.
    on: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "care/further.html")]
struct FurtherBackPage<'a> {
    frame: PageFrame,
    calendar: &'a DateFormat,
    id: Id,
    called: String,
    items: Vec<ShownItem>,
    further: Option<usize>,
}

#[derive(Template, WebTemplate)]
#[template(path = "care/arrange.html")]
struct ArrangePage {
    frame: PageFrame,
    id: Id,
    called: String,
    arrange: ArrangeForm,
}

/// Looks at what one person shows. The look is kept first.
pub async fn show(
    supporter: Supporter,
    SupporterForm(cx): SupporterForm,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    if asked.from > 0 {
        return further_back(&cx.app, &supporter, id, asked.from).await;
    }
    let look = match Look::at(&cx.app, &supporter, id).await {
        Ok(look) => look,
        Err(problem) => return parted::page_or_words(&cx, &paths::arrange(id), Err::<Response, _>(problem)).await,
    };
    let ShownPortion { items, further } = look.portion(&supporter, 0);
    let mut read = cx.app.db.read().await?;
    let arranged = arranged(&cx.member, look.connection());
    let FilledForm { fields, draft: writing } = cx.form(&mut read, &[&paths::arrange(id)], arranged).await?;
    let arrange = ArrangeForm { writing, fields, fault: None };
    let page = page(&supporter, &look, &items, arrange);
    let together = together(&cx.app, &mut read, &supporter, id).await?;
    Ok(AccompaniedPage { together, further, saved: !asked.saved.is_empty(), ..page }.into_response())
}

/// What lies further back of what they show: the same look, and what is new stays new.
async fn further_back(app: &App, supporter: &Supporter, id: Id, from: usize) -> PageResult {
    let look = Look::aside(app, supporter, id).await?;
    let ShownPortion { items, further } = look.portion(supporter, from);
    let page = FurtherBackPage {
        frame: PageFrame::of(supporter.member(), NavSection::You),
        calendar: supporter.member().calendar(),
        id,
        called: look.connection().called(supporter.member().keyring()),
        items,
        further,
    };
    Ok(page.into_response())
}

/// The form on its own, with what is wrong with it: nothing of theirs is opened for that.
pub async fn with_fault(cx: &FormContext, id: Id, fields: Fields, fault: ArrangeFault) -> PageResult {
    let connection = store::of_supporter(&mut *cx.app.db.read().await?, cx.member.id(), id).await?;
    let called = connection.ok_or(PageError::NotFound)?.called(cx.member.keyring());
    let FilledForm { fields, draft: writing } = cx.redisplay(&paths::arrange(id), fields);
    let arrange = ArrangeForm { writing, fields, fault: Some(fault) };
    invalid(ArrangePage { frame: PageFrame::of(&cx.member, NavSection::You), id, called, arrange })
}

/// What they keep of somebody now.
fn arranged(member: &Member, connection: &Connection) -> Fields {
    let notes = connection.supporter_notes(member.keyring());
    let next = notes.next.filter(|day| *day >= member.today());
    Fields { called: notes.called, next: next.map(|day| day.to_string()).unwrap_or_default() }
}

fn page<'a>(
    supporter: &'a Supporter,
    look: &Look,
    items: &'a [ShownItem],
    arrange: ArrangeForm,
) -> AccompaniedPage<'a> {
    let (member, connection) = (supporter.member(), look.connection());
    let next = connection.supporter_notes(member.keyring()).next.filter(|day| *day >= member.today());
    AccompaniedPage {
        frame: PageFrame::of(member, NavSection::You),
        calendar: member.calendar(),
        id: connection.id,
        called: connection.called(member.keyring()),
        since: member.day_text(connection.since),
        next: next.map(|day| member.day_text(day)),
        last: look.last().map(|at| member.day_text(member.day_of(at))),
        looked: look.before().is_some(),
        asleep: connection.is_asleep(),
        compared: look.compared(member),
        known: is_known(member, connection),
        overview: Overview::of(items, member.today()),
        further: None,
        arrange,
        together: None,
        saved: false,
    }
}

async fn together<'a>(
    app: &'a App,
    read: &mut SqliteConnection,
    supporter: &Supporter,
    id: Id,
) -> PageResult<Option<TogetherItem<'a>>> {
    let Some(measure) = app.content::<Measures>()?.together() else { return Ok(None) };
    let member = supporter.member().id();
    let on = given::store::latest_by(read, member, Some(id), LetterKind::Measure).await?.is_some();
    Ok(Some(TogetherItem { name: &measure.name, what: &measure.what, on }))
}

fn is_known(member: &Member, connection: &Connection) -> bool {
    connection.is_asleep() || connection.member_key(member.keyring()).is_some()
}

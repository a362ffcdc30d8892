//! One person a supporter accompanies: what they show, sorted so that it can be read in three minutes.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::arrange::Fields;
use super::looking::{Look, ShownItem};
use super::overview::Overview;
use crate::base::ids::Id;
use crate::base::words::{DateFormat, DateText};
use crate::features::measures::Measures;
use crate::members::roles::guard::Supporter;
use crate::members::sessions::guard::Member;
use crate::records::connections::{Connection, store};
use crate::records::letters::{LetterKind, given};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
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
            Self::LongName => "This name is long. Use 80 characters or fewer.",
            Self::Day => "Choose a day, or leave it empty.",
        }
    }
}

/// What a supporter keeps of somebody, as its form shows it.
struct ArrangeForm {
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
    before: Option<DateText>,
    asleep: bool,
    compared: bool,
    /// Whether they gave what proves that they held the link.
    known: bool,
    overview: Overview<'a>,
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
#[template(path = "care/arrange.html")]
struct ArrangePage {
    frame: PageFrame,
    id: Id,
    called: String,
    arrange: ArrangeForm,
}

/// Looks at what one person shows. The look is kept first.
pub async fn show(
    State(app): State<App>,
    supporter: Supporter,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let look = Look::at(&app, &supporter, id).await?;
    let items = look.items(&supporter);
    let page = page(&supporter, &look, &items, !asked.saved.is_empty());
    Ok(AccompaniedPage { together: together(&app, &supporter, id).await?, ..page }.into_response())
}

/// The form on its own, with what is wrong with it: nothing of theirs is opened for that.
pub async fn with_fault(app: &App, supporter: &Supporter, id: Id, fields: Fields, fault: ArrangeFault) -> PageResult {
    let member = supporter.member();
    let connection = store::of_supporter(&mut *app.db.read().await?, member.id(), id).await?;
    let called = connection.ok_or(PageError::NotFound)?.called(member.keyring());
    let arrange = ArrangeForm { fields, fault: Some(fault) };
    invalid(ArrangePage { frame: PageFrame::of(member, NavSection::You), id, called, arrange })
}

fn page<'a>(supporter: &'a Supporter, look: &Look, items: &'a [ShownItem], saved: bool) -> AccompaniedPage<'a> {
    let (member, connection) = (supporter.member(), look.connection());
    let notes = connection.supporter_notes(member.keyring());
    let next = notes.next.filter(|day| *day >= member.today());
    let fields = Fields { called: notes.called, next: next.map(|day| day.to_string()).unwrap_or_default() };
    AccompaniedPage {
        frame: PageFrame::of(member, NavSection::You),
        calendar: member.calendar(),
        id: connection.id,
        called: connection.called(member.keyring()),
        since: member.day_text(connection.since),
        next: next.map(|day| member.day_text(day)),
        before: look.before().map(|at| member.day_text(member.day_of(at))),
        asleep: connection.is_asleep(),
        compared: connection.compared,
        known: is_known(member, connection),
        overview: Overview::of(items, member.today()),
        arrange: ArrangeForm { fields, fault: None },
        together: None,
        saved,
    }
}

async fn together<'a>(app: &'a App, supporter: &Supporter, id: Id) -> PageResult<Option<TogetherItem<'a>>> {
    let Some(measure) = app.content::<Measures>()?.together() else { return Ok(None) };
    let member = supporter.member().id();
    let on =
        given::store::latest_by(&mut *app.db.read().await?, member, Some(id), LetterKind::Measure).await?.is_some();
    Ok(Some(TogetherItem { name: &measure.name, what: &measure.what, on }))
}

fn is_known(member: &Member, connection: &Connection) -> bool {
    connection.is_asleep() || connection.member_key(member.keyring()).is_some()
}

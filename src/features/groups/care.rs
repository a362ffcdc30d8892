//! What is done to look after a group: the log, which everybody in it can read, and what was told to those who do.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::group::GroupReport;
use crate::records::groups::care_log::{self, CareAct, CareLine};
use crate::records::groups::posts::{self, GroupLetter};
use crate::records::groups::{self, OpenGroup};
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Path, Query};
use crate::web::frame::{NavSection, PageFrame};

/// How much of what was told one page shows; the rest follows as it is seen to.
const REPORTS_SHOWN: i64 = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

/// A line of the log, with names.
struct CareEntry {
    at: DateText,
    by: String,
    what: CareAct,
    whom: String,
}

/// Something that was told.
struct ToldReport {
    letter: Id,
    by: String,
    about: Option<(Id, String)>,
    report: GroupReport,
    day: DateText,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/care.html")]
struct GroupCarePage {
    frame: PageFrame,
    id: Id,
    name: String,
    leads: bool,
    lines: Vec<CareEntry>,
    whole: bool,
    reports: Vec<ToldReport>,
    rota: String,
    saved: String,
}

pub async fn show(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let mut group = groups::inside(&mut write, &member, id).await?;
    let (lines, whole) = read_log(&app, &mut write, &member, &mut group).await?;
    let found = told(&mut write, &member, &group).await?;
    write.commit().await?;
    Ok(GroupCarePage {
        frame: PageFrame::of(&member, NavSection::People),
        id,
        name: group.facts().about.name.clone(),
        leads: group.is_led_by(&member),
        lines: lines.into_iter().map(|line| entry(&member, &group, &line)).collect(),
        whole,
        reports: found.into_iter().map(|(letter, report)| report_told(&member, &group, &letter, report)).collect(),
        rota: group.facts().about.rota.clone(),
        saved: asked.saved,
    }
    .into_response())
}

/// The log, the latest line first, and whether it is whole; how far it went is kept.
async fn read_log(
    app: &App,
    write: &mut Write,
    member: &Member,
    group: &mut OpenGroup,
) -> PageResult<(Vec<CareLine>, bool)> {
    let lines = care_log::store::all(write, group.place()).await?;
    let (lines, whole) = care_log::check(app, group.place(), lines, group.notes.log_read);
    let latest = lines.first().map(CareLine::anchor).filter(|_| whole);
    if latest.is_some() && latest != group.notes.log_read {
        group.notes.log_read = latest;
        group.keep(write, member).await?;
    }
    Ok((lines, whole))
}

fn entry(member: &Member, group: &OpenGroup, line: &CareLine) -> CareEntry {
    CareEntry {
        at: member.calendar().moment(line.at, member.zone()),
        by: called(group, line.by),
        what: line.what,
        whom: line.whom.map(|id| called(group, id)).unwrap_or_default(),
    }
}

fn report_told(member: &Member, group: &OpenGroup, letter: &GroupLetter, report: GroupReport) -> ToldReport {
    ToldReport {
        letter: letter.letter.id,
        by: called(group, letter.author),
        about: group.others().find(|one| one.id == report.about).map(|one| (one.id, one.called.clone())),
        day: member.day_text(letter.letter.day),
        report,
    }
}

/// What was told to somebody and opens for them, the latest first: also to whoever was asked to look after it no more.
pub async fn told(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
) -> PageResult<Vec<(GroupLetter, GroupReport)>> {
    let (kind, first) = (LetterKind::Report, (i64::MAX, REPORTS_SHOWN));
    let found = posts::store::posts(read, member.id(), group.place(), kind, first).await?;
    let others = found.into_iter().filter(|one| one.author != group.me());
    Ok(others.filter_map(|one| group.read(member, &one).map(|report| (one, report))).collect())
}

/// What somebody is or was called there; empty for whom nobody remembers.
fn called(group: &OpenGroup, id: Id) -> String {
    group.facts().anybody(id).map(|one| one.called.clone()).unwrap_or_default()
}

//! What is done to look after a group: the log, which everybody in it can read, and what was told to those who do.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::group::GroupReport;
use crate::records::groups::care_log::{self, CareAct};
use crate::records::groups::{self, OpenGroup, posts};
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Path, Query};
use crate::web::frame::{NavSection, PageFrame};

/// How much of what was told one page shows; the rest follows as it is seen to.
const REPORTS_SHOWN: i64 = 50;

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
    let lines = care_log::store::all(&mut write, id).await?;
    let (lines, whole) = care_log::check(&app, id, lines, group.notes.log_read);
    let latest = lines.first().map(care_log::CareLine::anchor).filter(|_| whole);
    if latest.is_some() && latest != group.notes.log_read {
        group.notes.log_read = latest;
        group.keep(&mut write, &member).await?;
    }
    let leads = group.is_led_by(&member);
    // Also to whoever was asked to look after it no more: it was told to them.
    let kind = LetterKind::Report;
    let found = posts::store::posts(&mut write, member.id(), id, kind, (i64::MAX, REPORTS_SHOWN)).await?;
    write.commit().await?;
    let reports = found.into_iter().filter(|one| one.author != group.me());
    let reports = reports.filter_map(|one| {
        let report: GroupReport = group.read(&member, &one)?;
        let about = group.others().find(|person| person.id == report.about);
        Some(ToldReport {
            letter: one.letter.id,
            by: called(&group, one.author),
            about: about.map(|person| (person.id, person.called.clone())),
            day: member.day_text(one.letter.day),
            report,
        })
    });
    let entry = |line: care_log::CareLine| CareEntry {
        at: member.calendar().moment(line.at, member.zone()),
        by: called(&group, line.by),
        what: line.what,
        whom: line.whom.map(|id| called(&group, id)).unwrap_or_default(),
    };
    Ok(GroupCarePage {
        frame: PageFrame::of(&member, NavSection::People),
        id,
        name: group.facts().about.name.clone(),
        leads,
        lines: lines.into_iter().map(entry).collect(),
        whole,
        reports: reports.collect(),
        rota: group.facts().about.rota.clone(),
        saved: asked.saved,
    }
    .into_response())
}

/// What somebody is or was called there; empty for whom nobody remembers.
fn called(group: &OpenGroup, id: Id) -> String {
    group.facts().anybody(id).map(|one| one.called.clone()).unwrap_or_default()
}

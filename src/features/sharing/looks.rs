//! When somebody looked at what is shown to them, and whether the list of it is whole.

use std::collections::HashMap;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::base::ids::MemberId;
use crate::base::words::DateText;
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::profile::LookAnchor;
use crate::records::connections;
use crate::records::looks::{self, CheckedLine};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// How many one page holds.
const A_PAGE: usize = 100;

/// Before which line the page goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<i64>,
}

struct LookItem {
    /// None for somebody who is not connected any more.
    name: Option<String>,
    at: DateText,
    fits: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "sharing/looks.html")]
struct LooksPage {
    frame: PageFrame,
    looks: Vec<LookItem>,
    /// Before which line it goes further back, where it does.
    further_back: Option<i64>,
    /// Whether the list ends before what was last read in it.
    cut: bool,
    /// Whether a line is missing or was changed.
    torn: bool,
}

/// Shows them, and keeps for their owner how far the list went.
pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let lines = looks::store::all(&mut read, member.id()).await?;
    let latest = lines.last().map(looks::LookLine::anchor);
    let names = names(&mut read, &member).await?;
    drop(read);
    let kept = member.profile().looked.clone();
    let (checked, whole) = looks::check(&app, member.id(), lines, kept.clone().map(|kept| (kept.number, kept.link)));
    let torn = checked.iter().any(|one| !one.fits);
    if let Some((number, link)) = latest.filter(|_| whole && !torn)
        && kept.is_none_or(|kept| kept.number < number)
    {
        change_profile::change(&app, &member, |profile| profile.looked = Some(LookAnchor { number, link })).await?;
    }
    let is_earlier = |one: &CheckedLine| asked.before.is_none_or(|before| one.line.number < before);
    let mut lines: Vec<_> = checked.into_iter().filter(is_earlier).collect();
    let more = lines.len() > A_PAGE;
    lines.truncate(A_PAGE);
    let page = LooksPage {
        frame: PageFrame::of(&member, NavSection::You),
        further_back: lines.last().filter(|_| more).map(|one| one.line.number),
        looks: lines.into_iter().map(|one| item(&member, &names, one)).collect(),
        cut: !whole,
        torn,
    };
    Ok(page.into_response())
}

async fn names(read: &mut SqliteConnection, member: &Member) -> PageResult<HashMap<MemberId, String>> {
    let all = connections::store::all_of_member(read, member.id()).await?;
    Ok(all.into_iter().filter_map(|one| Some((one.supporter, one.supporter_name(member.keyring())?))).collect())
}

fn item(member: &Member, names: &HashMap<MemberId, String>, CheckedLine { line, fits }: CheckedLine) -> LookItem {
    LookItem { name: names.get(&line.reader).cloned(), at: member.calendar().moment(line.at, member.zone()), fits }
}

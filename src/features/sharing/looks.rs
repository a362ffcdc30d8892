//! When somebody looked at what is shown to them, and whether the list of it is whole.

use std::collections::HashMap;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::sentence::ConsentItem;
use crate::base::ids::MemberId;
use crate::base::words::DateText;
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::profile::LookAnchor;
use crate::records::connections;
use crate::records::grants::{self, Grant};
use crate::records::looks::{self, CheckedLine, LookPage};
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
    /// What was shown by consents that still stand,
    shown: Vec<ConsentItem>,
    /// and whether something was that is not any more.
    ended: bool,
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
    let kept = member.profile().looked.clone().map(|kept| (kept.number, kept.link));
    let log = looks::check(&app, &mut read, member.id(), kept).await?;
    let LookPage { lines, more } = looks::page(&app, &mut read, member.id(), asked.before, A_PAGE).await?;
    let names = names(&mut read, &member).await?;
    let grants = grants::store::all(&mut read, member.id(), app.now()).await?;
    drop(read);
    let torn = log.torn || lines.iter().any(|one| !one.fits);
    if let Some((number, link)) = log.latest.filter(|latest| kept.is_none_or(|kept| kept.0 < latest.0)) {
        change_profile::change(&app, &member, |profile| profile.looked = Some(LookAnchor { number, link })).await?;
    }
    let page = LooksPage {
        frame: PageFrame::of(&member, NavSection::You),
        further_back: lines.last().filter(|_| more).map(|one| one.line.number),
        looks: lines.into_iter().map(|one| item(&app, &member, &names, &grants, one)).collect::<PageResult<_>>()?,
        cut: log.cut,
        torn,
    };
    Ok(page.into_response())
}

async fn names(read: &mut SqliteConnection, member: &Member) -> PageResult<HashMap<MemberId, String>> {
    let all = connections::store::all_of_member(read, member.id()).await?;
    Ok(all.into_iter().map(|one| (one.supporter, one.supporter_name(member.keyring()))).collect())
}

fn item(
    app: &App,
    member: &Member,
    names: &HashMap<MemberId, String>,
    grants: &[Grant],
    CheckedLine { line, fits }: CheckedLine,
) -> PageResult<LookItem> {
    let standing = grants.iter().filter(|grant| line.grants.contains(&grant.id));
    let shown: Vec<_> = standing.map(|grant| ConsentItem::of(app, member, "", grant)).collect::<PageResult<_>>()?;
    Ok(LookItem {
        name: names.get(&line.reader).cloned(),
        at: member.calendar().moment(line.at, member.zone()),
        ended: shown.len() < line.grants.len(),
        shown,
        fits,
    })
}

//! The groups that somebody is in.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::groups::{self, GroupItem, may_lead, store};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// What happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
    left: String,
}

/// One they were removed from.
struct EndedGroup {
    id: Id,
    name: String,
    /// Who did, and why; empty where that does not open.
    by: String,
    why: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/list.html")]
struct GroupsPage {
    frame: PageFrame,
    groups: Vec<GroupItem>,
    ended: Vec<EndedGroup>,
    may_begin: bool,
    asked: Asked,
}

pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let mut ended = Vec::new();
    for row in store::all(&mut read, member.id()).await?.iter().filter(|row| row.ended) {
        let Ok(notes) = row.open(&member) else { continue };
        let told = groups::farewell(&mut read, &member, row).await?;
        let (by, why) = told.unwrap_or_default();
        ended.push(EndedGroup { id: row.place, name: notes.facts.about.name, by, why });
    }
    let groups = groups::items(&mut read, &member).await?;
    let frame = PageFrame::of(&member, NavSection::People);
    Ok(GroupsPage { frame, groups, ended, may_begin: may_lead(&member), asked }.into_response())
}

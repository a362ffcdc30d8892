//! All rehearsals, and where one left off.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::play::RehearsalRecord;
use super::{Group, Position, Rehearsal, Rehearsals};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::entries::{self, store};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// A rehearsal in use, with the row it is kept in.
pub struct OpenRehearsal {
    pub id: Id,
    pub revision: i64,
    /// Where they are in it.
    pub played: RehearsalRecord,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
}

#[derive(Template, WebTemplate)]
#[template(path = "practice/list.html")]
struct RehearsalListPage<'a> {
    frame: PageFrame,
    going: Vec<(&'a Rehearsal, String)>,
    others: Vec<(Group, Vec<&'a Rehearsal>)>,
    removed: Option<Id>,
}

/// Lists them: those in the middle of which somebody is, then the others.
pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let (rehearsals, mut found) = (Rehearsals::shared()?, all(&mut *app.db.read().await?, &member).await?);
    found.sort_by_key(|one| std::cmp::Reverse(one.played.at));
    let mut going: Vec<(&Rehearsal, String)> = Vec::new();
    for OpenRehearsal { played, .. } in &found {
        let Some(rehearsal) = rehearsals.iter().find(|one| one.number == played.number) else { continue };
        let is_under_way =
            played.stands(rehearsal).is_some_and(|stand| stand.turns > 0 && matches!(stand.place, Position::Scene(_)));
        if is_under_way && going.iter().all(|(one, _)| one.number != rehearsal.number) {
            going.push((rehearsal, played.called(rehearsal).to_owned()));
        }
    }
    let is_going = |one: &&Rehearsal| going.iter().any(|(going, _)| going.number == one.number);
    let of = |group| rehearsals.iter().filter(|one| one.group == group && !is_going(one)).collect();
    let others = Group::ALL
        .map(|group| (group, of(group)))
        .into_iter()
        .filter(|(_, ones): &(_, Vec<_>)| !ones.is_empty())
        .collect();
    let page =
        RehearsalListPage { frame: PageFrame::of(&member, NavSection::Today), going, others, removed: asked.removed };
    Ok(page.into_response())
}

/// One that does not open is passed over.
pub async fn all(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<OpenRehearsal>> {
    let rows = store::all::<RehearsalRecord>(read, member.id()).await?;
    let opened = entries::opened(member, rows).into_iter();
    Ok(opened
        .filter_map(|(row, played)| Some(OpenRehearsal { id: row.id, revision: row.revision, played: played? }))
        .collect())
}

/// This rehearsal, where it is in use.
pub async fn one(
    read: &mut SqliteConnection,
    member: &Member,
    rehearsal: &Rehearsal,
) -> PageResult<Option<OpenRehearsal>> {
    let mine = all(read, member).await?.into_iter().filter(|one| one.played.number == rehearsal.number);
    Ok(mine.max_by_key(|one| one.played.at))
}

//! The rooms there are for somebody.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::doors::{self, OpenDoor};
use super::presence::RoomRegistry;
use super::said::HereWords;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// What happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
    closed: String,
}

/// A room, and who is in it.
pub struct RoomItem {
    pub door: OpenDoor,
    pub here: HereWords,
}

#[derive(Template, WebTemplate)]
#[template(path = "quiet_rooms/list.html")]
struct RoomsPage {
    frame: PageFrame,
    rooms: Vec<RoomItem>,
    asked: Asked,
}

pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let rooms = items(&app, &mut *app.db.read().await?, &member).await?;
    Ok(RoomsPage { frame: PageFrame::of(&member, NavSection::People), rooms, asked }.into_response())
}

/// The rooms that there are for somebody besides the one by oneself, each with who is in it just now.
pub async fn items(app: &App, read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<RoomItem>> {
    let (registry, now) = (app.content::<RoomRegistry>()?, app.now());
    let doors = doors::all(read, member).await?.into_iter();
    Ok(doors
        .map(|door| RoomItem { here: HereWords::from_outside(registry.look(door.id, now).seats.len()), door })
        .collect())
}

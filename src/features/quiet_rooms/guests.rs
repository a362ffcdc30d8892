//! A friend without an account who sits along by a link. Nothing is set in their browser: whoever holds the link is one seat.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::form::GoOut;
use super::guest_links::{RoomPass, seat_of};
use super::live;
use super::presence::RoomRegistry;
use super::presence::seats::SeatHolder;
use super::said::RoomNow;
use super::{QuietRoom, paths};
use crate::base::ids::{Id, MemberId};
use crate::records::entries;
use crate::records::links::{self, LinkUse};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, invalid};
use crate::web::headers::UNLISTED;

/// What happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    left: String,
}

/// A room as whoever holds a link finds it.
struct GuestDoor {
    id: Id,
    room: QuietRoom,
    holder: SeatHolder,
}

#[derive(Template, WebTemplate)]
#[template(path = "quiet_rooms/guest.html")]
struct GuestPage {
    token: String,
    room: QuietRoom,
    now: RoomNow,
    is_open: bool,
    has_left: bool,
    /// There is no seat for them.
    no_seat: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "quiet_rooms/over.html")]
struct LinkOverPage;

pub async fn show(State(app): State<App>, Path(token): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let Some(door) = found(&app, &token).await? else { return Ok(over()) };
    let page = page(&app, token, door)?;
    let has_left = !asked.left.is_empty() && !page.now.inside;
    Ok((UNLISTED, GuestPage { has_left, ..page }).into_response())
}

/// Gives them a seat.
pub async fn come_in(State(app): State<App>, Path(token): Path<String>) -> PageResult {
    let Some(door) = found(&app, &token).await? else { return Ok(over()) };
    let now = app.now();
    let sits = door.room.is_open(now) && app.content::<RoomRegistry>()?.sit(door.id, door.holder, "", None, now);
    if sits {
        return Ok(Redirect::to(&paths::guest(token)).into_response());
    }
    invalid(GuestPage { no_seat: true, ..page(&app, token, door)? })
}

pub async fn leave(State(app): State<App>, Path(token): Path<String>, Form(go_out): Form<GoOut>) -> PageResult {
    let Some(door) = found(&app, &token).await? else { return Ok(over()) };
    app.content::<RoomRegistry>()?.leave(door.id, door.holder, go_out.sign == "nod", app.now());
    Ok(Redirect::to(&paths::guest_left(token)).into_response())
}

pub async fn live(State(app): State<App>, from: ClientAddress, Path(token): Path<String>) -> PageResult {
    match found(&app, &token).await? {
        Some(door) => live::told(&app, door.id, door.room, door.holder, from),
        None => Ok(over()),
    }
}

/// The room behind a link, while it lets somebody in and the room is there.
async fn found(app: &App, token: &str) -> PageResult<Option<GuestDoor>> {
    let mut read = app.db.read().await?;
    match links::open::<RoomPass>(app, &mut read, LinkUse::Room, token).await {
        Err(PageError::NotFound) => Ok(None),
        Err(problem) => Err(problem),
        Ok(link) => {
            let Some(id) = link.about else { return Ok(None) };
            let is_there = is_there(&mut read, link.owner, id).await?;
            let holder = seat_of(&link.digest);
            Ok(is_there.then_some(GuestDoor { id, room: link.page.room, holder }))
        }
    }
}

async fn is_there(read: &mut SqliteConnection, owner: MemberId, id: Id) -> PageResult<bool> {
    Ok(entries::store::one::<QuietRoom>(read, owner, id).await?.is_some())
}

fn page(app: &App, token: String, door: GuestDoor) -> PageResult<GuestPage> {
    let (registry, now) = (app.content::<RoomRegistry>()?, app.now());
    let is_open = door.room.is_open(now);
    if !is_open {
        registry.leave(door.id, door.holder, false, now);
    }
    let inside = registry.renew(door.id, door.holder, now);
    let seen = RoomNow::of(&door.room, &registry.look(door.id, now), inside, now);
    Ok(GuestPage { token, room: door.room, now: seen, is_open, has_left: false, no_seat: false })
}

/// The same for a link that was never made, was taken back, or is over.
fn over() -> Response {
    (StatusCode::NOT_FOUND, UNLISTED, LinkOverPage).into_response()
}

//! A room: at its door, and inside.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::Timestamp;
use serde::Deserialize;

use super::doors::{self, OpenDoor, RoomName, seat_of};
use super::form::{ComeIn, Fault, GoOut, TimerChoice};
use super::guest_links::{self, GuestLink};
use super::look_back::{self, QuietAttempt};
use super::paths;
use super::presence::RoomRegistry;
use super::said::RoomNow;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// What happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    left: String,
    saved: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "quiet_rooms/show.html")]
struct RoomPage {
    frame: PageFrame,
    door: OpenDoor,
    now: RoomNow,
    /// When it opens next, where it is not open.
    opens: Option<DateText>,
    is_open: bool,
    come_in: ComeIn,
    fault: Option<Fault>,
    /// What they were trying that this was.
    tried: Option<QuietAttempt>,
    guests: Vec<GuestLink>,
    asked: Asked,
}

impl RoomPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }

    fn has_left(&self) -> bool {
        !self.asked.left.is_empty() && !self.now.inside
    }
}

pub async fn show(
    State(app): State<App>,
    member: Member,
    Path(name): Path<RoomName>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let page = page(&app, &member, name, asked).await?;
    Ok(page.into_response())
}

/// Gives them a seat. Sent again, it changes what their seat says.
pub async fn come_in(
    State(app): State<App>,
    member: Member,
    Path(name): Path<RoomName>,
    Form(come_in): Form<ComeIn>,
) -> PageResult {
    let door = doors::find(&mut *app.db.read().await?, &member, name).await?;
    let (registry, now) = (app.content::<RoomRegistry>()?, app.now());
    let fault = match come_in.called() {
        Err(fault) => Some(fault),
        Ok(called) => {
            let sits = door.room.is_open(now) && registry.sit(door.id, seat_of(&member), &called, come_in.doing(), now);
            (!sits).then_some(Fault::NoSeat)
        }
    };
    match fault {
        None => Ok(Redirect::to(&paths::room(door.name())).into_response()),
        fault => {
            let page = page(&app, &member, name, Asked::default()).await?;
            invalid(RoomPage { come_in, fault, ..page })
        }
    }
}

/// Gives the seat back, quietly or with a nod.
pub async fn leave(
    State(app): State<App>,
    member: Member,
    Path(name): Path<RoomName>,
    Form(go_out): Form<GoOut>,
) -> PageResult {
    let door = doors::find(&mut *app.db.read().await?, &member, name).await?;
    app.content::<RoomRegistry>()?.leave(door.id, seat_of(&member), go_out.sign == "nod", app.now());
    Ok(Redirect::to(&paths::left(door.name())).into_response())
}

/// Begins a time that all who are there share, unless one goes on.
pub async fn time(
    State(app): State<App>,
    member: Member,
    Path(name): Path<RoomName>,
    Form(choice): Form<TimerChoice>,
) -> PageResult {
    let door = doors::find(&mut *app.db.read().await?, &member, name).await?;
    if let Some(minutes) = choice.minutes() {
        app.content::<RoomRegistry>()?.begin_timer(door.id, seat_of(&member), minutes, app.now());
    }
    Ok(Redirect::to(&paths::room(door.name())).into_response())
}

async fn page(app: &App, member: &Member, name: RoomName, asked: Asked) -> PageResult<RoomPage> {
    let mut read = app.db.read().await?;
    let door = doors::find(&mut read, member, name).await?;
    let (registry, now) = (app.content::<RoomRegistry>()?, app.now());
    let is_open = door.room.is_open(now);
    if !is_open {
        registry.leave(door.id, seat_of(member), false, now);
    }
    let inside = registry.renew(door.id, seat_of(member), now);
    let (has_left, seats) = (!asked.left.is_empty() && !inside, registry.look(door.id, now));
    Ok(RoomPage {
        frame: PageFrame::of(member, NavSection::People),
        now: RoomNow::of(&door.room, &seats, inside, now),
        opens: if is_open { None } else { opens(&door, member, now) },
        is_open,
        come_in: ComeIn::of(&seats, seat_of(member)),
        fault: None,
        tried: if has_left { look_back::matching(app, &mut read, member).await? } else { None },
        guests: if door.is_own() { guest_links::of_room(app, &mut read, member, door.id).await? } else { Vec::new() },
        door,
        asked,
    })
}

/// When a room opens next, as it is said in the room's zone.
fn opens(door: &OpenDoor, member: &Member, now: Timestamp) -> Option<DateText> {
    let zone = door.room.zone();
    let next = door.room.times.as_ref()?.next(now, &zone)?;
    let (day, today) = (zone.to_datetime(next).date(), zone.to_datetime(now).date());
    Some(member.calendar().moment_from(next, &zone, day, today))
}

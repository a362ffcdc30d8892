//! Links with which one friend without an account sits along: made one by one, each with an end, taken back at once.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::doors::{self, RoomName};
use super::presence::RoomRegistry;
use super::presence::seats::SeatHolder;
use super::{QuietRoom, paths};
use crate::base::ids::Id;
use crate::base::qr::QrCode;
use crate::base::words::{DateText, form_words};
use crate::members::sessions::guard::Member;
use crate::records::links::{self, LinkUse, MadeLink, NewLink, OwnLink};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};
use crate::web::frame::{NavSection, PageFrame};

/// How many links one room can have.
const MOST: usize = 8;

form_words! {
    /// How long a link lets somebody in.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum GuestTime {
        Day = "day",
        Week = "week",
        Month = "month",
    }
}

impl GuestTime {
    const fn lasts(self) -> SignedDuration {
        SignedDuration::from_hours(match self {
            Self::Day => 24,
            Self::Week => 7 * 24,
            Self::Month => 30 * 24,
        })
    }
}

/// What whoever holds a link reads of the room.
#[derive(Debug, Serialize, Deserialize)]
pub struct RoomPass {
    pub room: QuietRoom,
}

/// What its owner keeps of it.
#[derive(Debug, Serialize, Deserialize)]
struct PassNote {}

/// A link that is out.
pub struct GuestLink {
    pub id: Id,
    pub until: DateText,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    ends: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "quiet_rooms/link.html")]
struct GuestLinkPage {
    frame: PageFrame,
    room: String,
    name: String,
    link: String,
    code: Option<QrCode>,
    /// Whether nobody else can reach this computer.
    is_this_computer: bool,
}

/// The seat of whoever holds this link.
pub fn seat_of(digest: &[u8; 32]) -> SeatHolder {
    SeatHolder::Guest(Id::half_of(digest))
}

/// Makes a link, and shows it this once.
pub async fn make(
    State(app): State<App>,
    member: Member,
    Path(name): Path<RoomName>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let door = doors::find(&mut write, &member, name).await?;
    if !door.is_own() {
        return Err(PageError::NotFound);
    }
    let out = out(&app, &mut write, &member, door.id).await?;
    let lasts = GuestTime::from_word(&fields.ends).unwrap_or(GuestTime::Week).lasts();
    if out.len() >= MOST {
        return Ok(Redirect::to(&paths::room(door.name())).into_response());
    }
    let new = NewLink {
        what: LinkUse::Room,
        about: Some(door.id),
        ends_at: app.now().saturating_add(lasts).map_err(|error| PageError::Broken(error.into()))?,
        page: &RoomPass { room: door.room.clone() },
        kept: &PassNote {},
        pair: None,
    };
    let MadeLink { token, .. } = links::make(&app, &mut write, &member, &new).await?;
    write.commit().await?;
    let link = format!("{}{}", app.url, paths::guest(token.expose_secret()));
    let page = GuestLinkPage {
        frame: PageFrame::of(&member, NavSection::People),
        room: door.name(),
        name: door.room.name,
        code: QrCode::of(&link),
        link,
        is_this_computer: app.url.is_this_computer(),
    };
    Ok(page.into_response())
}

/// Takes a link back. Whoever sits there by it is out at once.
pub async fn take_back(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    let all = links::own::<PassNote>(&app, &mut write, &member, LinkUse::Room).await?;
    let link = all.into_iter().find(|link| link.id == id).ok_or(PageError::NotFound)?;
    links::store::forget(&mut write, member.id(), &link.digest).await?;
    write.commit().await?;
    let room = link.about.ok_or(PageError::NotFound)?;
    app.content::<RoomRegistry>()?.leave(room, seat_of(&link.digest), false, app.now());
    Ok(Redirect::to(&paths::taken_back(room)).into_response())
}

/// The links that let somebody into a room.
pub async fn of_room(app: &App, read: &mut SqliteConnection, member: &Member, room: Id) -> PageResult<Vec<GuestLink>> {
    let out = out(app, read, member, room).await?.into_iter();
    let day = |link: &OwnLink<_>| member.day_text(member.day_of(link.ends_at));
    Ok(out.map(|link| GuestLink { id: link.id, until: day(&link) }).collect())
}

/// Lets guests read the room as it is now.
pub async fn tell(app: &App, member: &Member, id: Id, room: &QuietRoom) -> PageResult<()> {
    let mut write = app.db.write().await?;
    for link in out(app, &mut write, member, id).await? {
        links::change_page(app, &mut write, member, &link, &RoomPass { room: room.clone() }).await?;
    }
    Ok(write.commit().await?)
}

async fn out(app: &App, read: &mut SqliteConnection, member: &Member, room: Id) -> PageResult<Vec<OwnLink<PassNote>>> {
    let mut all = links::own(app, read, member, LinkUse::Room).await?;
    all.retain(|link: &OwnLink<PassNote>| link.open && link.about == Some(room));
    Ok(all)
}

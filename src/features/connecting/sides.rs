//! What each side of a connection can do with it: compare numbers, take the other's new key, part.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::paths;
use crate::base::ids::Id;
use crate::base::vault::{Numbers, PublicKey};
use crate::features::care::paths as care_paths;
use crate::members::roles::guard::{Admission, Supporter, admission};
use crate::members::sessions::guard::Member;
use crate::records::connections::{self, Connection, NumbersCompared, pair, store};
use crate::records::letters::given;
use crate::records::{copies, received};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;
use crate::web::route::Who;

/// From where somebody looks at a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Member,
    Supporter,
}

impl Side {
    /// The start of the addresses of their connections.
    const fn path(self) -> &'static str {
        match self {
            Self::Member => "/sharing",
            Self::Supporter => "/care",
        }
    }

    /// The list that parting leads back to, which is there also for whoever is no supporter any more.
    fn list(self, whose: &Member) -> &'static str {
        match self {
            Self::Supporter if admission(whose, Who::Supporter) != Admission::Granted => care_paths::ALL_NOTES,
            side => side.path(),
        }
    }

    fn numbers(self, id: Id) -> String {
        match self {
            Self::Member => paths::numbers(id),
            Self::Supporter => care_paths::numbers(id),
        }
    }

    /// The numbers of both keys; none until each has the other's.
    fn numbers_now(self, whose: &Member, connection: &Connection, own: &PublicKey) -> Option<Numbers> {
        let theirs = match self {
            Self::Member => connection.supporter_key(whose.keyring()),
            Self::Supporter => connection.member_key(whose.keyring()),
        };
        Some(Numbers::of(theirs?.key(), own))
    }

    fn part(self, id: Id) -> String {
        match self {
            Self::Member => paths::part(id),
            Self::Supporter => care_paths::part(id),
        }
    }
}

/// A connection, and what the other one in it is called.
struct OwnConnection {
    connection: Connection,
    other: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "connecting/numbers.html")]
struct NumbersPage {
    frame: PageFrame,
    path: &'static str,
    here: String,
    part: String,
    other: String,
    /// None until both have the other's key.
    numbers: Option<Numbers>,
    compared: NumbersCompared,
    is_member: bool,
    /// Whether what was said to be the same is not what stands here now.
    others: bool,
}

/// The numbers that somebody says are the same.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ComparedFields {
    numbers: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "connecting/part.html")]
struct PartPage {
    frame: PageFrame,
    path: &'static str,
    here: String,
    other: String,
    is_member: bool,
}

pub async fn member_numbers(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    Ok(numbers(&app, &member, Side::Member, id).await?.into_response())
}

pub async fn supporter_numbers(State(app): State<App>, supporter: Supporter, Path(id): Path<Id>) -> PageResult {
    Ok(numbers(&app, supporter.member(), Side::Supporter, id).await?.into_response())
}

pub async fn member_compared(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<ComparedFields>,
) -> PageResult {
    compared(&app, &member, (Side::Member, id), &fields).await
}

pub async fn supporter_compared(
    State(app): State<App>,
    supporter: Supporter,
    Path(id): Path<Id>,
    Form(fields): Form<ComparedFields>,
) -> PageResult {
    compared(&app, supporter.member(), (Side::Supporter, id), &fields).await
}

pub async fn member_takes_new_key(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    new_key(&app, &member, Side::Member, id).await
}

pub async fn supporter_takes_new_key(State(app): State<App>, supporter: Supporter, Path(id): Path<Id>) -> PageResult {
    new_key(&app, supporter.member(), Side::Supporter, id).await
}

pub async fn member_asks_to_part(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    ask_to_part(&app, &member, Side::Member, id).await
}

/// Whoever is no supporter any more can part all the same.
pub async fn supporter_asks_to_part(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    ask_to_part(&app, &member, Side::Supporter, id).await
}

pub async fn member_parts(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    part(&app, &member, Side::Member, id).await
}

pub async fn supporter_parts(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    part(&app, &member, Side::Supporter, id).await
}

async fn own(read: &mut SqliteConnection, whose: &Member, side: Side, id: Id) -> PageResult<OwnConnection> {
    let found = match side {
        Side::Member => store::of_member(read, whose.id(), id).await?,
        Side::Supporter => store::of_supporter(read, whose.id(), id).await?,
    };
    let connection = found.ok_or(PageError::NotFound)?;
    let other = match side {
        Side::Member => connection.supporter_name(whose.keyring()),
        Side::Supporter => connection.called(whose.keyring()),
    };
    Ok(OwnConnection { connection, other })
}

async fn numbers(app: &App, whose: &Member, side: Side, id: Id) -> PageResult<NumbersPage> {
    let mut read = app.db.read().await?;
    let OwnConnection { connection, other } = own(&mut read, whose, side, id).await?;
    let own = pair::kept(&mut read, whose).await?.map(|pair| pair.public());
    Ok(NumbersPage {
        frame: PageFrame::of(whose, NavSection::You),
        path: side.path(),
        here: side.numbers(id),
        part: side.part(id),
        other,
        numbers: own.as_ref().and_then(|own| side.numbers_now(whose, &connection, own)),
        compared: own.map_or(NumbersCompared::No, |own| connection.compared(whose, &own)),
        is_member: side == Side::Member,
        others: false,
    })
}

/// Keeps that they are the same, where those that were read aloud are the numbers of the keys there are now.
async fn compared(app: &App, whose: &Member, (side, id): (Side, Id), fields: &ComparedFields) -> PageResult {
    let mut write = app.db.write().await?;
    let OwnConnection { connection, .. } = own(&mut write, whose, side, id).await?;
    let own = pair::kept(&mut write, whose).await?.map(|pair| pair.public());
    let now = own.and_then(|own| side.numbers_now(whose, &connection, &own));
    if now.is_none_or(|now| now.to_string() != fields.numbers) {
        drop(write);
        return invalid(NumbersPage { others: true, ..numbers(app, whose, side, id).await? });
    }
    connections::mark_compared(&mut write, whose, &connection).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(side.path(), "compared")).into_response())
}

/// Where the other has none yet, it can be done later; nothing is shown meanwhile.
async fn new_key(app: &App, whose: &Member, side: Side, id: Id) -> PageResult {
    let mut write = app.db.write().await?;
    let OwnConnection { connection, .. } = own(&mut write, whose, side, id).await?;
    if !connection.is_asleep() {
        return Ok(Redirect::to(side.path()).into_response());
    }
    let taken = connections::take_new_key(&mut write, whose, &connection).await?;
    match side {
        _ if !taken => {}
        Side::Member => copies::seal_anew(&mut write, whose, id).await?,
        Side::Supporter => given::say_anew(&mut write, whose, id).await?,
    }
    write.commit().await?;
    let said = if taken { "taken" } else { "not-yet" };
    Ok(Redirect::to(&saved(side.path(), said)).into_response())
}

async fn ask_to_part(app: &App, whose: &Member, side: Side, id: Id) -> PageResult {
    let OwnConnection { other, .. } = own(&mut *app.db.read().await?, whose, side, id).await?;
    let page = PartPage {
        frame: PageFrame::of(whose, NavSection::You),
        path: side.list(whose),
        here: side.part(id),
        other,
        is_member: side == Side::Member,
    };
    Ok(page.into_response())
}

async fn part(app: &App, whose: &Member, side: Side, id: Id) -> PageResult {
    let mut write = app.db.write().await?;
    own(&mut write, whose, side, id).await?;
    if side == Side::Member {
        received::take_in_within(&mut write, whose).await?;
    }
    if !connections::part(&mut write, whose.id(), id).await? {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    app.db.truncate_log().await;
    Ok(Redirect::to(&saved(side.list(whose), "parted")).into_response())
}

//! Who is here: names, roles, and whether a second step is on. Roles are given and taken here; nobody is removed.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use secrecy::SecretString;
use serde::Deserialize;

use super::paths;
use super::store::{self, PersonRow};
use crate::base::ids::{Id, MemberId};
use crate::base::words::DateText;
use crate::base::words::order::by_name;
use crate::members::roles::guard::Host;
use crate::members::roles::store::give;
use crate::members::roles::take_away;
use crate::members::second_factor::second_factor_lost;
use crate::members::sessions::guard::Member;
use crate::members::{Role, unlock};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// How many people a page has.
const PEOPLE_MOST: usize = 100;

/// After whom a page of the list begins, and what was changed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    saved: String,
}

/// A role to give or to take.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    role: String,
    turn: String,
    password: SecretString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Password,
    /// Without them nobody would run the place.
    LastHost,
}

/// Somebody in the list.
struct ListedPerson {
    row: PersonRow,
    /// The month in which they came.
    since: Option<DateText>,
}

#[derive(Template, WebTemplate)]
#[template(path = "host/people.html")]
struct EverybodyPage {
    frame: PageFrame,
    people: Vec<ListedPerson>,
    /// After whom the next page begins, where there is one.
    next: Option<Id>,
}

#[derive(Template, WebTemplate)]
#[template(path = "host/person.html")]
struct PersonPage {
    frame: PageFrame,
    person: ListedPerson,
    is_self: bool,
    /// Whether the password is asked for once more.
    asks: bool,
    saved: String,
    fault: Option<Fault>,
}

pub async fn list(State(app): State<App>, host: Host, Query(asked): Query<Asked>) -> PageResult {
    let mut rows = store::people(&mut *app.db.read().await?).await?;
    rows.sort_by(|one, other| by_name(&one.name, &other.name));
    let after = asked.after.parse().ok().and_then(|after| rows.iter().position(|row| row.id.0 == after));
    rows.drain(..after.map_or(0, |after| after + 1));
    let next = rows.get(PEOPLE_MOST).and(rows.get(PEOPLE_MOST - 1)).map(|last| last.id.0);
    rows.truncate(PEOPLE_MOST);
    let people = rows.into_iter().map(|row| ListedPerson::of(row, host.member())).collect();
    Ok(EverybodyPage { frame: PageFrame::of(host.member(), NavSection::Everybody), people, next }.into_response())
}

pub async fn show(State(app): State<App>, host: Host, Path(id): Path<Id>, Query(asked): Query<Asked>) -> PageResult {
    Ok(page(&app, &host, MemberId(id), asked.saved, None).await?.into_response())
}

/// Gives a role or takes one away, from the next page they ask for on. The last host stays one.
pub async fn change_role(
    State(app): State<App>,
    host: Host,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let whose = MemberId(id);
    let role = Role::from_word(&fields.role).filter(|role| *role != Role::Member).ok_or(PageError::Unreadable)?;
    store::person(&mut *app.db.read().await?, whose).await?.ok_or(PageError::NotFound)?;
    if !unlock::is_them(&app, host.member(), fields.password).await? {
        return invalid(page(&app, &host, whose, String::new(), Some(Fault::Password)).await?);
    }
    let mut write = app.db.write().await?;
    let person = store::person(&mut write, whose).await?.ok_or(PageError::NotFound)?;
    if fields.turn == "on" {
        give(&mut write, whose, role).await?;
    } else if person.roles.has(role) && !take_away(&mut write, whose, role).await? {
        drop(write);
        return invalid(page(&app, &host, whose, String::new(), Some(Fault::LastHost)).await?);
    }
    write.commit().await?;
    let own_end = whose == host.member().id() && role == Role::Host && fields.turn != "on";
    let to =
        if own_end { crate::features::settings::paths::SETTINGS.into() } else { saved(&paths::person(id), "role") };
    Ok(Redirect::to(&to).into_response())
}

/// Takes the second step off for somebody who lost their phone and their list.
pub async fn take_factor_off(
    State(app): State<App>,
    host: Host,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let whose = MemberId(id);
    store::person(&mut *app.db.read().await?, whose).await?.ok_or(PageError::NotFound)?;
    if whose == host.member().id() {
        return Ok(Redirect::to(crate::features::account::paths::SECOND_FACTOR).into_response());
    }
    if !unlock::is_them(&app, host.member(), fields.password).await? {
        return invalid(page(&app, &host, whose, String::new(), Some(Fault::Password)).await?);
    }
    let mut write = app.db.write().await?;
    second_factor_lost(&mut write, whose).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::person(id), "factor")).into_response())
}

impl ListedPerson {
    fn of(row: PersonRow, reader: &Member) -> Self {
        let since = row.joined_on.parse::<Date>().ok().map(|day| reader.calendar().month_and_year(day));
        Self { row, since }
    }
}

async fn page(app: &App, host: &Host, whose: MemberId, saved: String, fault: Option<Fault>) -> PageResult<PersonPage> {
    let row = store::person(&mut *app.db.read().await?, whose).await?.ok_or(PageError::NotFound)?;
    let member = host.member();
    Ok(PersonPage {
        frame: PageFrame::of(member, NavSection::Everybody),
        is_self: row.id == member.id(),
        person: ListedPerson::of(row, member),
        asks: unlock::asks(member),
        saved,
        fault,
    })
}

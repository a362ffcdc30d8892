//! Settings: where each thing is, and when and where the day turns.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use super::zone::ZoneOffer;
use crate::base::words::DateText;
use crate::base::zones;
use crate::members::instance::{self, Mode};
use crate::members::sessions::guard::Member;
use crate::members::{Role, change_profile, store};
use crate::records::connections;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "settings/show.html")]
struct SettingsPage<'a> {
    frame: PageFrame,
    name: &'a str,
    has_password: bool,
    unconfirmed_code: bool,
    has_second_factor: bool,
    /// Whether somebody runs the place for several people.
    is_hosted: bool,
    is_host: bool,
    is_supporter: bool,
    /// Whether they are connected with somebody as a supporter, and are none any more.
    stays: bool,
    saved: &'a str,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DayFields {
    zone: String,
    turns_at: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "settings/day.html")]
struct DayPage {
    frame: PageFrame,
    zones: Vec<String>,
    zone: String,
    turns_at: String,
    offer: ZoneOffer,
    now: DateText,
    bad_zone: bool,
    bad_hour: bool,
}

pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let mode = instance::about(&app, &mut read).await?.mode;
    let is_supporter = member.roles().has(Role::Supporter);
    let stays = !is_supporter && !connections::store::all_of_supporter(&mut read, member.id()).await?.is_empty();
    let page = SettingsPage {
        frame: PageFrame::of(&member, NavSection::You),
        name: member.name(),
        has_password: member.has_password(),
        unconfirmed_code: member.has_unconfirmed_code(),
        has_second_factor: member.has_second_factor(),
        is_hosted: mode == Mode::Hosted,
        is_host: member.roles().has(Role::Host),
        is_supporter,
        stays,
        saved: &asked.saved,
    };
    Ok(page.into_response())
}

pub async fn day(State(app): State<App>, member: Member) -> PageResult {
    let zone = zones::name(member.zone()).to_owned();
    let turns_at = member.profile().day_turns_at.to_string();
    Ok(day_page(&app, &member, DayFields { zone, turns_at }).into_response())
}

pub async fn save_day(State(app): State<App>, member: Member, Form(fields): Form<DayFields>) -> PageResult {
    let zone = zones::named(&fields.zone);
    let hour = fields.turns_at.parse::<i8>().ok().filter(|hour| (0..24).contains(hour));
    let (Some(zone), Some(hour)) = (&zone, hour) else {
        let page = DayPage { bad_zone: zone.is_none(), bad_hour: hour.is_none(), ..day_page(&app, &member, fields) };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let mut write = app.db.write().await?;
    store::change_zone(&mut write, member.id(), zones::name(zone)).await?;
    change_profile::change_within(&mut write, &member, |profile| profile.day_turns_at = hour).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::SETTINGS, "day")).into_response())
}

fn day_page(app: &App, member: &Member, fields: DayFields) -> DayPage {
    DayPage {
        frame: PageFrame::of(member, NavSection::You),
        zones: zones::names(&fields.zone),
        offer: ZoneOffer::of(member),
        zone: fields.zone,
        turns_at: fields.turns_at,
        now: member.calendar().moment(app.now(), member.zone()),
        bad_zone: false,
        bad_hour: false,
    }
}

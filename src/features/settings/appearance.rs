//! Settings that change how Handrail looks and behaves: the look, low-energy mode, leaving quickly. Each can be undone.

use std::mem;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::words::{DateFormat, DateText};
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::appearance::{Appearance, Font, Motion, Text, Theme, Tint};
use crate::model::profile::Profile;
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

/// A language for dates, as the list shows it.
struct Language<'a> {
    calendar: &'a DateFormat,
    example: DateText,
    chosen: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "settings/look.html")]
struct AppearancePage<'a> {
    frame: PageFrame,
    languages: Vec<Language<'a>>,
    today: DateText,
    saved: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "settings/energy.html")]
struct EnergyPage {
    frame: PageFrame,
    saved: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "settings/safety.html")]
struct SafetySettingsPage {
    frame: PageFrame,
    saved: String,
}

pub async fn look(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let language = |calendar| Language {
        calendar,
        example: DateFormat::day(calendar, member.today()),
        chosen: calendar.lang == member.calendar().lang,
    };
    let page = AppearancePage {
        frame: PageFrame::of(&member, NavSection::You),
        languages: app.calendars.all().map(|calendar| language(calendar)).collect(),
        today: member.calendar().day(member.today()),
        saved: asked.saved,
    };
    Ok(page.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AppearanceFields {
    tint: String,
    theme: String,
    text: String,
    motion: String,
    font: String,
    dates: String,
}

pub async fn save_look(State(app): State<App>, member: Member, Form(fields): Form<AppearanceFields>) -> PageResult {
    let dates = app.calendars.of(&fields.dates).lang.clone();
    change_profile::change(&app, &member, |profile| {
        look_like(profile, |looks| Appearance {
            tint: Tint::from_word(&fields.tint).unwrap_or(looks.tint),
            theme: Theme::from_word(&fields.theme).unwrap_or(looks.theme),
            text: Text::from_word(&fields.text).unwrap_or(looks.text),
            motion: Motion::from_word(&fields.motion).unwrap_or(looks.motion),
            font: Font::from_word(&fields.font).unwrap_or(looks.font),
            dates,
            ..looks
        });
    })
    .await?;
    Ok(Redirect::to(&saved(paths::LOOK, "yes")).into_response())
}

pub async fn energy(member: Member, Query(asked): Query<Asked>) -> PageResult {
    Ok(EnergyPage { frame: PageFrame::of(&member, NavSection::You), saved: asked.saved }.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Switch {
    turn: String,
}

/// Off also ends it for a day that began low.
pub async fn save_energy(State(app): State<App>, member: Member, Form(switch): Form<Switch>) -> PageResult {
    let low_energy = switch.turn == "on";
    change_profile::change(&app, &member, |profile| {
        look_like(profile, |looks| Appearance { low_energy, ..looks });
        profile.low_day = profile.low_day.filter(|_| low_energy);
    })
    .await?;
    Ok(Redirect::to(&saved(paths::ENERGY, "yes")).into_response())
}

/// Says what leaving quickly does and does not do, and whether it is on.
pub async fn safety(member: Member, Query(asked): Query<Asked>) -> PageResult {
    Ok(SafetySettingsPage { frame: PageFrame::of(&member, NavSection::You), saved: asked.saved }.into_response())
}

/// Turns leaving quickly on or off. Without either, somebody has read what it does not do.
pub async fn save_safety(State(app): State<App>, member: Member, Form(switch): Form<Switch>) -> PageResult {
    let chosen = !switch.turn.is_empty();
    change_profile::change(&app, &member, |profile| {
        profile.knows_leaving = true;
        if chosen {
            look_like(profile, |looks| Appearance { leave_quickly: switch.turn != "off", ..looks });
        }
    })
    .await?;
    let to = if chosen { saved(paths::SAFETY, "yes") } else { crate::features::today::paths::TODAY.to_owned() };
    Ok(Redirect::to(&to).into_response())
}

/// The page on which a change is undone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Undo {
    page: String,
}

/// Puts things back as they were before the last change; once more, and they are as they were after it.
pub async fn undo(State(app): State<App>, member: Member, Form(undo): Form<Undo>) -> PageResult {
    change_profile::change(&app, &member, |profile| {
        if let Some(before) = &mut profile.appearance_before {
            mem::swap(before, &mut profile.appearance);
        }
    })
    .await?;
    let page = match undo.page.as_str() {
        "energy" => paths::ENERGY,
        "safety" => paths::SAFETY,
        _ => paths::LOOK,
    };
    Ok(Redirect::to(&saved(page, "undone")).into_response())
}

/// Changes how it looks. What changes nothing, such as a form sent twice, leaves what undo goes back to.
fn look_like(profile: &mut Profile, change: impl FnOnce(Appearance) -> Appearance) {
    let looks = change(profile.appearance.clone());
    if looks != profile.appearance {
        profile.appearance_before = Some(mem::replace(&mut profile.appearance, looks));
    }
}

//! The check-in: one tap, and what follows from it.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::offers::Desk;
use super::scheduler::{Energy, Why};
use super::{CheckIn, energy_from, store, today};
use crate::accounts::profile;
use crate::app::App;
use crate::db::Write;
use crate::drafts::begun::Named;
use crate::sealed::seal;
use crate::sessions::guard::Member;
use crate::web::error::Answer;
use crate::web::form::{Form, Query, new_id};

/// The check-in's form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    energy: Option<String>,
    feeling: String,
}

/// Keeps the check-in and offers what fits it.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<Named>,
    Form(fields): Form<Fields>,
) -> Answer {
    let Some(Ok(energy)) = fields.energy.as_deref().map(energy_from) else {
        return today::with_fault(&app, &member, today::Fault::Energy).await;
    };
    let feeling = app.feelings.iter().find(|feeling| feeling.key == fields.feeling).map(|feeling| feeling.key.clone());
    let check_in = CheckIn { energy, feeling, ..CheckIn::unsaid(app.now().as_millisecond()) };
    let mut write = app.db.write().await?;
    keep(&mut write, &app, &member, &check_in).await?;
    note_low_day(&mut write, &app, &member, energy == Some(Energy::Low)).await?;
    offer_what_fits(&mut write, &app, &member, false).await?;
    named.sent(&mut write, &member, app.now()).await?;
    write.commit().await?;
    Ok(Redirect::to("/today").into_response())
}

/// Notes that today is to be a light day on every page, or no longer.
async fn note_low_day(write: &mut Write, app: &App, member: &Member, low: bool) -> Answer<()> {
    let low_day = low.then(|| member.day(app.now()));
    if member.profile().low_day == low_day {
        return Ok(());
    }
    profile::change_within(write, member, |profile| profile.low_day = low_day).await
}

/// Stores the day's check-in, in place of an earlier one.
pub async fn keep(write: &mut Write, app: &App, member: &Member, check_in: &CheckIn) -> Answer<()> {
    let day = member.day(app.now());
    let earlier = store::check_in(write, member.id(), day).await?;
    let (id, revision) = earlier.map_or_else(|| (new_id(), 1), |row| (row.id, row.revision + 1));
    let sealed = seal(member.keyring(), id, revision, check_in)?;
    store::save_check_in(write, member.id(), (id, day, revision), &sealed).await?;
    Ok(())
}

/// Opens a suggestion for today unless a fitting one is open, or it is not the time for one.
pub async fn offer_what_fits(write: &mut Write, app: &App, member: &Member, asked: bool) -> Answer<()> {
    let (at, day) = (app.now().as_millisecond(), member.day(app.now()));
    let desk = Desk::set(app, write, member, day).await?;
    let today = store::on_day(write, member.id(), day).await?;
    let open = today.iter().find(|kept| kept.open);
    let read = open.and_then(|kept| kept.row.open(member.keyring()).ok());
    if read.is_some_and(|suggested| desk.still_fits(&suggested)) {
        return Ok(());
    }
    let asked = asked || open.is_some();
    if !asked && !today.is_empty() {
        return Ok(());
    }
    match desk.offer(asked, at) {
        Ok(suggested) => {
            desk.open(write, member, day, &suggested).await?;
            note_rest(write, app, member, None).await
        }
        Err(why) => {
            store::close_open(write, member.id()).await?;
            note_rest(write, app, member, Some(why)).await
        }
    }
}

/// Notes why nothing is suggested today, or that something is.
pub async fn note_rest(write: &mut Write, app: &App, member: &Member, rest: Option<Why>) -> Answer<()> {
    let day = member.day(app.now());
    let kept = store::check_in(write, member.id(), day).await?.and_then(|row| row.open(member.keyring()).ok());
    let kept = kept.unwrap_or_else(|| CheckIn::unsaid(app.now().as_millisecond()));
    if kept.rest == rest {
        return Ok(());
    }
    keep(write, app, member, &CheckIn { rest, ..kept }).await
}

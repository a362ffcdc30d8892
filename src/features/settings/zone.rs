//! Where somebody is: a browser that is elsewhere is offered a change, once.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::zones;
use crate::features::today::paths::TODAY;
use crate::members::sessions::guard::Member;
use crate::members::{change_profile, store};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Form;
use crate::web::paths::saved;

/// What a page needs to ask; `components/zone.html` puts it in place.
pub struct ZoneOffer {
    /// The zone their days are counted by,
    pub zone: String,
    /// and the place it is named after.
    pub place: String,
    /// The zone of the browser when they left theirs as it is.
    pub left: String,
}

impl ZoneOffer {
    pub fn of(member: &Member) -> Self {
        let (zone, place) = (zones::name(member.zone()).to_owned(), zones::place(member.zone()));
        Self { zone, place, left: member.profile().zone_left.clone() }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    zone: String,
    answer: String,
}

/// Changes the zone, or remembers not to ask about that one again. One that is not known changes nothing.
pub async fn answer(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    let Some(zone) = zones::named(&fields.zone) else { return Ok(Redirect::to(paths::DAY).into_response()) };
    let mut write = app.db.write().await?;
    if fields.answer == "change" {
        store::change_zone(&mut write, member.id(), zones::name(&zone)).await?;
    } else {
        change_profile::change_within(&mut write, &member, |profile| profile.zone_left = fields.zone).await?;
    }
    write.commit().await?;
    let next = if fields.answer == "change" { saved(paths::SETTINGS, "day") } else { TODAY.to_owned() };
    Ok(Redirect::to(&next).into_response())
}

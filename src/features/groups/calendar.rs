//! When a group meets next, for one's own calendar. What it is called there is up to whoever keeps it.

use axum::extract::State;
use serde::Deserialize;

use crate::base::ids::Id;
use crate::base::words::typed::one_line;
use crate::features::reflections::calendar::{PlannedTime, file, planned, uid};
use crate::members::sessions::guard::Member;
use crate::records::groups;
use crate::web::app::App;
use crate::web::download::download;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};

/// How many times ahead: about three months of a weekly round.
const AHEAD: usize = 12;
/// The longest title, in characters.
const TITLE_MOST: usize = 80;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    words: String,
}

pub async fn give(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let group = groups::open(&mut *app.db.read().await?, &member, id).await?;
    let about = &group.facts().about;
    let meets = about.meets.as_ref().ok_or(PageError::NotFound)?;
    let title = one_line(&fields.words, TITLE_MOST).unwrap_or_default();
    let (zone, mut at) = (about.zone(), app.now());
    let mut events = Vec::new();
    while let Some(next) = meets.next(at, &zone).filter(|_| events.len() < AHEAD) {
        let minutes = meets.open_until(next, &zone).map_or(60, |ends| ends.duration_since(next).as_mins());
        let uid = format!("{}-{}", uid(member.keyring(), id), events.len());
        let minutes = u16::try_from(minutes).unwrap_or(60);
        events.push(planned(&uid, &title, PlannedTime::From(next), minutes, app.now()));
        at = next;
    }
    Ok(download("text/calendar; charset=utf-8", "planned.ics", file(events)))
}

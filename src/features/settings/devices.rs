//! Where somebody is signed in, and ending it there.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use data_encoding::HEXLOWER;
use jiff::Timestamp;

use super::paths;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::members::sessions::{open_label, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;
use crate::web::frame::{NavSection, PageFrame};

struct Device {
    id: String,
    label: Option<String>,
    since: DateText,
    seen: DateText,
    this_one: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "settings/devices.html")]
struct DevicesPage {
    frame: PageFrame,
    devices: Vec<Device>,
}

pub async fn list(State(app): State<App>, member: Member) -> PageResult {
    let rows = store::devices(&mut *app.db.read().await?, member.id(), app.now()).await?;
    let at = |seconds| member.calendar().moment(Timestamp::from_second(seconds).unwrap_or_default(), member.zone());
    let devices = rows.into_iter().map(|row| Device {
        id: HEXLOWER.encode(&row.id),
        label: open_label(member.keyring(), &row.id, &row.device).filter(|label| !label.is_empty()),
        since: at(row.started_at),
        seen: at(row.seen_at),
        this_one: row.id == member.session().as_bytes(),
    });
    let page = DevicesPage { frame: PageFrame::of(&member, NavSection::You), devices: devices.collect() };
    Ok(page.into_response())
}

pub async fn end(State(app): State<App>, member: Member, Path(id): Path<String>) -> PageResult {
    let id = HEXLOWER.decode(id.as_bytes()).map_err(|_| PageError::NotFound)?;
    let mut write = app.db.write().await?;
    if !store::end_session(&mut write, member.id(), &id).await? {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    app.db.truncate_log().await;
    Ok(Redirect::to(paths::DEVICES).into_response())
}

pub async fn end_others(State(app): State<App>, member: Member) -> PageResult {
    let mut write = app.db.write().await?;
    store::end_sessions(&mut write, member.id(), Some(member.session())).await?;
    write.commit().await?;
    app.db.truncate_log().await;
    Ok(Redirect::to(paths::DEVICES).into_response())
}

//! Asking for the file. It holds everything, readable by whoever has it, so the password is asked for once more.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use secrecy::SecretString;
use serde::Deserialize;

use super::html::{ExportSource, STYLE};
use super::{archive, of};
use crate::members::sessions::guard::Member;
use crate::members::unlock;
use crate::records::personal_library;
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::download::download;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// What describes the file for other programs.
pub const SCHEMA: &str = include_str!("../../../docs/export.schema.json");

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    password: SecretString,
}

#[derive(Template, WebTemplate)]
#[template(path = "export/show.html")]
struct ExportPage {
    frame: PageFrame,
    asks: bool,
    wrong: bool,
}

/// Says what the file holds.
pub async fn show(member: Member) -> PageResult {
    Ok(page(&member, false).into_response())
}

pub async fn take(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    member: Member,
    Form(fields): Form<Fields>,
) -> PageResult {
    if asks(&member) {
        app.limits.attempt_from(address)?;
        let Some(opened) = unlock::reauthenticate(&app, &member, fields.password).await? else {
            return invalid(page(&member, true));
        };
        if opened.confirm(&mut *app.db.read().await?).await?.is_none() {
            return invalid(page(&member, true));
        }
    }
    let (now, mut read) = (app.now(), app.db.read().await?);
    let export = of(app.content()?, &mut read, &member, now).await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    drop(read);
    let (name, zip) = tokio::task::spawn_blocking(move || {
        let calendar = member.calendar();
        let registry = app.content()?;
        let source = ExportSource { registry, export: &export, library: &library, calendar, today: member.today() };
        let mut files = vec![archive::data(&export)?, ("schema.json", SCHEMA.into())];
        files.extend([("book.html", source.book()?.into_bytes()), ("book.css", STYLE.into())]);
        files.extend(source.sheets()?);
        anyhow::Ok((format!("handrail-{}.zip", member.today()), archive::pack(&files, member.zone().to_datetime(now))?))
    })
    .await
    .map_err(|error| PageError::Broken(error.into()))?
    .map_err(PageError::Broken)?;
    Ok(download("application/zip", &name, zip))
}

/// Whether the password is asked for once more.
fn asks(member: &Member) -> bool {
    member.has_password() && !member.recently_authenticated()
}

fn page(member: &Member, wrong: bool) -> ExportPage {
    ExportPage { frame: PageFrame::of(member, NavSection::More), asks: asks(member), wrong }
}

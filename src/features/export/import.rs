//! Taking such a file in. What is there already stays as it is, so that taking it in twice changes nothing.

use std::ops::RangeInclusive;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::archive::{Fault, unpack};
use super::store::{self, ImportRow};
use super::{Export, ExportedRow, paths};
use crate::base::vault::Keyring;
use crate::members::sessions::guard::Member;
use crate::members::{self, change_profile, resets};
use crate::records::registry::Registry;
use crate::records::table::NewRow;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// The most that may be sent, in bytes: years of writing, packed.
pub const FILE_MOST: usize = 16 * 1024 * 1024;

/// The days that a row may belong to: far around any that is lived here, and far from where dates end.
const LIVED: RangeInclusive<Date> = Date::constant(2000, 1, 1)..=Date::constant(2200, 1, 1);

/// What was taken in just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    taken: Option<usize>,
    there: usize,
    settings: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "export/import.html")]
struct ImportDataPage {
    frame: PageFrame,
    asked: Asked,
    /// Whether nothing was answered here so far, so that answers from elsewhere replace none.
    is_new: bool,
    fault: Option<Fault>,
}

/// The form, and what came of the last one.
pub async fn show(member: Member, Query(asked): Query<Asked>) -> PageResult {
    Ok(page(&member, asked, None).into_response())
}

/// Takes a file in, all of it or nothing.
pub async fn take_in(
    State(app): State<App>,
    member: Member,
    form: Result<Multipart, MultipartRejection>,
) -> PageResult {
    let sent = match form {
        Ok(form) => sent(form).await,
        Err(_) => Err(Fault::None),
    };
    let (bytes, settings_too) = match sent {
        Ok(sent) => sent,
        Err(fault) => return Ok(refused(&member, fault)),
    };
    let (program, theirs) = (app.clone(), member.clone());
    let read = move || Ok::<_, PageError>(understood(program.content()?, &bytes, theirs.keyring()));
    let read = tokio::task::spawn_blocking(read).await;
    let (export, rows) = match read.map_err(|error| PageError::Broken(error.into()))?? {
        Ok(read) => read,
        Err(fault) => return Ok(refused(&member, fault)),
    };
    let mut write = app.db.write().await?;
    if !resets::store::lost_keys(&mut write, member.id()).await?.is_empty() {
        return Ok(refused(&member, Fault::Waiting));
    }
    let mut taken = 0;
    for row in &rows {
        taken += usize::from(store::put(&mut write, member.id(), row).await?);
    }
    if settings_too {
        let zone = TimeZone::get(&export.zone).ok();
        if let Some(zone) = zone.as_ref().and_then(TimeZone::iana_name) {
            members::store::change_zone(&mut write, member.id(), zone).await?;
        }
        change_profile::change_within(&mut write, &member, |profile| *profile = export.profile.as_careful_as(profile))
            .await?;
    }
    write.commit().await?;
    Ok(Redirect::to(&paths::imported(taken, rows.len() - taken, settings_too)).into_response())
}

fn refused(member: &Member, fault: Fault) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(member, Asked::default(), Some(fault))).into_response()
}

fn page(member: &Member, asked: Asked, fault: Option<Fault>) -> ImportDataPage {
    let is_new = member.profile().barriers.is_empty() && !member.profile().not_sure;
    ImportDataPage { frame: PageFrame::of(member, NavSection::More), asked, is_new, fault }
}

/// The file that was chosen, and whether answers and settings are to come along.
async fn sent(mut form: Multipart) -> Result<(Vec<u8>, bool), Fault> {
    let (mut bytes, mut settings_too) = (Vec::new(), false);
    let refused = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::NotOurs,
    };
    while let Some(field) = form.next_field().await.map_err(refused)? {
        match field.name() {
            Some("file") => bytes = field.bytes().await.map_err(refused)?.to_vec(),
            Some("settings") => settings_too = true,
            _ => {}
        }
    }
    Ok((bytes, settings_too))
}

/// What a file says, with its rows sealed for whoever takes it in.
fn understood(registry: &Registry, bytes: &[u8], keyring: &Keyring) -> Result<(Export, Vec<ImportRow>), Fault> {
    let mut export = unpack(bytes)?;
    let mut rows = std::mem::take(&mut export.rows);
    if !export.profile.is_sound() || rows.keys().any(|name| registry.table(name).is_none()) {
        return Err(Fault::Unsound);
    }
    let mut sealed = Vec::new();
    for table in registry.tables() {
        for ExportedRow { id, day, open, removed_at, body } in rows.remove(table.name).unwrap_or_default() {
            if !LIVED.contains(&day) {
                return Err(Fault::Unsound);
            }
            let row = NewRow { id, day, removed: removed_at.is_some() };
            let shut = table.seal(keyring, row, body).map_err(|_| Fault::Unsound)?;
            sealed.push(ImportRow { table: table.name, id, day: day.to_string(), open, removed_at, shut });
        }
    }
    Ok((export, sealed))
}

//! Asking for the file. It holds everything, readable by whoever has it, so the password is asked for once more.

use std::io::Write as _;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use secrecy::SecretString;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::archive::{DATA, Packing};
use super::html::{ExportSource, STYLE};
use super::parts::{ExportPart, PART_MOST, parts};
use super::{of, store};
use crate::members::sessions::guard::Member;
use crate::members::{sessions, unlock};
use crate::records::{personal_library, quota};
use crate::web::app::App;
use crate::web::download::download;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::heavy::Turn;
use crate::web::held_body::until_read;

/// What describes the file for other programs.
pub const SCHEMA: &str = include_str!("../../../docs/export.schema.json");

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    password: SecretString,
    /// Which part, counted from 1.
    part: usize,
}

#[derive(Template, WebTemplate)]
#[template(path = "export/show.html")]
struct ExportPage {
    frame: PageFrame,
    asks: bool,
    wrong: bool,
    /// How many files it takes.
    parts: usize,
}

/// Says what the file holds.
pub async fn show(State(app): State<App>, member: Member) -> PageResult {
    Ok(page(&app, &member, false).await?.into_response())
}

pub async fn take(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    if !unlock::is_them(&app, &member, fields.password).await? {
        return invalid(page(&app, &member, true).await?);
    }
    let given = app.at_once.file(member.id()).await?;
    let place = app.heavy.place(member.id()).await?;
    let (whose, at) = (member.clone(), app.clone());
    let (name, zip) = place.run(move |turn| made(turn, &at, &whose, fields.part)).await?;
    sessions::must_go_on(&mut *app.db.read().await?, &member).await?;
    Ok(until_read(download("application/zip", &name, zip), given))
}

/// The name and bytes of a file with everything, or with one part of it.
fn made(turn: &mut Turn, app: &App, member: &Member, number: usize) -> PageResult<(String, Vec<u8>)> {
    let (registry, now, number) = (app.content()?, app.now(), number.max(1));
    let (parts, export, library) = turn.wait_for(async {
        let mut read = app.db.read().await?;
        let parts = parts_of(&mut read, member).await?;
        let part = parts.get(number - 1).ok_or(PageError::NotFound)?;
        let export = of(registry, &mut read, member, part, now).await?;
        PageResult::Ok((parts.len(), export, personal_library::library(app, &mut read, member).await?))
    })?;
    turn.give_way()?;
    let calendar = member.calendar();
    let source = ExportSource { registry, export: &export, library: &library, calendar, today: member.today() };
    let mut files = Packing::begun(member.zone().to_datetime(now));
    serde_json::to_writer(turn.writing(files.file(DATA)?), &export).map_err(anyhow::Error::from)?;
    files.file("schema.json")?.write_all(SCHEMA.as_bytes()).map_err(anyhow::Error::from)?;
    source.write_book(&mut turn.writing(files.file("book.html")?))?;
    files.file("book.css")?.write_all(STYLE.as_bytes()).map_err(anyhow::Error::from)?;
    source.write_days(&mut turn.writing(files.file("days.csv")?))?;
    source.write_steps(&mut turn.writing(files.file("steps.csv")?))?;
    source.write_entries(&mut turn.writing(files.file("written.csv")?))?;
    let which = if parts > 1 { format!("-{number}-of-{parts}") } else { String::new() };
    Ok((format!("handrail-{}{which}.zip", member.today()), files.finish()?))
}

/// What goes into each file; mostly one is enough.
async fn parts_of(read: &mut SqliteConnection, member: &Member) -> sqlx::Result<Vec<ExportPart>> {
    if fits_one_file(read, member).await? {
        return Ok(vec![ExportPart::whole()]);
    }
    Ok(parts(&store::sizes(read, member.id()).await?, PART_MOST))
}

async fn fits_one_file(read: &mut SqliteConnection, member: &Member) -> sqlx::Result<bool> {
    Ok(quota::store::taken(read, member.id()).await?.bytes <= PART_MOST)
}

/// How many files there are. To tell, every row of somebody who has very many is looked at.
async fn count_parts(app: &App, member: &Member) -> PageResult<usize> {
    if fits_one_file(&mut *app.db.read().await?, member).await? {
        return Ok(1);
    }
    let (app, member) = (app.clone(), member.clone());
    let place = app.heavy.place(member.id()).await?;
    place.run(move |turn| turn.wait_for(async { Ok(parts_of(&mut *app.db.read().await?, &member).await?.len()) })).await
}

async fn page(app: &App, member: &Member, wrong: bool) -> PageResult<ExportPage> {
    let parts = count_parts(app, member).await?;
    Ok(ExportPage { frame: PageFrame::of(member, NavSection::You), asks: unlock::asks(member), wrong, parts })
}

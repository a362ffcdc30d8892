//! Bringing names over from a file of contacts. The file is read once and not kept.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::form::named;
use super::import::{MOST, names};
use super::{Contact, paths};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::steps::ContactKind;
use crate::records::entries::{self, store};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, new_id};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::heavy::Turn;
use crate::web::upload;

/// The most a file may hold, in bytes, with what the form puts around it.
pub const FILE_MOST: usize = 16 * 1024 * 1024;

/// The most the names that were chosen may hold, in bytes: as many as there can be, in the widest letters.
pub const CHOSEN_MOST: usize = 1024 * 1024;

/// How many are kept in one write.
const AT_ONCE: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NoFile,
    NoNames,
    Large,
}

impl Fault {
    const fn words(self) -> &'static str {
        match self {
            Self::NoFile => "Choose a file first. Its name usually ends in .vcf.",
            Self::NoNames => "No names were found in that file. Contacts come in files that end in .vcf.",
            Self::Large => "That file is larger than 16 MB. Without pictures, or with fewer people, it fits.",
        }
    }
}

struct ImportedContact {
    /// The id of the row it would make.
    id: Id,
    name: String,
    sort: ContactKind,
    /// Somebody of that name is there already.
    there: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/import.html")]
struct ContactImportPage {
    frame: PageFrame,
    found: Vec<ImportedContact>,
    full: bool,
    fault: Option<Fault>,
}

impl ContactImportPage {
    fn new(member: &Member, found: Vec<ImportedContact>, fault: Option<Fault>) -> Self {
        Self { frame: PageFrame::of(member, NavSection::People), full: found.len() == MOST, found, fault }
    }
}

pub async fn ask(member: Member) -> PageResult {
    Ok(ContactImportPage::new(&member, Vec::new(), None).into_response())
}

/// Shows the names in a file, to choose from. Nothing is kept yet.
pub async fn read(State(app): State<App>, member: Member, sent: Result<Multipart, MultipartRejection>) -> PageResult {
    app.has_room_for_more()?;
    let place = app.heavy.place_for_a_file(member.id()).await?;
    let file = match sent {
        Ok(form) => file(form).await,
        Err(_) => Err(Fault::NoFile),
    };
    let file = match file {
        Ok(file) => file,
        Err(fault) => return Ok(again(&member, fault)),
    };
    let whose = member.clone();
    let found = place.run(move |turn| found(turn, &app, &whose, &file)).await?;
    if found.is_empty() {
        return Ok(again(&member, Fault::NoNames));
    }
    Ok(ContactImportPage::new(&member, found, None).into_response())
}

fn found(turn: &mut Turn, app: &App, member: &Member, file: &[u8]) -> PageResult<Vec<ImportedContact>> {
    let names = names(file, || turn.give_way())?;
    let rows =
        turn.wait_for(async { PageResult::Ok(store::all::<Contact>(&mut *app.db.read().await?, member.id()).await?) })?;
    let mut there = BTreeSet::new();
    for row in rows {
        turn.give_way()?;
        there.extend(row.open(member.keyring()).ok().map(|person| person.name.to_lowercase()));
    }
    let found = |(name, sort): (String, ContactKind)| ImportedContact {
        id: new_id(),
        there: there.contains(&name.to_lowercase()),
        name,
        sort,
    };
    Ok(names.into_iter().map(found).collect())
}

async fn file(mut form: Multipart) -> Result<Vec<u8>, Fault> {
    let too_large = |status| if status == StatusCode::PAYLOAD_TOO_LARGE { Fault::Large } else { Fault::NoFile };
    while let Some(field) = form.next_field().await.map_err(|error| too_large(error.status()))? {
        if field.name() == Some("file") {
            let bytes = upload::bytes(field, FILE_MOST).await.map_err(|error| too_large(error.status()))?;
            return if bytes.is_empty() { Err(Fault::NoFile) } else { Ok(bytes) };
        }
    }
    Err(Fault::NoFile)
}

/// The names that were chosen, each with the id of the row it is to make, so that sending them twice makes each once, and
/// with its sort.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContactSelection {
    who: Vec<String>,
}

/// Choosing nobody is fine.
pub async fn keep(State(app): State<App>, member: Member, Form(chosen): Form<ContactSelection, MOST>) -> PageResult {
    let now = app.now();
    // Each row is named once on the page.
    let who: BTreeMap<Id, Contact> =
        chosen.who.iter().take(MOST).rev().filter_map(|who| parsed(who, now.as_millisecond())).collect();
    let who = Vec::from_iter(who);
    // In small parts, so that nobody else waits for long; what comes twice makes each once.
    for some in who.chunks(AT_ONCE) {
        let mut write = app.db.write().await?;
        for (id, person) in some {
            entries::keep(&mut write, &member, *id, person).await?;
        }
        write.commit().await?;
    }
    let to = if who.is_empty() { paths::LIST } else { paths::IMPORTED };
    Ok(Redirect::to(to).into_response())
}

fn parsed(who: &str, at: i64) -> Option<(Id, Contact)> {
    let (id, rest) = who.split_once(' ')?;
    let (sort, name) = rest.split_once(' ')?;
    let person = Contact { sort: ContactKind::from_word(sort)?, ..Contact::named(named(name).ok()?, at) };
    Some((id.parse().ok()?, person))
}

fn again(member: &Member, fault: Fault) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, ContactImportPage::new(member, Vec::new(), Some(fault))).into_response()
}

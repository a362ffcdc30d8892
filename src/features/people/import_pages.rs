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
use super::import::{FoundNames, MOST, names};
use super::letters::CardLetters;
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

/// How a file begins that holds others (APPNOTE 6.3.10, 4.3.7).
const ZIP: &[u8] = b"PK\x03\x04";

/// More than any word for letters has, in bytes.
const WORD_MOST: usize = 64;

/// How many are kept in one write.
const AT_ONCE: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NoFile,
    NoNames,
    Packed,
    Large,
}

impl Fault {
    const fn words(self) -> &'static str {
        match self {
            Self::NoFile => "Choose a file first. Its name usually ends in .vcf.",
            Self::NoNames => "No names were found in that file. Contacts come in files that end in .vcf.",
            Self::Packed => "That file is packed (.zip). Unpack it first, and choose the files in it that end in .vcf.",
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
    /// Where the file does not say how letters are written: each way they can be read, the one they were taken for first.
    readings: Vec<PossibleName>,
    fault: Option<Fault>,
}

/// A name in letters that it may be written in.
struct PossibleName {
    letters: CardLetters,
    name: String,
}

impl ContactImportPage {
    fn new(member: &Member, found: Vec<ImportedContact>, fault: Option<Fault>) -> Self {
        let frame = PageFrame::of(member, NavSection::People);
        Self { frame, full: found.len() == MOST, found, readings: Vec::new(), fault }
    }
}

pub async fn ask(member: Member) -> PageResult {
    Ok(ContactImportPage::new(&member, Vec::new(), None).into_response())
}

/// Shows the names in a file, to choose from. Nothing is kept yet.
pub async fn read(State(app): State<App>, member: Member, sent: Result<Multipart, MultipartRejection>) -> PageResult {
    app.has_room_for_more()?;
    let place = app.heavy.place_for_a_file(member.id()).await?;
    let sent = match sent {
        Ok(form) => files(form).await,
        Err(_) => Err(Fault::NoFile),
    };
    let (files, letters) = match sent {
        Ok(sent) => sent,
        Err(fault) => return Ok(again(&member, fault)),
    };
    let whose = member.clone();
    let (found, readings) = place.run(move |turn| found(turn, &app, &whose, &files, letters)).await?;
    if found.is_empty() {
        return Ok(again(&member, Fault::NoNames));
    }
    Ok(ContactImportPage { readings, ..ContactImportPage::new(&member, found, None) }.into_response())
}

fn found(
    turn: &mut Turn,
    app: &App,
    member: &Member,
    files: &SentFiles,
    letters: Option<CardLetters>,
) -> PageResult<(Vec<ImportedContact>, Vec<PossibleName>)> {
    let FoundNames { names, taken_as } = names(&files.each(), letters, || turn.give_way())?;
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
    Ok((names.into_iter().map(found).collect(), taken_as.map(readings).unwrap_or_default()))
}

/// Every way in which such names can be read, the one they were taken for first.
fn readings((taken_as, unsaid): (CardLetters, Vec<Vec<u8>>)) -> Vec<PossibleName> {
    let others = CardLetters::ALL.into_iter().filter(|letters| *letters != taken_as);
    let reading = |letters: CardLetters| {
        let name = unsaid.first().and_then(|name| letters.read(name))?;
        Some(PossibleName { letters, name: name.split(';').rev().collect::<Vec<_>>().join(" ").trim().to_owned() })
    };
    std::iter::once(taken_as).chain(others).filter_map(reading).collect()
}

/// One file or several, in one piece of memory. Each is written as it is.
#[derive(Default)]
struct SentFiles {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl SentFiles {
    fn each(&self) -> Vec<&[u8]> {
        let begins = std::iter::once(&0).chain(&self.ends);
        let each = begins.zip(&self.ends).filter_map(|(from, to)| self.bytes.get(*from..*to));
        each.filter(|file| !file.is_empty()).collect()
    }
}

/// The files that were chosen, and how their letters are to be read where somebody said so.
async fn files(mut form: Multipart) -> Result<(SentFiles, Option<CardLetters>), Fault> {
    let too_large = |status| if status == StatusCode::PAYLOAD_TOO_LARGE { Fault::Large } else { Fault::NoFile };
    let (mut files, mut letters) = (SentFiles::default(), None);
    while let Some(field) = form.next_field().await.map_err(|error| too_large(error.status()))? {
        match field.name() {
            // Some programs write a file for each person.
            Some("file") => {
                upload::append(&mut files.bytes, field, FILE_MOST).await.map_err(|error| too_large(error.status()))?;
                files.ends.push(files.bytes.len());
            }
            Some("letters") => {
                let word = upload::bytes(field, WORD_MOST).await.map_err(|error| too_large(error.status()))?;
                letters = str::from_utf8(&word).ok().and_then(CardLetters::from_word);
            }
            _ => {}
        }
    }
    match files.each().as_slice() {
        [] => Err(Fault::NoFile),
        each if each.iter().any(|file| file.starts_with(ZIP)) => Err(Fault::Packed),
        _ => Ok((files, letters)),
    }
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

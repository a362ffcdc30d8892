//! Writing a note to somebody one accompanies: a few kind sentences that become theirs. What was given is listed below.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::{SupporterForm, looking, parted, paths};
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::base::words::typed;
use crate::members::sessions::guard::Member;
use crate::model::given::{GivenNote, GivenOffer, GivenOrder};
use crate::model::steps::Library;
use crate::records::connections::Connection;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::letters::StoredLetter;
use crate::records::letters::given::{self, Gift};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, Query, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// How much is given in one connection on one day at the most: more would not be read as a gift.
const A_DAY: i64 = 10;

/// What can be wrong with something that is about to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveFault {
    Empty,
    Long,
    /// Much was given today.
    Much,
    /// Not both have said yes to the other.
    Asleep,
}

impl GiveFault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write a sentence or two.",
            Self::Long => "This is long. 2,000 letters is the most.",
            Self::Much => "That is a lot for one day. Keep it for another, or for when you meet.",
            Self::Asleep => "Nothing can be given until each of you has said yes to the other.",
        }
    }
}

/// The longest a note is, in characters: a note, and no letter.
pub const WORDS_MOST: usize = 2000;

/// What goes with something, in at most so many words; it may be empty.
pub fn said(words: &str) -> Result<String, GiveFault> {
    let words = typed::words(words).map_err(|_| GiveFault::Long)?;
    if typed::fits(&words, WORDS_MOST) { Ok(words) } else { Err(GiveFault::Long) }
}

/// Somebody one accompanies, as every page names them on which something is given.
pub struct Accompanied {
    pub id: Id,
    pub called: String,
    /// Whether anything can be given just now.
    pub open: bool,
}

impl Accompanied {
    pub fn of(supporter: &Member, connection: &Connection) -> Self {
        Self {
            id: connection.id,
            called: connection.called(supporter.keyring()),
            open: connection.member_key(supporter.keyring()).is_some(),
        }
    }
}

/// Gives something, and ends its form's draft.
pub async fn give<T: Gift + PartialEq>(
    cx: &FormContext,
    id: Id,
    form: &str,
    gift: &T,
) -> PageResult<Result<(), GiveFault>> {
    let FormContext { app, member, .. } = cx;
    let mut write = app.db.write().await?;
    let connection = looking::known(app, &mut write, member, id).await?;
    if given::store::given_of_late(&mut write, member.id(), id, app.now()).await? >= A_DAY {
        return Ok(Err(GiveFault::Much));
    }
    if !given::give(&mut write, member, &connection, id_or_new(form), gift).await? {
        return Ok(Err(GiveFault::Asleep));
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Ok(()))
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub id: String,
    pub words: String,
}

impl Fields {
    fn understood(&self) -> Result<GivenNote, GiveFault> {
        let words = said(&self.words)?;
        if words.is_empty() { Err(GiveFault::Empty) } else { Ok(GivenNote { words }) }
    }
}

/// One thing that was given.
struct GaveItem {
    id: Id,
    day: DateText,
    /// None where it does not open.
    gave: Option<Gave>,
}

enum Gave {
    Note(String),
    /// What the step is called, and the sentence with it.
    Offer(String, String),
    Order(String),
}

#[derive(Template, WebTemplate)]
#[template(path = "care/giving.html")]
struct GivingPage {
    frame: PageFrame,
    whom: Accompanied,
    form: Id,
    writing: DraftForm,
    words: String,
    fault: Option<GiveFault>,
    gave: Vec<GaveItem>,
    saved: bool,
}

impl GivingPage {
    fn wrong(&self) -> &'static str {
        self.fault.map_or("", GiveFault::words)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

pub async fn ask(SupporterForm(cx): SupporterForm, Path(id): Path<Id>, Query(asked): Query<Asked>) -> PageResult {
    let form = cx.form(&mut *cx.app.db.read().await?, &[&paths::given(id)], Fields::default()).await?;
    let page = page(&cx, id, form).await.map(|page| GivingPage { saved: !asked.saved.is_empty(), ..page });
    parted::page_or_words(&cx, &paths::given(id), page).await
}

pub async fn save(SupporterForm(cx): SupporterForm, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let outcome = match fields.understood() {
        Ok(note) => give(&cx, id, &fields.id, &note).await?,
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&saved(&paths::given(id), "given")).into_response()),
        Err(fault) => {
            let form = cx.redisplay(&paths::given(id), fields);
            invalid(GivingPage { fault: Some(fault), ..page(&cx, id, form).await? })
        }
    }
}

async fn page(
    cx: &FormContext,
    id: Id,
    FilledForm { fields, draft: writing }: FilledForm<Fields>,
) -> PageResult<GivingPage> {
    let whom = accompanied(&cx.app, &cx.member, id).await?;
    Ok(GivingPage {
        frame: PageFrame::of(&cx.member, NavSection::You),
        whom,
        form: id_or_new(&fields.id),
        writing,
        words: fields.words,
        fault: None,
        gave: gave(&cx.app.library, &mut *cx.app.db.read().await?, &cx.member, id).await?,
        saved: false,
    })
}

/// Somebody they accompany; one that was just connected is recognised.
///
/// # Errors
/// [`crate::web::error::PageError::NotFound`] where no such connection of theirs is there.
pub async fn accompanied(app: &App, supporter: &Member, id: Id) -> PageResult<Accompanied> {
    let mut write = app.db.write().await?;
    let connection = looking::known(app, &mut write, supporter, id).await?;
    write.commit().await?;
    Ok(Accompanied::of(supporter, &connection))
}

async fn gave(library: &Library, read: &mut SqliteConnection, supporter: &Member, id: Id) -> PageResult<Vec<GaveItem>> {
    let letters = given::store::given_by(read, supporter.id(), id).await?;
    Ok(letters
        .iter()
        .map(|letter| GaveItem {
            id: letter.id,
            day: supporter.day_text(letter.day),
            gave: what_was_given(library, supporter, letter),
        })
        .collect())
}

fn what_was_given(library: &Library, supporter: &Member, letter: &StoredLetter) -> Option<Gave> {
    let note = given::own::<GivenNote>(letter, supporter).map(|note| Gave::Note(note.words));
    let offer = || {
        let offer = given::own::<GivenOffer>(letter, supporter)?;
        let step = offer.step.step(library, letter.id)?;
        Some(Gave::Offer(step.heading(offer.size).to_owned(), offer.words))
    };
    let order = || given::own::<GivenOrder>(letter, supporter).map(|order| Gave::Order(order.words));
    note.or_else(offer).or_else(order)
}

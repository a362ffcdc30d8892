//! One who matters: being in touch, and what it costs and gives.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::contact_list::{self, KnownContact};
use super::mentioned::{Lookout, MentionedItem, Occurrence};
use super::relative_time::RelativeTime;
use super::{Amount, Channel, Closeness, Contact, CostBenefit, paths};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks;
use crate::records::entries::{self, store};
use crate::records::personal_library;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, new_id};
use crate::web::frame::{NavSection, PageFrame};

/// In how many places they come up before the others open.
const FIRST: usize = 3;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    touched: Option<Id>,
    changed: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/one.html")]
struct ContactPage {
    frame: PageFrame,
    known: KnownContact,
    person: Contact,
    last: Option<RelativeTime>,
    mentioned: Vec<MentionedItem>,
    today: String,
    form: Id,
    asked: Asked,
    /// Whether anything of theirs is shown to somebody.
    shown: bool,
}

impl ContactPage {
    /// Where they came up lately, and what opens.
    fn first_few(&self) -> (&[MentionedItem], &[MentionedItem]) {
        self.mentioned.split_at(self.mentioned.len().min(FIRST))
    }
}

pub async fn show(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let book = contact_list::book(&mut read, &member).await?;
    let known = book.known.iter().find(|one| one.id == id).ok_or(PageError::NotFound)?.clone();
    let person = known.person.clone().ok_or(PageError::Shut)?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let lookout = Lookout { member: &member, who: id, name: &person.name };
    let mentioned = lookout.latest(&mut read, (&book, &library, app.content()?)).await?;
    let today = member.today();
    let page = ContactPage {
        frame: PageFrame::of(&member, NavSection::People),
        person,
        mentioned,
        last: known.since(today),
        today: today.to_string(),
        form: new_id(),
        known,
        asked,
        shown: marks::is_something_seen(&mut read, &member).await?,
    };
    Ok(page.into_response())
}

/// The form in which they say what it costs and gives; empty leaves it to what is learnt.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    costs: String,
    gives: String,
    undo: String,
}

/// Keeps what they say it costs and gives, or puts back what they said before.
pub async fn weigh(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let row = store::one::<Contact>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let person = row.open(member.keyring())?;
    let sent = CostBenefit { costs: Amount::from_word(&fields.costs), gives: Amount::from_word(&fields.gives) };
    let said = if fields.undo.is_empty() { sent } else { person.said_before.unwrap_or_default() };
    // Sent twice, it is one change, and what was before it can still be put back.
    let said_before = if said == person.said { person.said_before } else { Some(person.said) };
    let changed = Contact { said, said_before, at: app.now().as_millisecond(), ..person };
    entries::change(&mut write, &member, id, row.revision, &changed).await?;
    write.commit().await?;
    let changed = if fields.undo.is_empty() { "yes" } else { "undone" };
    Ok(Redirect::to(&paths::person_changed(id, changed)).into_response())
}

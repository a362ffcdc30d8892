//! *Help me find words*: a few messages to change and to send from elsewhere. What is typed here is kept nowhere.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};

use super::compose::compose;
use super::form::{Fault, Fields};
use super::{Fragments, MessagePurpose, MessageWishes};
use crate::base::ids::Id;
use crate::features::steps::paths as steps_paths;
use crate::features::today::day;
use crate::members::sessions::guard::Member;
use crate::model::steps::{Flag, Library, Step, has_words};
use crate::records::personal_library;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, new_id};
use crate::web::frame::{NavSection, PageFrame};

/// How many messages a low day shows.
const ON_A_LOW_DAY: usize = 2;

/// What can be said once words were sent from elsewhere, or not.
#[derive(Clone, Copy)]
enum StepStatus {
    /// The step is being tried: it is looked back on.
    Trying(Id),
    /// It is suggested: that is answered.
    Offered(Id),
    Nothing,
}

/// What leads here: a step as one person has it, and where they stand with it.
struct Asked {
    library: Library,
    after: StepStatus,
}

impl Asked {
    /// The step; none where it could hurt them, or is done without words: then nobody finds words for it.
    fn step(&self, member: &Member, slug: &str) -> PageResult<Option<&Step>> {
        let step = self.library.by_slug(slug).ok_or(PageError::NotFound)?;
        let hurts = self.library.could_hurt(step, member.profile());
        Ok((has_words(step) && !hurts).then_some(step))
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "composer/words.html")]
struct ComposerPage<'a> {
    frame: PageFrame,
    step: &'a Step,
    /// What to be careful about, with the flag's key.
    notes: Vec<(&'a str, &'a Flag)>,
    after: StepStatus,
    /// Those they had changed, each with the id it would be kept under.
    mine: Vec<(Id, String)>,
    /// The others, likewise.
    drafts: Vec<(Id, String)>,
    /// The turn that gives others.
    next: u32,
    begin: Id,
    fields: Fields,
    faults: Vec<Fault>,
    /// These are hellos, in place of what was asked for.
    hello_first: bool,
}

impl ComposerPage<'_> {
    /// Whether the form that makes them fit is open at once: something was said in it, or is wrong.
    fn fits_already(&self) -> bool {
        let Fields { name, thing, when, gap, .. } = &self.fields;
        !self.faults.is_empty() || [name, thing, when, gap].iter().any(|said| !said.is_empty())
    }

    /// Whether a friend could answer it: it invites, or asks for a hand.
    fn asks(&self) -> bool {
        let purpose = MessagePurpose::from_word(&self.fields.purpose);
        !self.hello_first && matches!(purpose, Some(MessagePurpose::Invite | MessagePurpose::AskHelp))
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

/// A few messages that fit the step, and a form to make them fit better.
pub async fn ask(State(app): State<App>, member: Member, Path(slug): Path<String>) -> PageResult {
    let asked = asked(&app, &member, &slug).await?;
    let Some(step) = asked.step(&member, &slug)? else {
        return Ok(Redirect::to(&steps_paths::step(slug)).into_response());
    };
    page(&member, &asked, step, Fields::for_step(step))
}

/// The same for what was told. It changes nothing and keeps nothing, so it answers at once.
pub async fn find(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let asked = asked(&app, &member, &slug).await?;
    let Some(step) = asked.step(&member, &slug)? else {
        return Ok(Redirect::to(&steps_paths::step(slug)).into_response());
    };
    page(&member, &asked, step, fields)
}

async fn asked(app: &App, member: &Member, slug: &str) -> PageResult<Asked> {
    let found = day::store::day(&mut *app.db.read().await?, member.id(), member.today()).await?;
    let library = personal_library::among_all(app, member, &found.own_steps);
    let number = library.by_slug(slug).map(|step| step.number);
    let trying = found.trying.iter().find(|row| row.open(member.keyring()).ok().map(|one| one.step) == number);
    let mut open = found.suggestions.iter().filter(|kept| kept.open);
    let offered = open.find(|kept| kept.row.open(member.keyring()).ok().map(|one| one.step) == number);
    let after = match (trying, offered) {
        (Some(row), _) => StepStatus::Trying(row.id),
        (None, Some(kept)) => StepStatus::Offered(kept.row.id),
        (None, None) => StepStatus::Nothing,
    };
    Ok(Asked { library, after })
}

fn page(member: &Member, asked: &Asked, step: &Step, fields: Fields) -> PageResult {
    let frame = PageFrame::of(member, NavSection::Today);
    let seed = fields.seed.parse().unwrap_or_else(|_| chance());
    let turn: u32 = fields.turn.parse().unwrap_or_default();
    let understood = fields.understood(step);
    let hello_first = understood.as_ref().is_ok_and(MessageWishes::want_a_hello_first);
    let (texts, faults) = match understood.map(MessageWishes::hello_first) {
        Ok(wishes) => (compose(Fragments::shared()?, &wishes, seed, turn), Vec::new()),
        Err(faults) => (Vec::new(), faults),
    };
    let shown = if frame.low { ON_A_LOW_DAY } else { texts.len() };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ComposerPage {
        frame,
        step,
        notes: asked.library.flags_of_usual(step).collect(),
        after: asked.after,
        mine: fields.changed().map(|text| (new_id(), text)).collect(),
        drafts: texts.into_iter().take(shown).map(|text| (new_id(), text)).collect(),
        next: turn.wrapping_add(1),
        begin: new_id(),
        fields: Fields { seed: seed.to_string(), ..fields },
        faults,
        hello_first,
    };
    Ok((status, page).into_response())
}

/// Where the order of words begins.
fn chance() -> u64 {
    let id = new_id();
    id.as_bytes().iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

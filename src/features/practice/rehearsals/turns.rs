//! Beginning a rehearsal, taking turns in it, and keeping something from its end.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::list::{OpenRehearsal, one};
use super::pages::{EndingForm, end, start};
use super::play::{Pick, RehearsalRecord};
use super::{Ending, Rehearsal, Rehearsals};
use crate::base::db::Write;
use crate::base::words::typed::{one_line, words};
use crate::features::practice::paths;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::entries;
use crate::records::form_context::FormContext;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid, new_id, overtaken};

/// The longest name for somebody, and the longest topic, in characters.
pub const MOST: usize = 60;

/// The form that begins one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StartFields {
    /// What the other person is called.
    pub name: String,
    /// What it is about.
    pub topic: String,
}

/// A turn, and the place it was shown in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TurnFields {
    scene: String,
    pick: String,
}

/// Words from an ending.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeepFields {
    /// The ending.
    pub ending: String,
    /// The words.
    pub words: String,
    /// What the form was filled in from.
    pub revision: i64,
}

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The name.
    Name,
    /// The topic.
    Topic,
    /// What is to be kept.
    Words,
}

impl Fault {
    /// The field it is beside.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Topic => "topic",
            Self::Words => "words",
        }
    }

    /// What to say of it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Name => "That name is longer than fits here. 60 letters is the most.",
            Self::Topic => "Say it in fewer words. 60 letters is the most.",
            Self::Words => "That is longer than fits here. 10,000 letters is the most.",
        }
    }
}

impl StartFields {
    /// With the rehearsal's own name and topic.
    pub fn usual(rehearsal: &Rehearsal) -> Self {
        let topic = rehearsal.topic.as_ref().map_or_else(String::new, |topic| topic.default.clone());
        Self { name: rehearsal.partner.name.clone(), topic }
    }

    /// As it was begun before.
    pub fn of(rehearsal: &Rehearsal, played: &RehearsalRecord) -> Self {
        let usual = Self::usual(rehearsal);
        let said = |said: &String, usual: String| if said.is_empty() { usual } else { said.clone() };
        Self { name: said(&played.name, usual.name), topic: said(&played.topic, usual.topic) }
    }

    /// The rehearsal at its start. What is as usual is not said.
    pub fn understood(&self, rehearsal: &Rehearsal) -> Result<RehearsalRecord, Vec<Fault>> {
        let usual = Self::usual(rehearsal);
        let own = |line: String, usual: &String| if line == *usual { String::new() } else { line };
        match (one_line(&self.name, MOST), one_line(&self.topic, MOST)) {
            (Ok(name), Ok(topic)) => {
                let (name, topic) = (own(name, &usual.name), own(topic, &usual.topic));
                Ok(RehearsalRecord { name, topic, ..RehearsalRecord::new(rehearsal.number) })
            }
            (name, topic) => {
                let faults = [name.err().map(|_| Fault::Name), topic.err().map(|_| Fault::Topic)];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }
}

impl KeepFields {
    /// The form that would say what was kept.
    pub fn saying(ending: &Ending, found: &OpenRehearsal) -> Self {
        let words = found.played.kept_from(&ending.name).to_owned();
        Self { ending: ending.name.clone(), words, revision: found.revision }
    }
}

/// Begins one, or begins it again.
pub async fn begin(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(fields): Form<StartFields>,
) -> PageResult {
    let rehearsal = Rehearsals::shared()?.by_slug(&slug).ok_or(PageError::NotFound)?;
    let mut write = app.db.write().await?;
    let found = one(&mut write, &member, rehearsal).await?;
    let fresh = match fields.understood(rehearsal) {
        Ok(fresh) => fresh,
        Err(faults) => return Ok(start(&member, rehearsal, found, fields, faults)),
    };
    let mut found = found.unwrap_or_else(|| OpenRehearsal::new(rehearsal));
    found.played.start(fresh.name, fresh.topic);
    found.put(&mut write, &app, &member).await?;
    write.commit().await?;
    Ok(here(rehearsal))
}

/// Takes a turn. One that does not belong to where they stand, because another tab or a second tap was quicker, changes
/// nothing; either way they are shown where they are.
pub async fn choose(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(taken): Form<TurnFields>,
) -> PageResult {
    let rehearsal = Rehearsals::shared()?.by_slug(&slug).ok_or(PageError::NotFound)?;
    let pick = Pick::from_word(&taken.pick);
    turn(&app, &member, rehearsal, |played| pick.is_some_and(|pick| played.choose(rehearsal, &taken.scene, pick))).await
}

/// Takes one turn back, under the same rule.
pub async fn back(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(taken): Form<TurnFields>,
) -> PageResult {
    let rehearsal = Rehearsals::shared()?.by_slug(&slug).ok_or(PageError::NotFound)?;
    turn(&app, &member, rehearsal, |played| played.back(rehearsal, &taken.scene)).await
}

/// Keeps words from an ending. What another tab kept there meanwhile is shown beside them, so that neither is lost.
pub async fn keep(cx: FormContext, Path(slug): Path<String>, Form(fields): Form<KeepFields>) -> PageResult {
    let rehearsal = Rehearsals::shared()?.by_slug(&slug).ok_or(PageError::NotFound)?;
    let ending = rehearsal.ending(&fields.ending).ok_or(PageError::NotFound)?;
    let mut write = cx.app.db.write().await?;
    let found = one(&mut write, &cx.member, rehearsal).await?;
    let mut found = found.unwrap_or_else(|| OpenRehearsal::new(rehearsal));
    let again = |fields| EndingForm::from(cx.redisplay(&paths::keep(&rehearsal.slug), fields));
    let Ok(words) = words(&fields.words) else {
        let form = EndingForm { fault: Some(Fault::Words), ..again(fields) };
        return invalid(end(&cx, rehearsal, found.played, ending, form));
    };
    let theirs = found.played.kept_from(&ending.name).to_owned();
    if fields.revision != found.revision && !theirs.is_empty() && theirs != words {
        let form = again(KeepFields { revision: found.revision, ..fields });
        return overtaken(end(&cx, rehearsal, found.played, ending, EndingForm { theirs: Some(theirs), ..form }));
    }
    let id = found.id;
    found.played.keep(&ending.name, words.clone());
    found.put(&mut write, &cx.app, &cx.member).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    support::after_saving(&cx, id, &[&words], &paths::rehearsal_kept(&rehearsal.slug)).await
}

impl OpenRehearsal {
    /// Not in the database yet.
    fn new(rehearsal: &Rehearsal) -> Self {
        Self { id: new_id(), revision: 0, played: RehearsalRecord::new(rehearsal.number) }
    }

    /// Keeps it as it is now.
    async fn put(mut self, write: &mut Write, app: &App, member: &Member) -> PageResult<()> {
        self.played.at = app.now().as_millisecond();
        if self.revision == 0 {
            entries::keep(write, member, self.id, &self.played).await?;
        } else {
            entries::change(write, member, self.id, self.revision, &self.played).await?;
        }
        Ok(())
    }
}

async fn turn(
    app: &App,
    member: &Member,
    rehearsal: &Rehearsal,
    change: impl FnOnce(&mut RehearsalRecord) -> bool,
) -> PageResult {
    let mut write = app.db.write().await?;
    if let Some(mut found) = one(&mut write, member, rehearsal).await?
        && change(&mut found.played)
    {
        found.put(&mut write, app, member).await?;
        write.commit().await?;
    }
    Ok(here(rehearsal))
}

fn here(rehearsal: &Rehearsal) -> Response {
    Redirect::to(&paths::rehearsal_here(&rehearsal.slug)).into_response()
}

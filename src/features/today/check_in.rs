//! The check-in: one tap, and what follows from it.

use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::{pages, paths};
use crate::base::content;
use crate::base::db::Write;
use crate::base::sealed::seal;
use crate::features::suggestions::recommend::Recommender;
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::scheduler::{Energy, Why};
use crate::model::suggestion::CheckIn;
use crate::records::form_context::FormContext;
use crate::records::suggestions::store;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, new_id};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Feeling {
    /// Its name in forms and rows.
    pub key: String,
    pub word: String,
}

/// The feeling words, in the order they are shown.
pub struct Feelings(pub Vec<Feeling>);

impl Feelings {
    pub fn load() -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        struct FeelingsFile {
            feelings: Vec<Feeling>,
        }
        content::toml::<FeelingsFile>("feelings.toml").map(|file| Self(file.feelings))
    }

    /// The key a form names, if it is one of theirs.
    fn key(&self, sent: &str) -> Option<String> {
        self.0.iter().find(|feeling| feeling.key == sent).map(|feeling| feeling.key.clone())
    }

    pub fn word(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|feeling| feeling.key == *key).map(|feeling| feeling.word.as_str())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// One word, or none where nothing was chosen. *Not sure* is an empty word, which an `Option` would take for nothing.
    energy: Vec<String>,
    feeling: String,
}

/// Keeps the check-in and offers what fits it.
pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let FormContext { app, member, .. } = &cx;
    let Some(Ok(energy)) = fields.energy.first().map(|word| Energy::optional(word)) else {
        return pages::with_fault(app, member, pages::Fault::Energy).await;
    };
    let feeling = app.content::<Feelings>()?.key(&fields.feeling);
    let check_in = CheckIn { energy, feeling, ..CheckIn::unsaid(cx.at()) };
    let mut write = app.db.write().await?;
    keep(&mut write, member, &check_in).await?;
    note_low_day(&mut write, member, energy == Some(Energy::Low)).await?;
    offer_what_fits(&mut write, app, member, false).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(paths::TODAY).into_response())
}

/// Notes that today is to be a light day on every page, or no longer.
async fn note_low_day(write: &mut Write, member: &Member, low: bool) -> PageResult<()> {
    let low_day = low.then(|| member.today());
    if member.profile().low_day == low_day {
        return Ok(());
    }
    change_profile::change_within(write, member, |profile| profile.low_day = low_day).await
}

/// Stores the day's check-in, in place of an earlier one.
pub async fn keep(write: &mut Write, member: &Member, check_in: &CheckIn) -> PageResult<()> {
    let day = member.today();
    let earlier = store::check_in(write, member.id(), day).await?;
    let (id, revision) = earlier.map_or_else(|| (new_id(), 1), |row| (row.id, row.revision + 1));
    let sealed = seal(member.keyring(), id, day, revision, check_in)?;
    store::save_check_in(write, member.id(), id, day, revision, &sealed).await?;
    Ok(())
}

/// Opens a suggestion for today unless a fitting one is open, or it is not the time for one.
pub async fn offer_what_fits(write: &mut Write, app: &App, member: &Member, asked: bool) -> PageResult<()> {
    let (at, day) = (app.now().as_millisecond(), member.today());
    let recommender = Recommender::load(app, write, member, day).await?;
    let today = store::on_day(write, member.id(), day).await?;
    let open = today.iter().find(|kept| kept.open);
    let read = open.and_then(|kept| kept.row.open(member.keyring()).ok());
    if read.is_some_and(|suggested| recommender.still_fits(&suggested)) {
        return Ok(());
    }
    let asked = asked || open.is_some();
    if !asked && !today.is_empty() {
        return Ok(());
    }
    match recommender.offer(asked, at) {
        Ok(suggested) => {
            recommender.open(write, member, day, &suggested).await?;
            note_rest(write, app, member, None).await
        }
        Err(why) => {
            store::close_open(write, member.id()).await?;
            note_rest(write, app, member, Some(why)).await
        }
    }
}

/// Notes why nothing is suggested today, or that something is.
pub async fn note_rest(write: &mut Write, app: &App, member: &Member, rest: Option<Why>) -> PageResult<()> {
    let day = member.today();
    let kept = store::check_in(write, member.id(), day).await?.and_then(|row| row.open(member.keyring()).ok());
    let kept = kept.unwrap_or_else(|| CheckIn::unsaid(app.now().as_millisecond()));
    if kept.rest == rest {
        return Ok(());
    }
    keep(write, member, &CheckIn { rest, ..kept }).await
}

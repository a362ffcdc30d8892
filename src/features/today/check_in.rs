//! The check-in: one tap, and what follows from it.

use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{pages, paths};
use crate::base::content;
use crate::base::db::Write;
use crate::base::sealed::seal;
use crate::features::suggestions::recommend::{Prepared, Recommender};
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::scheduler::{Energy, Why};
use crate::model::suggestion::CheckIn;
use crate::records::form_context::FormContext;
use crate::records::suggestions::store::{self, StoredSuggestion};
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
    let mut write = app.db.write().await?;
    let not_on = kept(&mut write, member).await?.map(|kept| kept.not_on).unwrap_or_default();
    let check_in = CheckIn { energy, feeling, not_on, ..CheckIn::unsaid(cx.at()) };
    keep(&mut write, member, &check_in).await?;
    note_low_day(&mut write, member, energy == Some(Energy::Low)).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    offer_what_fits(app, member, false).await?;
    Ok(Redirect::to(paths::NOW).into_response())
}

/// Notes that today is to be a light day on every page, or no longer.
async fn note_low_day(write: &mut Write, member: &Member, low: bool) -> PageResult<()> {
    let low_day = low.then(|| member.today());
    if member.profile().low_day == low_day {
        return Ok(());
    }
    change_profile::change_within(write, member, |profile| profile.low_day = low_day).await
}

/// The day's check-in, if there is one that opens.
pub async fn kept(read: &mut SqliteConnection, member: &Member) -> PageResult<Option<CheckIn>> {
    let kept = store::check_in(read, member.id(), member.today()).await?;
    Ok(kept.and_then(|row| row.open(member.keyring()).ok()))
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

/// How often it is chosen anew where the day has changed meanwhile. After that, what another page offered is as good.
const TRIES: usize = 3;

/// Opens a suggestion for today unless a fitting one is open, or it is not the time for one. It is chosen before anything is
/// written, as that may take a while, and written only if the day is still as it was.
pub async fn offer_what_fits(app: &App, member: &Member, asked: bool) -> PageResult<()> {
    for _ in 0..TRIES {
        let seen = DaySeen::read(&mut *app.db.read().await?, member).await?;
        let Some(next) = next(app, member, &seen, asked).await? else { return Ok(()) };
        let mut write = app.db.write().await?;
        if !DaySeen::read(&mut write, member).await?.is_as(&seen) {
            continue;
        }
        let rest = match next {
            Ok(next) => {
                next.open(&mut write, member, member.today()).await?;
                None
            }
            Err(why) => {
                store::close_open(&mut write, member.id()).await?;
                Some(why)
            }
        };
        note_rest(&mut write, app, member, rest).await?;
        return Ok(write.commit().await?);
    }
    Ok(())
}

/// What is next, or why nothing is; none where what is open may stay.
async fn next(app: &App, member: &Member, seen: &DaySeen, asked: bool) -> PageResult<Option<Result<Prepared, Why>>> {
    let (at, day) = (app.now().as_millisecond(), member.today());
    let recommender = Recommender::load(app, member, day).await?;
    let open = seen.suggestions.iter().find(|kept| kept.open);
    let read = open.and_then(|kept| kept.row.open(member.keyring()).ok());
    if read.is_some_and(|suggested| recommender.still_fits(&suggested)) {
        return Ok(None);
    }
    let asked = asked || open.is_some();
    if !asked && !seen.suggestions.is_empty() {
        return Ok(None);
    }
    Ok(Some(match recommender.offer(asked, at) {
        Ok(suggested) => Ok(recommender.prepared(app, member, day, suggested).await?),
        Err(why) => Err(why),
    }))
}

/// A day as a suggestion was chosen for it.
struct DaySeen {
    check_in: Option<i64>,
    suggestions: Vec<StoredSuggestion>,
}

impl DaySeen {
    async fn read(read: &mut SqliteConnection, member: &Member) -> PageResult<Self> {
        let day = member.today();
        let check_in = store::check_in(read, member.id(), day).await?.map(|row| row.revision);
        Ok(Self { check_in, suggestions: store::on_day(read, member.id(), day).await? })
    }

    fn is_as(&self, before: &Self) -> bool {
        let seen = |day: &Self| -> Vec<_> {
            day.suggestions.iter().map(|kept| (kept.row.id, kept.row.revision, kept.open)).collect()
        };
        self.check_in == before.check_in && seen(self) == seen(before)
    }
}

/// Notes why nothing is suggested today, or that something is.
pub async fn note_rest(write: &mut Write, app: &App, member: &Member, rest: Option<Why>) -> PageResult<()> {
    let kept = kept(write, member).await?.unwrap_or_else(|| CheckIn::unsaid(app.now().as_millisecond()));
    if kept.rest == rest {
        return Ok(());
    }
    keep(write, member, &CheckIn { rest, ..kept }).await
}

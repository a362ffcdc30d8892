//! When a supporter reads nothing: said to all they accompany, and on their links to whoever comes later. It is written over
//! what was said before.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::giving::{GiveFault, said};
use super::{SupporterForm, introduction, looking, paths};
use crate::base::db::Write;
use crate::members::roles::guard::Supporter;
use crate::members::sessions::guard::Member;
use crate::model::given::GivenAway;
use crate::records::connections::{Connection, Introduction, links, store};
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::letters::{LetterKind, given};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub from: String,
    pub until: String,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    From,
    Until,
    /// It ends before it begins, or is over.
    Order,
    Given(GiveFault),
}

impl Fault {
    const fn field(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Until | Self::Order => "until",
            Self::Given(_) => "words",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::From => "Choose the first day.",
            Self::Until => "Choose the last day.",
            Self::Order => "The last day can’t be before the first, or before today.",
            Self::Given(fault) => fault.words(),
        }
    }
}

impl Fields {
    fn saying(away: &GivenAway) -> Self {
        Self { from: away.from.to_string(), until: away.until.to_string(), words: away.words.clone() }
    }

    fn understood(&self, today: Date) -> Result<GivenAway, Fault> {
        let from = self.from.trim().parse().map_err(|_| Fault::From)?;
        let until = self.until.trim().parse().map_err(|_| Fault::Until)?;
        let words = said(&self.words).map_err(Fault::Given)?;
        let away = GivenAway { from, until, words };
        if until < from || away.is_over(today) { Err(Fault::Order) } else { Ok(away) }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/away.html")]
struct AwayPage {
    frame: PageFrame,
    writing: DraftForm,
    fields: Fields,
    /// Whether something stands.
    said: bool,
    fault: Option<Fault>,
}

impl AwayPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

pub async fn ask(SupporterForm(cx): SupporterForm) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let away = stands(&mut read, &cx.member).await?;
    let blank = away.as_ref().map(Fields::saying).unwrap_or_default();
    let form = cx.form(&mut read, &[paths::AWAY], blank).await?;
    Ok(page(&cx, form, away.is_some(), None).into_response())
}

pub async fn save(SupporterForm(cx): SupporterForm, Form(fields): Form<Fields>) -> PageResult {
    match fields.understood(cx.member.today()) {
        Ok(away) => {
            let mut write = cx.app.db.write().await?;
            say(&cx.app, &mut write, &cx.member, Some(&away)).await?;
            cx.finish(&mut write).await?;
            write.commit().await?;
            Ok(Redirect::to(&saved(paths::LIST, "away")).into_response())
        }
        Err(fault) => {
            let said = stands(&mut *cx.app.db.read().await?, &cx.member).await?.is_some();
            invalid(page(&cx, cx.redisplay(paths::AWAY, fields), said, Some(fault)))
        }
    }
}

/// They are there again.
pub async fn back(State(app): State<App>, supporter: Supporter) -> PageResult {
    let mut write = app.db.write().await?;
    say(&app, &mut write, supporter.member(), None).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::LIST, "back")).into_response())
}

fn page(cx: &FormContext, form: FilledForm<Fields>, said: bool, fault: Option<Fault>) -> AwayPage {
    let FilledForm { fields, draft: writing } = form;
    AwayPage { frame: PageFrame::of(&cx.member, NavSection::You), writing, fields, said, fault }
}

async fn say(app: &App, write: &mut Write, supporter: &Member, away: Option<&GivenAway>) -> PageResult<()> {
    for connection in store::all_of_supporter(write, supporter.id()).await? {
        let connection = looking::known(app, write, supporter, connection.id).await?;
        given::say(write, supporter, &connection, away).await?;
    }
    if let Some(before) = introduction::kept(write, supporter).await? {
        introduction::keep(write, supporter, &Introduction { away: away.cloned(), ..before }).await?;
    }
    links::say_away(app, write, supporter, away).await
}

/// Says it to somebody who was just recognised, where it still stands.
pub async fn say_to(write: &mut Write, supporter: &Member, connection: &Connection) -> PageResult<()> {
    let away = introduction::kept(write, supporter).await?.and_then(|kept| kept.away);
    if let Some(away) = away.filter(|away| !away.is_over(supporter.today())) {
        given::say(write, supporter, connection, Some(&away)).await?;
    }
    Ok(())
}

/// What they said, in their introduction or in any of their connections, and is not over.
pub async fn stands(read: &mut SqliteConnection, supporter: &Member) -> PageResult<Option<GivenAway>> {
    let letter = given::store::latest_by(read, supporter.id(), None, LetterKind::Away).await?;
    let away = letter.and_then(|letter| given::own::<GivenAway>(&letter, supporter));
    let away = away.or(introduction::kept(read, supporter).await?.and_then(|kept| kept.away));
    Ok(away.filter(|away| !away.is_over(supporter.today())))
}

//! How a supporter introduces themselves to those who open a link of theirs.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{SupporterForm, paths};
use crate::base::db::Write;
use crate::base::look_alike::without_turns;
use crate::base::words::typed::one_line;
use crate::members::sessions::guard::Member;
use crate::records::connections::{Introduction, LINE_MOST, NAME_MOST, SupporterKind};
use crate::records::drafts::form::DraftForm;
use crate::records::entries;
use crate::records::form_context::FilledForm;
use crate::web::error::PageResult;
use crate::web::form::{Form, invalid, new_id};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    name: String,
    kind: String,
    days: String,
    answers: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NoName,
    LongName,
    NoKind,
    LongDays,
    LongAnswers,
}

impl Fault {
    const fn field(self) -> &'static str {
        match self {
            Self::NoName | Self::LongName => "name",
            Self::NoKind => "kind",
            Self::LongDays => "days",
            Self::LongAnswers => "answers",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::NoName => "Write the name they know you by.",
            Self::LongName => "Make the name shorter. 80 letters is the most.",
            Self::NoKind => "Choose what you are to them.",
            Self::LongDays | Self::LongAnswers => "Make it shorter. 200 letters is the most.",
        }
    }
}

impl Fields {
    fn saying(introduction: &Introduction) -> Self {
        let Introduction { name, kind, days, answers, .. } = introduction.clone();
        Self { name, kind: kind.word().to_owned(), days, answers }
    }

    fn understood(&self) -> Result<Introduction, Vec<Fault>> {
        let name = one_line(&without_turns(&self.name), NAME_MOST).map_err(|_| Fault::LongName);
        let name = name.and_then(|name| if name.is_empty() { Err(Fault::NoName) } else { Ok(name) });
        let kind = SupporterKind::from_word(&self.kind).ok_or(Fault::NoKind);
        let days = one_line(&self.days, LINE_MOST).map_err(|_| Fault::LongDays);
        let answers = one_line(&self.answers, LINE_MOST).map_err(|_| Fault::LongAnswers);
        match (name, kind, days, answers) {
            (Ok(name), Ok(kind), Ok(days), Ok(answers)) => Ok(Introduction { name, kind, days, answers, away: None }),
            (name, kind, days, answers) => {
                Err([name.err(), kind.err(), days.err(), answers.err()].into_iter().flatten().collect())
            }
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/introduction.html")]
struct IntroductionPage {
    frame: PageFrame,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
}

impl IntroductionPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

pub async fn edit(SupporterForm(cx): SupporterForm) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let kept = kept(&mut read, &cx.member).await?;
    let form =
        cx.form(&mut read, &[paths::INTRODUCTION], kept.as_ref().map(Fields::saying).unwrap_or_default()).await?;
    Ok(page(&cx.member, form, Vec::new()).into_response())
}

/// Keeps it for links that are made from now on; whoever is connected keeps what they agreed to.
pub async fn save(SupporterForm(cx): SupporterForm, Form(fields): Form<Fields>) -> PageResult {
    let introduction = match fields.understood() {
        Ok(introduction) => introduction,
        Err(faults) => return invalid(page(&cx.member, cx.redisplay(paths::INTRODUCTION, fields), faults)),
    };
    let mut write = cx.app.db.write().await?;
    let away = kept(&mut write, &cx.member).await?.and_then(|before| before.away);
    keep(&mut write, &cx.member, &Introduction { away, ..introduction }).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(paths::LINKS).into_response())
}

/// How they introduced themselves the last time, if they have.
pub async fn kept(read: &mut SqliteConnection, supporter: &Member) -> PageResult<Option<Introduction>> {
    let row = entries::store::latest::<Introduction>(read, supporter.id()).await?;
    Ok(row.and_then(|row| row.open(supporter.keyring()).ok()))
}

pub async fn keep(write: &mut Write, supporter: &Member, introduction: &Introduction) -> PageResult<()> {
    match entries::store::latest::<Introduction>(write, supporter.id()).await? {
        Some(row) => entries::change(write, supporter, row.id, row.revision, introduction).await.map(drop),
        None => entries::keep(write, supporter, new_id(), introduction).await.map(drop),
    }
}

fn page(
    supporter: &Member,
    FilledForm { fields, draft: writing }: FilledForm<Fields>,
    faults: Vec<Fault>,
) -> IntroductionPage {
    IntroductionPage { frame: PageFrame::of(supporter, NavSection::You), writing, fields, faults }
}

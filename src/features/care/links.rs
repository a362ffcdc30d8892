//! Links with which somebody lets a supporter in: made one by one, shown once, taken back.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use secrecy::ExposeSecret as _;
use serde::Deserialize;

use super::{SupporterForm, introduction, paths};
use crate::base::ids::Id;
use crate::base::qr::QrCode;
use crate::base::words::typed::one_line;
use crate::features::connecting::paths as connecting_paths;
use crate::members::roles::guard::Supporter;
use crate::members::sessions::guard::Member;
use crate::records::connections::Introduction;
use crate::records::connections::links::{self, WAITING_MOST};
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// The longest note on whom a link is for, in characters.
const WHOM_MOST: usize = 80;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    whom: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Long,
    TooMany,
}

impl Fault {
    const fn words(self) -> &'static str {
        match self {
            Self::Long => "Make it shorter. 80 letters is the most.",
            Self::TooMany => "Fifty links wait already. Take one back first.",
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/links.html")]
struct MakeLinkPage {
    frame: PageFrame,
    writing: DraftForm,
    introduction: Introduction,
    whom: String,
    fault: Option<Fault>,
}

impl MakeLinkPage {
    fn wrong(&self) -> &'static str {
        self.fault.map_or("", Fault::words)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/link.html")]
struct NewLinkPage {
    frame: PageFrame,
    link: String,
    whom: String,
    code: Option<QrCode>,
}

/// Asks whom a link is for. First they say how they introduce themselves.
pub async fn ask(SupporterForm(cx): SupporterForm) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let Some(introduction) = introduction::kept(&mut read, &cx.member).await? else {
        return Ok(Redirect::to(paths::INTRODUCTION).into_response());
    };
    let form = cx.form(&mut read, &[paths::LINKS], Fields::default()).await?;
    Ok(page(&cx.member, introduction, form, None).into_response())
}

/// Makes a link, and shows it this once.
pub async fn make(SupporterForm(cx): SupporterForm, Form(fields): Form<Fields>) -> PageResult {
    let FormContext { app, member, .. } = &cx;
    let mut write = app.db.write().await?;
    let Some(introduction) = introduction::kept(&mut write, member).await? else {
        return Ok(Redirect::to(paths::INTRODUCTION).into_response());
    };
    let again = |fields, introduction, fault| {
        invalid(page(member, introduction, cx.redisplay(paths::LINKS, fields), Some(fault)))
    };
    let Ok(whom) = one_line(&fields.whom, WHOM_MOST) else { return again(fields, introduction, Fault::Long) };
    if links::waiting(app, &mut write, member).await?.len() >= WAITING_MOST {
        return again(fields, introduction, Fault::TooMany);
    }
    let token = links::make(app, &mut write, member, &introduction, whom.clone()).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    let link = format!("{}{}", app.url, connecting_paths::connect(token.expose_secret()));
    let (frame, code) = (PageFrame::of(member, NavSection::You), QrCode::of(&link));
    Ok(NewLinkPage { frame, link, whom, code }.into_response())
}

pub async fn take_back(State(app): State<App>, supporter: Supporter, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    if !links::take_back(&app, &mut write, supporter.member(), id).await? {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::LIST, "taken-back")).into_response())
}

fn page(
    supporter: &Member,
    introduction: Introduction,
    FilledForm { fields, draft: writing }: FilledForm<Fields>,
    fault: Option<Fault>,
) -> MakeLinkPage {
    let frame = PageFrame::of(supporter, NavSection::You);
    MakeLinkPage { frame, writing, introduction, whom: fields.whom, fault }
}

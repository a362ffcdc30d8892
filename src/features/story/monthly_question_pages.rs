//! Answering *who besides this app knew?*, leaving it, and whether the notebook may ask.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::monthly_question::{Fault, Fields, MonthlyAnswer, may_ask};
use super::{pages, paths};
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::features::{removed, support};
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, store};
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::suggestions;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, id_or_new, invalid};

/// The form as the page shows it.
pub struct MonthlyForm {
    /// The id the answer will have.
    pub id: Id,
    /// What keeps it while it is written.
    pub writing: DraftForm,
    /// What is filled in so far.
    pub fields: Fields,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

impl MonthlyForm {
    /// With the words that were begun, where some were.
    pub async fn resumed(cx: &FormContext, read: &mut SqliteConnection) -> PageResult<Self> {
        Ok(Self::with(cx.form(read, &[paths::BESIDES], Fields::default()).await?, None))
    }

    fn with(FilledForm { fields, draft: writing }: FilledForm<Fields>, fault: Option<Fault>) -> Self {
        Self { id: id_or_new(&fields.id), writing, fields, fault }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    pub fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// Keeps an answer.
pub async fn save(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    match fields.understood(cx.at()) {
        Ok(answer) => {
            let id = cx.keep(&fields.id, &answer).await?;
            forget_earlier(&cx, id).await?;
            support::after_saving(&cx, id, &answer.words(), paths::QUESTION_KEPT).await
        }
        Err(fault) => {
            let form = MonthlyForm::with(cx.redisplay(paths::BESIDES, fields), Some(fault));
            invalid(pages::page(&cx, pages::Asked::default(), Some(form)).await?)
        }
    }
}

/// Takes earlier answers without words away, so that no list of months with nobody in them comes of it.
async fn forget_earlier(cx: &FormContext, latest: Id) -> PageResult<()> {
    let (owner, mut write) = (cx.member.id(), cx.app.db.write().await?);
    let earlier = entries::opened(&cx.member, store::all_kept::<MonthlyAnswer>(&mut write, owner).await?);
    for (row, told) in earlier {
        if row.id != latest && told.is_some_and(|told| told.words.is_empty()) {
            removed::store::take_away(&mut write, owner, row.id, cx.app.now()).await?;
        }
    }
    Ok(write.commit().await?)
}

/// Leaves it for this month.
pub async fn leave(State(app): State<App>, member: Member) -> PageResult {
    let today = member.today();
    change_profile::change(&app, &member, |profile| profile.besides_left = Some(today)).await?;
    Ok(Redirect::to("/notebook").into_response())
}

/// Whether the notebook may ask today. On a low day it does not.
pub async fn asks(read: &mut SqliteConnection, member: &Member, today: Date) -> PageResult<bool> {
    if member.is_low() {
        return Ok(false);
    }
    let first = suggestions::store::first_day(read, member.id()).await?;
    let answered = store::latest::<MonthlyAnswer>(read, member.id()).await?.map(|row| row.day);
    Ok(may_ask(today, first, answered, member.profile().besides_left))
}

//! Answering *who besides this app knew?*, leaving it, and whether the notebook may ask.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::monthly_question::{Fault, Fields, MonthlyAnswer, may_ask};
use super::pages;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::features::support;
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::{self, DraftForm, DraftQuery, OpenedDraft};
use crate::records::entries::{self, store};
use crate::records::suggestions;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new};

/// Where the form is sent.
const PATH: &str = "/story/besides";

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
    pub fn resumed(begun: &[OpenedDraft], named: &DraftQuery) -> Self {
        let (writing, fields) = form::resume(begun, &[PATH], named);
        Self::with(writing, fields.unwrap_or_default(), None)
    }

    fn with(writing: DraftForm, fields: Fields, fault: Option<Fault>) -> Self {
        Self { id: id_or_new(&fields.id), writing, fields, fault }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    pub fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// Keeps an answer.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<DraftQuery>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let now = app.now();
    let besides = match fields.understood(now.as_millisecond()) {
        Ok(besides) => besides,
        Err(fault) => {
            let asking = MonthlyForm::with(named.again(PATH), fields, Some(fault));
            let page = pages::page(&app, &member, pages::Asked::default(), Some(asking), &named).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let mut write = app.db.write().await?;
    entries::keep(&mut write, &member, id_or_new(&fields.id), member.today(), &besides).await?;
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &besides.words(), "/story?kept=yes#besides").await
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
    let answered = store::list::<MonthlyAnswer>(read, member.id(), 0, 1).await?.first().map(|row| row.day);
    Ok(may_ask(today, first, answered, member.profile().besides_left))
}

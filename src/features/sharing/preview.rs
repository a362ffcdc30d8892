//! *As they see it*, before it is shown: the very thing that will be sealed, through the page that its reader gets.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::compose::{self, Composed};
use super::form::{Fault, Fields, ShareRequest, ShareSubject};
use super::paths;
use super::sentence::ConsentSentence;
use crate::base::words::DateFormat;
use crate::members::sessions::guard::Member;
use crate::members::unlock;
use crate::model::shown::Shown;
use crate::records::connections::{self, Connection};
use crate::records::copies;
use crate::records::grants::{GrantTerms, lasting};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Query, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "sharing/preview.html")]
pub struct SharePreviewPage<'a> {
    frame: PageFrame,
    fields: Fields,
    sentence: ConsentSentence,
    items: Vec<Shown>,
    calendar: &'a DateFormat,
    is_example: bool,
    /// The last day as it stands in the form,
    ends: String,
    /// and the days it can be: the first and the last.
    today: Date,
    last: Date,
    /// Whether the password is asked for once more.
    asks: bool,
    fault: Option<Fault>,
}

impl SharePreviewPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// What is said of a consent in its terms.
pub fn terms(asked: &ShareRequest) -> GrantTerms {
    GrantTerms {
        names: asked.names,
        without_note: asked.without_note,
        about: if let ShareSubject::One(id) = asked.subject { Some(id) } else { None },
        measure: if let ShareSubject::Measure(number) = asked.subject { Some(number) } else { None },
        ..GrantTerms::default()
    }
}

/// The connection something is to be shown in.
///
/// # Errors
/// [`PageError::NotFound`] if it is none of theirs.
pub async fn connection(read: &mut SqliteConnection, member: &Member, asked: &ShareRequest) -> PageResult<Connection> {
    connections::store::of_member(read, member.id(), asked.connection).await?.ok_or(PageError::NotFound)
}

pub async fn show(State(app): State<App>, member: Member, Query(fields): Query<Fields>) -> PageResult {
    match fields.understood(member.today()) {
        Ok(asked) => Ok(page(&app, &member, fields, &asked, None).await?.into_response()),
        Err(Fault::Ends) => invalid(again(&app, &member, fields, Fault::Ends).await?),
        Err(_) => Ok(Redirect::to(paths::SHARING).into_response()),
    }
}

/// The same with what is wrong with it; where that is the day, with the usual one.
pub async fn again<'a>(
    app: &App,
    member: &'a Member,
    fields: Fields,
    fault: Fault,
) -> PageResult<SharePreviewPage<'a>> {
    let usual = Fields { ends: String::new(), ..fields.clone() };
    let sent = if fault == Fault::Ends { &usual } else { &fields };
    let asked = sent.understood(member.today()).map_err(|_| PageError::NotFound)?;
    page(app, member, fields, &asked, Some(fault)).await
}

async fn page<'a>(
    app: &App,
    member: &'a Member,
    fields: Fields,
    asked: &ShareRequest,
    fault: Option<Fault>,
) -> PageResult<SharePreviewPage<'a>> {
    let mut read = app.db.read().await?;
    let connection = connection(&mut read, member, asked).await?;
    let terms = terms(asked);
    let scope = copies::scope(&mut read, member, &terms).await?;
    let Composed { what, kind, items, is_example } =
        compose::of(app, &mut read, member, &asked.subject, &scope).await?;
    let name = connection.supporter_name(member.keyring());
    let until = member.calendar().date(asked.until);
    let ends = if fault == Some(Fault::Ends) { fields.ends.clone() } else { asked.until.to_string() };
    Ok(SharePreviewPage {
        frame: PageFrame::of(member, NavSection::You),
        fields: Fields { password: secrecy::SecretString::default(), ..fields },
        sentence: ConsentSentence::of(app, &name, (what, kind.as_deref()), &terms, until)?,
        items: items.into_iter().map(|item| item.shown).collect(),
        calendar: member.calendar(),
        is_example,
        ends,
        today: member.today(),
        last: lasting::last_possible(member.today()),
        asks: unlock::asks(member),
        fault,
    })
}

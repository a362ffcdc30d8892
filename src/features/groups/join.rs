//! The page an invitation leads to: who, what, how it goes, who can see what, and a yes.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::about_form::{self, AboutFault};
use super::{GROUPS_MOST, paths};
use crate::base::ids::Id;
use crate::members::instance::risk::{self, RiskPage};
use crate::members::sessions::guard::Member;
use crate::model::group::GroupFacts;
use crate::records::groups::invitations::{self, BroughtInvitation};
use crate::records::groups::{self, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Template, WebTemplate)]
#[template(path = "groups/join.html")]
struct JoinPage {
    frame: PageFrame,
    token: String,
    facts: GroupFacts,
    /// Who invites,
    by: String,
    /// and who looks after it.
    facilitators: Vec<String>,
    risk: RiskPage,
    called: String,
    fault: Option<JoinFault>,
    /// They are in it already.
    is_in: Option<Id>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JoinFault {
    Called(AboutFault),
    /// No more people fit in.
    Full,
    /// They have not said yes.
    NotAgreed,
}

impl JoinFault {
    const fn field(self) -> &'static str {
        if matches!(self, Self::NotAgreed) { "agree" } else { "called" }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Called(fault) => fault.words(),
            Self::Full => "This group is full just now. Ask whoever invited you.",
            Self::NotAgreed => "Tick this box to join. If not, you can leave it.",
        }
    }
}

impl JoinPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", JoinFault::words)
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/gone.html")]
struct InvitationGonePage {
    frame: PageFrame,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    called: String,
    agree: String,
}

pub async fn show(State(app): State<App>, member: Member, Path(token): Path<String>) -> PageResult {
    let mut read = app.db.read().await?;
    match invitations::open(&app, &mut read, &token).await {
        Ok(invitation) => Ok(page(&mut read, &member, token, invitation, Fields::default()).await?.into_response()),
        Err(PageError::NotFound) => used_before(&mut read, &member, &token).await,
        Err(problem) => Err(problem),
    }
}

/// Joins, once. One that was used by the same person leads on as it did the first time.
pub async fn join(
    State(app): State<App>,
    member: Member,
    Path(token): Path<String>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let invitation = match invitations::open(&app, &mut write, &token).await {
        Ok(invitation) => invitation,
        Err(PageError::NotFound) => return used_before(&mut write, &member, &token).await,
        Err(problem) => return Err(problem),
    };
    let place = invitation.place;
    if is_in(&mut write, &member, place).await? {
        return Ok(Redirect::to(&paths::group(place)).into_response());
    }
    let facts = invitation.pass.facts.clone().before_letting_in(member.id().0);
    let fault = match about_form::called_in(&facts, member.id().0, &fields.called) {
        Err(fault) => JoinFault::Called(fault),
        Ok(_) if fields.agree != "yes" => JoinFault::NotAgreed,
        Ok(called) => {
            let many = store::all(&mut write, member.id()).await?.len() >= GROUPS_MOST;
            if !many && invitations::join(&app, &mut write, &member, &invitation, called).await? {
                write.commit().await?;
                return Ok(Redirect::to(&saved(&paths::group(place), "joined")).into_response());
            }
            if many { JoinFault::Called(AboutFault::Many) } else { JoinFault::Full }
        }
    };
    invalid(JoinPage { fault: Some(fault), ..page(&mut write, &member, token, invitation, fields).await? })
}

/// Whether they were let in. Whoever waits at the door may come by another link.
async fn is_in(read: &mut SqliteConnection, member: &Member, place: Id) -> PageResult<bool> {
    match groups::open(read, member, place).await {
        Ok(group) => Ok(group.is_in()),
        Err(PageError::NotFound) => Ok(false),
        Err(problem) => Err(problem),
    }
}

async fn page(
    read: &mut SqliteConnection,
    member: &Member,
    token: String,
    invitation: BroughtInvitation,
    fields: Fields,
) -> PageResult<JoinPage> {
    let (facts, by) = (invitation.pass.facts, invitation.pass.by);
    let is_in = is_in(read, member, invitation.place).await?.then_some(invitation.place);
    Ok(JoinPage {
        frame: PageFrame::of(member, NavSection::People),
        token,
        by: facts.person(by).map(|one| one.called.clone()).unwrap_or_default(),
        facilitators: facts.facilitators().map(|one| one.called.clone()).collect(),
        facts,
        risk: risk::current(read).await?,
        called: fields.called,
        fault: None,
        is_in,
    })
}

async fn used_before(read: &mut SqliteConnection, member: &Member, token: &str) -> PageResult {
    if let Some(place) = invitations::used_by(read, member.id(), token).await? {
        return Ok(Redirect::to(&saved(&paths::group(place), "joined")).into_response());
    }
    Ok::<Response, _>(
        (StatusCode::NOT_FOUND, InvitationGonePage { frame: PageFrame::of(member, NavSection::People) })
            .into_response(),
    )
}

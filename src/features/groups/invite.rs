//! Invitations: as many as are needed, each for one person, with a sheet to print for a meeting.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use secrecy::ExposeSecret as _;
use serde::Deserialize;

use super::paths;
use crate::base::ids::Id;
use crate::base::qr::QrCode;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::group::{GOOD_MOST, GroupAbout, PEOPLE_MOST};
use crate::records::groups::invitations;
use crate::records::groups::{self, LedGroup, OpenGroup};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// How many can be made at once: for everybody who fits around a table.
const AT_ONCE: usize = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    many: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TakeBack {
    which: String,
}

/// One that waits for somebody.
struct InvitationSlip {
    id: Id,
    link: String,
    code: Option<QrCode>,
    until: DateText,
}

/// It was not said how many, or no so many fit in.
#[derive(Clone, Copy)]
struct HowMany;

impl HowMany {
    const fn words() -> &'static str {
        "Say how many, from 1 to 12, and no more than fit in."
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/invitations.html")]
struct GroupInvitationsPage {
    frame: PageFrame,
    id: Id,
    about: GroupAbout,
    slips: Vec<InvitationSlip>,
    /// How many more fit in.
    room: usize,
    /// It would be many for one group.
    many: bool,
    /// Nobody else can reach this computer.
    is_this_computer: bool,
    /// How many were asked for.
    typed: String,
    fault: Option<HowMany>,
    saved: String,
}

impl GroupInvitationsPage {
    fn wrong(&self) -> &'static str {
        self.fault.map_or("", |HowMany| HowMany::words())
    }
}

pub async fn list(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let led = groups::lead(&app, &mut write, &member, id).await?;
    write.commit().await?;
    Ok(GroupInvitationsPage { saved: asked.saved, ..page(&app, &member, &led).await? }.into_response())
}

/// Makes as many as were asked for.
pub async fn invite(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let led = groups::lead(&app, &mut write, &member, id).await?;
    let room = room(led.group(), invitations::waiting(&app, &mut write, &member, id).await?.len());
    let many = fields.many.trim().parse::<usize>().ok().filter(|many| (1..=AT_ONCE.min(room)).contains(many));
    let Some(many) = many else {
        write.commit().await?;
        let page = page(&app, &member, &led).await?;
        return invalid(GroupInvitationsPage { fault: Some(HowMany), typed: fields.many, ..page });
    };
    for _ in 0..many {
        invitations::make(&app, &mut write, &member, &led).await?;
    }
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::invitations(id), "made")).into_response())
}

/// From now on its link lets nobody in.
pub async fn take_back(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<TakeBack>,
) -> PageResult {
    let mut write = app.db.write().await?;
    groups::lead(&app, &mut write, &member, id).await?;
    let which = fields.which.parse().map_err(|_| PageError::NotFound)?;
    if !invitations::take_back(&app, &mut write, &member, id, which).await? {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::invitations(id), "back")).into_response())
}

/// How many more invitations there can be, where so many wait.
fn room(group: &OpenGroup, out: usize) -> usize {
    PEOPLE_MOST.saturating_sub(group.people().count() + group.waiting().count() + out)
}

async fn page(app: &App, member: &Member, led: &LedGroup) -> PageResult<GroupInvitationsPage> {
    let group = led.group();
    let waiting = invitations::waiting(app, &mut *app.db.read().await?, member, group.place()).await?;
    let slips: Vec<_> = waiting
        .into_iter()
        .map(|one| {
            let link = format!("{}{}", app.url, paths::join(one.token.expose_secret()));
            let until = member.day_text(member.day_of(one.ends_at));
            InvitationSlip { id: one.id, code: QrCode::of(&link), link, until }
        })
        .collect();
    Ok(GroupInvitationsPage {
        frame: PageFrame::of(member, NavSection::People),
        id: group.place(),
        about: group.facts().about.clone(),
        many: group.people().count() + slips.len() >= GOOD_MOST,
        room: room(group, slips.len()),
        slips,
        is_this_computer: app.url.is_this_computer(),
        typed: "1".to_owned(),
        fault: None,
        saved: String::new(),
    })
}

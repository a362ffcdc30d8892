//! Removing somebody from a group, which is said with a reason and stands in the log; and opening one that came out of a backup.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::ids::Id;
use crate::base::words::typed;
use crate::members::sessions::guard::Member;
use crate::model::group::GroupPerson;
use crate::records::groups::care_log::{self, CareAct};
use crate::records::groups::{self, invitations, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    who: String,
    why: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/remove.html")]
struct RemovePersonPage {
    frame: PageFrame,
    id: Id,
    name: String,
    who: GroupPerson,
    why: String,
    fault: Option<NoReason>,
}

/// It was not said why, or at length.
#[derive(Clone, Copy)]
struct NoReason;

impl NoReason {
    const fn words() -> &'static str {
        "Say why, in at most 500 letters. They can read it."
    }
}

impl RemovePersonPage {
    fn wrong(&self) -> &'static str {
        self.fault.map_or("", |NoReason| NoReason::words())
    }
}

fn page(member: &Member, group: &groups::OpenGroup, who: GroupPerson, why: String) -> RemovePersonPage {
    RemovePersonPage {
        frame: PageFrame::of(member, NavSection::People),
        id: group.place(),
        name: group.facts().about.name.clone(),
        who,
        why,
        fault: None,
    }
}

/// Says what that means, and asks why.
pub async fn ask(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(asked): Query<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let led = groups::lead(&app, &mut write, &member, id).await?;
    write.commit().await?;
    let who = led.group().other(asked.who.parse().map_err(|_| PageError::NotFound)?)?.clone();
    Ok(page(&member, led.group(), who, String::new()).into_response())
}

/// Removes them at once. What they wrote stays with those who can read it, unless they take it along.
pub async fn remove(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let mut led = groups::lead(&app, &mut write, &member, id).await?;
    let who = led.group().other(fields.who.parse().map_err(|_| PageError::NotFound)?)?.clone();
    let why = typed::words(&fields.why).unwrap_or_default();
    if why.is_empty() || !typed::fits(&why, 500) {
        let page = page(&member, led.group(), who, fields.why);
        return invalid(RemovePersonPage { fault: Some(NoReason), ..page });
    }
    groups::end(&mut write, &member, &mut led, &who, &why).await?;
    invitations::store::forget_waiting(&mut write, id).await?;
    care_log::note(&app, &mut write, id, member.id(), CareAct::Removed, Some(who.id)).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::people(id), "removed")).into_response())
}

/// Opens one that came out of a backup, once whoever looks after it has looked at who is in it.
pub async fn wake(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    groups::lead(&app, &mut write, &member, id).await?;
    store::wake(&mut write, id).await?;
    care_log::note(&app, &mut write, id, member.id(), CareAct::Woken, None).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::group(id), "yes")).into_response())
}

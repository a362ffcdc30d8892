//! Removing somebody from a group, which is said with a reason and stands in the log; and opening one that came out of a backup.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::words::typed;
use crate::members::sessions::guard::Member;
use crate::model::group::GroupPerson;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups::care_log::{self, CareAct};
use crate::records::groups::{self, OpenGroup, invitations, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// Who is meant by everybody at the door.
const WAITING: &str = "waiting";

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
    writing: DraftForm,
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

fn page(member: &Member, group: &OpenGroup, who: GroupPerson, form: FilledForm<Fields>) -> RemovePersonPage {
    RemovePersonPage {
        frame: PageFrame::of(member, NavSection::People),
        id: group.place(),
        name: group.facts().about.name.clone(),
        who,
        writing: form.draft,
        why: form.fields.why,
        fault: None,
    }
}

/// Says what that means, and asks why.
pub async fn ask(cx: FormContext, Path(id): Path<Id>, Query(asked): Query<Fields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let led = groups::lead(&cx.app, &mut write, &cx.member, id).await?;
    let is_of_them = |begun: &Fields| asked.who.is_empty() || begun.who == asked.who;
    let blank = Fields { who: asked.who.clone(), ..Fields::default() };
    let form = cx.form_of(&mut write, &paths::remove(id), blank, is_of_them).await?;
    write.commit().await?;
    let who = led.group().other(form.fields.who.parse().map_err(|_| PageError::NotFound)?)?.clone();
    Ok(page(&cx.member, led.group(), who, form).into_response())
}

/// Removes them at once. What they wrote stays with those who can read it, unless they take it along.
pub async fn remove(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let FormContext { app, member, .. } = &cx;
    let mut write = app.db.write().await?;
    let mut led = groups::lead(app, &mut write, member, id).await?;
    if fields.who == WAITING {
        send_away(&cx, &mut write, led.group()).await?;
        write.commit().await?;
        return Ok(Redirect::to(&saved(&paths::people(id), "away")).into_response());
    }
    let who = led.group().other(fields.who.parse().map_err(|_| PageError::NotFound)?)?.clone();
    let why = typed::words(&fields.why).unwrap_or_default();
    if why.is_empty() || !typed::fits(&why, 500) {
        let page = page(member, led.group(), who, cx.redisplay(&paths::remove(id), fields));
        return invalid(RemovePersonPage { fault: Some(NoReason), ..page });
    }
    groups::end(&mut write, member, &mut led, &who, &why).await?;
    invitations::store::forget_waiting(&mut write, id).await?;
    care_log::note(app, &mut write, id, member.id(), CareAct::Removed, Some(who.id)).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::people(id), "removed")).into_response())
}

/// Takes their place from those who wait at the door and whom only somebody else could let in.
async fn send_away(cx: &FormContext, write: &mut Write, group: &OpenGroup) -> PageResult<()> {
    for one in group.waiting() {
        groups::forget(write, MemberId(one), group.place()).await?;
        let who = Some(one);
        care_log::note(&cx.app, write, group.place(), cx.member.id(), CareAct::Removed, who).await?;
    }
    Ok(())
}

/// Opens one that came out of a backup, once whoever may has looked at who is in it.
pub async fn wake(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    let group = groups::visit(&app, &mut write, &member, id).await?;
    if !group.may_be_woken_by(&member) {
        return Ok(Redirect::to(&paths::group(id)).into_response());
    }
    store::wake(&mut write, id).await?;
    care_log::note(&app, &mut write, id, member.id(), CareAct::Woken, None).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::group(id), "yes")).into_response())
}

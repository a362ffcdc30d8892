//! One's own way of being in a group: what one is called, how much one reads at once, and resting from it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::about_form::{self, AboutFault};
use super::paths;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::group::ReadingPace;
use crate::records::groups::{self, OpenGroup, invitations};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    called: String,
    pace: String,
    paused: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/mine.html")]
struct MinePage {
    frame: PageFrame,
    id: Id,
    name: String,
    fields: Fields,
    fault: Option<AboutFault>,
}

impl MinePage {
    fn new(member: &Member, group: &OpenGroup, fields: Fields) -> Self {
        let name = group.facts().about.name.clone();
        Self { frame: PageFrame::of(member, NavSection::People), id: group.place(), name, fields, fault: None }
    }

    fn wrong(&self) -> &'static str {
        self.fault.map_or("", AboutFault::words)
    }
}

pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let group = groups::open(&mut *app.db.read().await?, &member, id).await?;
    let notes = &group.notes;
    let fields = Fields {
        called: notes.called.clone(),
        pace: notes.pace.word().to_owned(),
        paused: if notes.paused { "yes".into() } else { String::new() },
    };
    Ok(MinePage::new(&member, &group, fields).into_response())
}

pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let mut group = groups::open(&mut write, &member, id).await?;
    let is_kept = fields.called == group.notes.called;
    let called = match about_form::called_in(group.facts(), group.me(), &fields.called) {
        Ok(called) => called,
        // Whoever came by a name that somebody has is told apart by a number.
        Err(AboutFault::Taken) if is_kept => group.notes.called.clone(),
        Err(fault) => return invalid(MinePage { fault: Some(fault), ..MinePage::new(&member, &group, fields) }),
    };
    group.notes.pace = ReadingPace::from_word(&fields.pace).unwrap_or_default();
    group.notes.paused = !fields.paused.is_empty();
    if group.notes.called != called {
        group.notes.called.clone_from(&called);
        invitations::greet(&mut write, &member, &group, called).await?;
    }
    group.keep(&mut write, &member).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::group(id), "yes")).into_response())
}

//! Everybody who matters on one page, and what is wished of it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::contact_list::Known;
use super::relative_time::Since;
use super::rhythms::Shown;
use super::{Person, contact_list, rhythms};
use crate::base::ids::Id;
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::profile::ContactWishes;
use crate::web::app::App;
use crate::web::error::Answer;
use crate::web::form::{Form, Query, new_id};
use crate::web::frame::{Section, Shell};

/// The most that are named where it has been a while.
const A_WHILE_MOST: usize = 3;

/// What happened just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    touched: Option<Id>,
    removed: Option<Id>,
    saved: String,
    imported: String,
}

/// Somebody in the list; one that does not open has no `person`.
struct Listed {
    id: Id,
    /// The id a tap will have.
    form: Id,
    person: Option<Person>,
    last: Option<Since>,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/list.html")]
struct PeoplePage {
    shell: Shell,
    people: Vec<Listed>,
    a_while: Vec<Listed>,
    rhythms: Vec<Shown>,
    wishes: ContactWishes,
    asked: Asked,
}

/// Lists them all.
pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> Answer {
    let (today, profile) = (member.day(app.now()), member.profile());
    let mut read = app.db.read().await?;
    let mut everybody = contact_list::everybody(&mut read, &member).await?;
    let listed =
        |one: &Known| Listed { id: one.id, form: new_id(), person: one.person.clone(), last: one.since(today) };
    let people: Vec<Listed> = everybody.iter().map(listed).collect();
    everybody.retain(|one| profile.people.a_while && one.has_been_a_while(today, profile.not_safe));
    everybody.sort_by_key(|one| one.last);
    let page = PeoplePage {
        shell: Shell::of(&member, Section::People),
        rhythms: rhythms::shown(&mut read, &member, &people_of(&people)).await?,
        a_while: everybody.iter().take(A_WHILE_MOST).map(listed).collect(),
        wishes: profile.people,
        people,
        asked,
    };
    Ok(page.into_response())
}

fn people_of(people: &[Listed]) -> Vec<(Id, &Person)> {
    people.iter().filter_map(|one| Some((one.id, one.person.as_ref()?))).collect()
}

/// The form of what is wished.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    a_while: String,
    every: String,
}

/// Keeps what is wished of these pages.
pub async fn save(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> Answer {
    let every = fields.every.parse().ok().filter(|days| ContactWishes::EVERY.contains(days));
    change_profile::change(&app, &member, |profile| {
        profile.people =
            ContactWishes { a_while: !fields.a_while.is_empty(), every: every.unwrap_or(profile.people.every) };
    })
    .await?;
    Ok(Redirect::to("/people?saved=yes").into_response())
}

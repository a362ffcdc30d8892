//! Everybody who matters on one page, and what is wished of it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::contact_list::{self, KnownContact};
use super::relative_time::RelativeTime;
use super::rhythms::{self, RhythmView};
use super::{Contact, paths};
use crate::base::ids::Id;
use crate::features::quiet_rooms::list::{self as rooms, RoomItem};
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::profile::ContactWishes;
use crate::records::connections;
use crate::records::groups::{self, GroupItem, may_lead};
use crate::records::letters::given::away::{self, AwayItem};
use crate::records::reflections::tried;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

const A_WHILE_MOST: usize = 3;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
    saved: String,
    imported: String,
}

/// Somebody in the list; one that does not open has no `person`.
struct ContactItem {
    id: Id,
    person: Option<Contact>,
    last: Option<RelativeTime>,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/list.html")]
struct PeoplePage {
    frame: PageFrame,
    people: Vec<ContactItem>,
    a_while: Vec<ContactItem>,
    rhythms: Vec<RhythmView>,
    /// The groups they are in,
    groups: Vec<GroupItem>,
    /// and whether they may begin one.
    may_begin: bool,
    /// The quiet rooms there are for them.
    rooms: Vec<RoomItem>,
    wishes: ContactWishes,
    /// The names of those who accompany them.
    supporters: Vec<String>,
    /// Who of them is away.
    away: Vec<AwayItem>,
    /// Whether all that reached somebody lately stayed with a helper.
    stays_with_helper: bool,
    asked: Asked,
}

pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let (today, profile) = (member.today(), member.profile());
    let mut read = app.db.read().await?;
    let mut everybody = contact_list::everybody(&mut read, &member).await?;
    let listed = |one: &KnownContact| ContactItem { id: one.id, person: one.person.clone(), last: one.since(today) };
    let people: Vec<ContactItem> = everybody.iter().map(listed).collect();
    everybody.retain(|one| profile.people.a_while && one.has_been_a_while(today, profile.not_safe));
    everybody.sort_by_key(|one| one.last);
    let connections = connections::store::all_of_member(&mut read, member.id()).await?;
    let supporters: Vec<_> = connections.iter().map(|one| one.supporter_name(member.keyring())).collect();
    let stays = !supporters.is_empty() && tried::stay_with_helper(&mut read, &app.library, &member).await?;
    let page = PeoplePage {
        frame: PageFrame::of(&member, NavSection::People),
        rhythms: rhythms::shown(&mut read, &member, &people_of(&people)).await?,
        groups: groups::items(&mut read, &member).await?,
        may_begin: may_lead(&member),
        rooms: rooms::items(&app, &mut read, &member).await?,
        a_while: everybody.iter().take(A_WHILE_MOST).map(listed).collect(),
        wishes: profile.people,
        people,
        supporters,
        away: away::all(&mut read, &member).await?,
        stays_with_helper: stays,
        asked,
    };
    Ok(page.into_response())
}

fn people_of(people: &[ContactItem]) -> Vec<(Id, &Contact)> {
    people.iter().filter_map(|one| Some((one.id, one.person.as_ref()?))).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    a_while: String,
    every: String,
}

pub async fn save(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    let every = fields.every.parse().ok().filter(|days| ContactWishes::EVERY.contains(days));
    change_profile::change(&app, &member, |profile| {
        profile.people =
            ContactWishes { a_while: !fields.a_while.is_empty(), every: every.unwrap_or(profile.people.every) };
    })
    .await?;
    Ok(Redirect::to(&saved(paths::LIST, "yes")).into_response())
}

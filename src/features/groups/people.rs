//! Who is in a group: whom one would like to be in touch with between the rounds, and of whom one would rather see nothing.

use std::collections::BTreeSet;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::paths;
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::words::{DateText, form_words};
use crate::members::sessions::guard::Member;
use crate::model::group::GroupPart;
use crate::records::groups::care_log::{self, CareAct};
use crate::records::groups::posts::{self, NewPost};
use crate::records::groups::{self, OpenGroup, facts, invitations};
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

/// Somebody in it, as somebody else there sees them.
struct PersonInGroup {
    id: Id,
    called: String,
    since: DateText,
    looks_after: bool,
    muted: bool,
    /// Whether one would like to be buddies with them,
    chosen: bool,
    /// and they too.
    buddies: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/people.html")]
struct GroupPeoplePage {
    frame: PageFrame,
    id: Id,
    name: String,
    called: String,
    people: Vec<PersonInGroup>,
    leads: bool,
    /// Who waits at the door, and came by no link of one's own.
    waiting: usize,
    saved: String,
}

pub async fn list(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let group = groups::inside(&mut read, &member, id).await?;
    let (chosen, choosers) = buddies(&mut read, &member, &group).await?;
    let people = group.others().map(|one| PersonInGroup {
        id: one.id,
        called: one.called.clone(),
        since: member.day_text(one.since),
        looks_after: one.part == GroupPart::Facilitator,
        muted: group.notes.muted.contains(&one.id),
        chosen: chosen.contains(&one.id),
        buddies: chosen.contains(&one.id) && choosers.contains(&one.id),
    });
    Ok(GroupPeoplePage {
        frame: PageFrame::of(&member, NavSection::People),
        id,
        name: group.facts().about.name.clone(),
        called: group.notes.called.clone(),
        people: people.collect(),
        leads: group.is_led_by(&member),
        waiting: group.waiting().count(),
        saved: asked.saved,
    }
    .into_response())
}

/// Whom one chose, and by whom one was chosen. Nobody is told of a choice that is not theirs too.
async fn buddies(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
) -> PageResult<(BTreeSet<Id>, BTreeSet<Id>)> {
    let choosers = posts::store::written_to(read, member.id(), group.place(), LetterKind::Buddy).await?;
    let choosers = choosers.iter().filter(|one| group.read::<bool>(member, one) == Some(true)).map(|one| one.author);
    Ok((group.notes.chosen.clone(), choosers.collect()))
}

form_words! {
    /// What is wished of somebody in it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum PersonWish {
        Mute = "mute",
        Hear = "hear",
        Buddy = "buddy",
        NoBuddy = "no-buddy",
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    who: String,
    wish: String,
    part: String,
}

impl Fields {
    fn who(&self) -> PageResult<Id> {
        self.who.parse().map_err(|_| PageError::NotFound)
    }
}

/// Keeps what one wishes of somebody.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let mut group = groups::inside(&mut write, &member, id).await?;
    let there = fields.who().and_then(|who| group.other(who)).map(|one| one.id);
    let (Ok(who), Some(wish)) = (there, PersonWish::from_word(&fields.wish)) else {
        return Ok(Redirect::to(&paths::people(id)).into_response());
    };
    match wish {
        PersonWish::Mute => group.notes.muted.insert(who),
        PersonWish::Hear => group.notes.muted.remove(&who),
        PersonWish::Buddy => group.notes.chosen.insert(who),
        PersonWish::NoBuddy => group.notes.chosen.remove(&who),
    };
    if matches!(wish, PersonWish::Buddy | PersonWish::NoBuddy) {
        tell_each(&mut write, &member, &group).await?;
    }
    group.keep(&mut write, &member).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::people(id), "yes")).into_response())
}

/// Tells each one by one whether they were chosen, so that the file does not show who was.
async fn tell_each(write: &mut Write, member: &Member, group: &OpenGroup) -> PageResult<()> {
    posts::store::forget_of(write, member.id(), group.place(), LetterKind::Buddy).await?;
    for one in group.others() {
        let post = NewPost { kind: LetterKind::Buddy, about: None, says: &group.notes.chosen.contains(&one.id) };
        posts::write_to(write, member, group, &post, &[one]).await?;
    }
    Ok(())
}

/// Lets somebody look after the group too, or no more. The last one who does stays.
pub async fn change_part(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let mut led = groups::lead(&app, &mut write, &member, id).await?;
    let who = led.group().other(fields.who()?)?.clone();
    let there = Redirect::to(&saved(&paths::people(id), "yes")).into_response();
    let Some(part) = GroupPart::from_word(&fields.part).filter(|part| *part != who.part) else { return Ok(there) };
    facts::publish(&mut write, &member, &mut led, |facts| {
        for one in facts.people.iter_mut().filter(|one| one.id == who.id) {
            one.part = part;
        }
    })
    .await?;
    invitations::store::forget_waiting_of(&mut write, MemberId(who.id), id).await?;
    let act = if part == GroupPart::Facilitator { CareAct::Part } else { CareAct::PartEnded };
    care_log::note(&app, &mut write, id, member.id(), act, Some(who.id)).await?;
    write.commit().await?;
    Ok(there)
}

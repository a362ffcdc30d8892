//! Being in touch: one tap, and where it can be read again.

use std::cmp::Reverse;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Channel, Contact, paths};
use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::{DateText, days_before};
use crate::members::sessions::guard::Member;
use crate::records::entries::{self, EntryItem, FurtherBack, ListQuery, store};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new};
use crate::web::frame::{NavSection, PageFrame};

const A_PAGE: i64 = 100;

/// A time of being in touch. Its day is sealed with it; the row is of the day it was noted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Touch {
    /// With whom, or where.
    pub with: Id,
    /// On which day.
    pub on: Date,
    /// In which way, if they said.
    pub way: Option<Channel>,
    /// When it was noted, in milliseconds since 1970.
    pub at: i64,
}

impl Private for Touch {
    const NAME: &'static str = "touches";
}

impl Bounded for Touch {
    fn within_limits(&self) -> bool {
        self.on >= EARLIEST
    }
}

impl Entry for Touch {
    const LIST_PATH: &'static str = paths::TOUCHES;

    fn words(&self) -> Vec<&str> {
        Vec::new()
    }

    fn same_content(&self, other: &Self) -> bool {
        *self == Self { at: self.at, ..*other }
    }
}

/// The earliest day that counts as one they remember.
const EARLIEST: Date = Date::constant(1900, 1, 1);

/// The form: `when` is a tap, or `on` a day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    id: String,
    when: String,
    on: String,
    way: String,
}

struct TouchItem {
    id: Id,
    day: Option<DateText>,
    way: Option<Channel>,
    name: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "people/touches.html")]
struct TouchesPage {
    frame: PageFrame,
    touches: Vec<TouchItem>,
    further_back: Option<FurtherBack>,
    removed: Option<Id>,
}

/// A day ahead counts as today.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let (today, now) = (member.today(), app.now());
    let mut write = app.db.write().await?;
    store::one::<Contact>(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let on = match fields.when.as_str() {
        "yesterday" => days_before(today, 1),
        // What is no day, or lies far from any that somebody remembers, is told as today, and can be undone.
        "day" => fields.on.parse().ok().filter(|on| (EARLIEST..=today).contains(on)).unwrap_or(today),
        _ => today,
    };
    let touch = Touch { with: id, on, way: Channel::from_word(&fields.way), at: now.as_millisecond() };
    let touch = entries::keep(&mut write, &member, id_or_new(&fields.id), &touch).await?;
    write.commit().await?;
    Ok(Redirect::to(&paths::person_touched(id, touch)).into_response())
}

/// Lists when they were in touch, the latest first.
pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<ListQuery>) -> PageResult {
    let mut read = app.db.read().await?;
    let people = entries::opened::<Contact>(&member, store::all(&mut read, member.id()).await?);
    let mut list = entries::list::<Touch>(&mut read, &member, &asked, A_PAGE, |touch| touch.at).await?;
    list.items.sort_by_key(|item| Reverse(item.entry.map_or((item.on, 0), |touch| (touch.on, touch.at))));
    let noted = |EntryItem { id, entry: touch, .. }: EntryItem<Touch>| {
        let person = people.iter().find(|(person, _)| touch.is_some_and(|touch| touch.with == person.id));
        let person = person.and_then(|(_, person)| person.as_ref());
        TouchItem {
            id,
            day: touch.map(|touch| member.day_text(touch.on)),
            way: touch.and_then(|touch| touch.way),
            name: person.map(|person| person.name.clone()),
        }
    };
    let touches = list.items.into_iter().map(noted).collect();
    let frame = PageFrame::of(&member, NavSection::People);
    Ok(TouchesPage { frame, touches, further_back: list.further_back, removed: list.removed }.into_response())
}

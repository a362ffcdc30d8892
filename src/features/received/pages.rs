//! All that somebody was given, the latest first.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use serde::Deserialize;

use super::card::OfferedCard;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::given::{GivenOffer, OfferedStep};
use crate::model::steps::Library;
use crate::records::connections;
use crate::records::entries::{self, EntryItem, EntryList, FurtherBack, ListQuery};
use crate::records::letters::given::away::{self, AwayItem};
use crate::records::personal_library;
use crate::records::received::{self, GiftAnswer, Received, ReceivedThing};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Query, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// How many one page holds.
const A_PAGE: i64 = 30;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

/// One thing in the list.
pub struct GivenItem {
    pub id: Id,
    pub day: DateText,
    /// None for one that does not open.
    pub received: Option<Received>,
    /// The card of an offer that can still be answered.
    card: Option<OfferedCard>,
    /// Whether it waits for an answer and is left out for them,
    left_out: bool,
    /// or was left and can be taken after all.
    can_take: bool,
    /// What the steps are called that it speaks of.
    titles: Vec<String>,
}

impl GivenItem {
    /// Whether a step was written for them.
    fn written(&self) -> bool {
        let what = self.received.as_ref().map(|received| &received.what);
        matches!(what, Some(ReceivedThing::Offer(GivenOffer { step: OfferedStep::Written(_), .. }, _)))
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "received/list.html")]
struct ReceivedPage {
    frame: PageFrame,
    items: Vec<GivenItem>,
    away: Vec<AwayItem>,
    connected: bool,
    removed: Option<Id>,
    further_back: Option<FurtherBack>,
    /// Whether an answer was none of those on the page.
    wrong: bool,
    asked: Asked,
}

pub async fn list(
    State(app): State<App>,
    member: Member,
    Query(place): Query<ListQuery>,
    Query(asked): Query<Asked>,
) -> PageResult {
    received::take_in(&app, &member).await?;
    Ok(ReceivedPage { asked, ..page(&app, &member, &place).await? }.into_response())
}

/// The list again, where an answer was none of those on it.
pub async fn with_fault(app: &App, member: &Member) -> PageResult {
    invalid(ReceivedPage { wrong: true, ..page(app, member, &ListQuery::default()).await? })
}

async fn page(app: &App, member: &Member, place: &ListQuery) -> PageResult<ReceivedPage> {
    let mut read = app.db.read().await?;
    let library = personal_library::library(app, &mut read, member).await?;
    let list: EntryList<Received> = entries::list(&mut read, member, place, A_PAGE, |one: &Received| one.at).await?;
    let connections = connections::store::all_of_member(&mut read, member.id()).await?;
    Ok(ReceivedPage {
        frame: PageFrame::of(member, NavSection::People),
        items: list.items.into_iter().map(|one| item(&library, member, one)).collect(),
        away: away::all(&mut read, member).await?,
        connected: !connections.is_empty(),
        removed: list.removed,
        further_back: list.further_back,
        wrong: false,
        asked: Asked::default(),
    })
}

fn item(library: &Library, member: &Member, one: EntryItem<Received>) -> GivenItem {
    let EntryItem { id, day, entry, .. } = one;
    let card = entry.as_ref().and_then(|received| OfferedCard::of(library, member, id, received));
    let answer = match entry.as_ref().map(|received| &received.what) {
        Some(ReceivedThing::Offer(_, answer)) => Some(*answer),
        _ => None,
    };
    let fits = entry.as_ref().is_some_and(|received| OfferedCard::fits(library, member, id, received));
    // What it says of days is meant from the day it was written on.
    let written = entry.as_ref().and_then(|received| Timestamp::from_millisecond(received.at).ok());
    let day = written.map_or(day, |at| member.day_text(member.day_of(at)));
    let titles = entry.as_ref().map(|received| titles(library, id, received)).unwrap_or_default();
    GivenItem {
        id,
        day,
        received: entry,
        card,
        left_out: answer.is_some_and(|answer| answer != GiftAnswer::Taken) && !fits,
        can_take: answer == Some(GiftAnswer::Left) && fits,
        titles,
    }
}

fn titles(library: &Library, id: Id, received: &Received) -> Vec<String> {
    match &received.what {
        ReceivedThing::Note(_) => Vec::new(),
        ReceivedThing::Offer(offer, _) => {
            offer.step.step(library, id).map(|step| step.heading(offer.size).to_owned()).into_iter().collect()
        }
        ReceivedThing::Order(order, _) => {
            order.steps.iter().filter_map(|step| Some(library.step(*step)?.title.clone())).collect()
        }
    }
}

//! Those a supporter accompanies. It opens what they keep for themselves, and nothing of anybody else's.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::away;
use crate::base::ids::Id;
use crate::base::words::{DateText, days_before};
use crate::features::drafts;
use crate::features::drafts::pages::DraftItem;
use crate::members::roles::guard::Supporter;
use crate::members::sessions::guard::Member;
use crate::records::connections::links::{self, WaitingLink};
use crate::records::connections::{Connection, store};
use crate::records::drafts::form;
use crate::records::letters::given;
use crate::records::personal_library;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
    begun: Option<Id>,
}

/// After how many days without a word one is thought of.
const WORD_EVERY: i32 = 7;

/// Somebody in the list.
struct AccompaniedItem {
    id: Id,
    called: String,
    since: DateText,
    /// When they next meet, from today on.
    next: Option<(Date, DateText)>,
    asleep: bool,
    /// Whether this side has taken the other's new key already.
    pinned: bool,
    /// Whether they have had no word of this supporter's for a week.
    waits: bool,
}

/// A link that nobody has used yet.
struct WaitingItem {
    id: Id,
    whom: String,
    until: DateText,
}

#[derive(Template, WebTemplate)]
#[template(path = "care/list.html")]
struct CarePage<'a> {
    frame: PageFrame,
    people: Vec<AccompaniedItem>,
    waiting: Vec<WaitingItem>,
    /// Until when they read nothing, while that is so.
    away_until: Option<DateText>,
    /// What was just kept for later.
    begun: Option<DraftItem<'a>>,
    saved: String,
}

pub async fn list(State(app): State<App>, supporter: Supporter, Query(asked): Query<Asked>) -> PageResult {
    let member = supporter.member();
    let mut read = app.db.read().await?;
    let connections = store::all_of_supporter(&mut read, member.id()).await?;
    let given = given::store::last_given(&mut read, member.id()).await?;
    let away = away::stands(&mut read, member).await?.filter(|away| away.from <= member.today());
    let mut people: Vec<_> = connections.iter().map(|one| item(member, one, given.get(&one.id).copied())).collect();
    for one in &mut people {
        one.waits &= away.is_none();
    }
    // Whom they meet next first, then by name.
    people.sort_by_key(|one| (one.next.is_none(), one.next.as_ref().map(|(day, _)| *day)));
    let waiting = links::waiting(&app, &mut read, member).await?;
    let waiting = waiting.into_iter().map(|link| waiting_item(member, link)).collect();
    let library;
    let begun = match asked.begun {
        Some(begun) => {
            library = personal_library::library(&app, &mut read, member).await?;
            let mut drafts = form::open_drafts(&mut read, member).await?;
            drafts.retain(|one| one.id == begun);
            drafts::pages::entries(app.content()?, &library, &mut read, member, drafts).await?.pop()
        }
        None => None,
    };
    let page = CarePage {
        frame: PageFrame::of(member, NavSection::You),
        people,
        waiting,
        away_until: away.map(|away| member.day_text(away.until)),
        begun,
        saved: asked.saved,
    };
    Ok(page.into_response())
}

fn item(member: &Member, connection: &Connection, given: Option<Timestamp>) -> AccompaniedItem {
    let word = given.map_or(connection.since, |at| member.day_of(at));
    let notes = connection.supporter_notes(member.keyring());
    let next = notes.next.filter(|day| *day >= member.today());
    AccompaniedItem {
        id: connection.id,
        called: connection.called(member.keyring()),
        since: member.day_text(connection.since),
        next: next.map(|day| (day, member.day_text(day))),
        asleep: connection.is_asleep(),
        pinned: connection.has_pinned(member.id()),
        waits: connection.member_key(member.keyring()).is_some() && word <= days_before(member.today(), WORD_EVERY),
    }
}

fn waiting_item(member: &Member, link: WaitingLink) -> WaitingItem {
    WaitingItem { id: link.id, whom: link.whom, until: member.day_text(member.day_of(link.ends_at)) }
}

//! The page one searches on.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::Deserialize;

use super::matching::SearchQuery;
use super::scan::{SearchHit, latest};
use super::{paths, query_token};
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::{NavSection, PageFrame};

/// How many of the latest are shown.
const SHOWN: usize = 100;

/// What is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    words: String,
}

/// The same as it stands in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    sealed: String,
}

struct HitDay {
    name: DateText,
    found: Vec<SearchHit>,
}

#[derive(Template, WebTemplate)]
#[template(path = "search/show.html")]
struct SearchPage {
    frame: PageFrame,
    words: String,
    /// What was found; none where nothing was looked for.
    days: Option<Vec<HitDay>>,
    more: bool,
    /// Whether anything of theirs is shown to somebody.
    shown: bool,
}

impl SearchPage {
    fn looks_for_several(&self) -> bool {
        self.words.split_whitespace().nth(1).is_some()
    }
}

/// The page, and what was found in everything somebody wrote. Nothing of it is kept.
pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let words = query_token::open(&member, &asked.sealed).unwrap_or_default();
    let shown = marks::is_something_seen(&mut *app.db.read().await?, &member).await?;
    let frame = PageFrame::of(&member, NavSection::Notebook);
    let mut page = SearchPage { frame, words, days: None, more: false, shown };
    if let Some(wanted) = SearchQuery::of(&page.words) {
        let mut found = latest(&app, &member, wanted, SHOWN + 1).await?;
        page.more = found.len() > SHOWN;
        found.truncate(SHOWN);
        page.days = Some(by_days(found, &member, member.today()));
    }
    Ok(page.into_response())
}

/// Leads to what is found. The words go along in the address, sealed, so that one can come back to it and nobody else can
/// read what was looked for.
pub async fn ask(member: Member, Form(fields): Form<Fields>) -> PageResult {
    let sealed = query_token::seal(&member, &fields.words)?;
    Ok(Redirect::to(&sealed.map_or_else(|| paths::SEARCH.to_owned(), paths::found)).into_response())
}

fn by_days(found: Vec<SearchHit>, member: &Member, today: Date) -> Vec<HitDay> {
    let mut days: Vec<(Date, Vec<SearchHit>)> = Vec::new();
    for one in found {
        match days.last_mut() {
            Some((day, found)) if *day == one.day => found.push(one),
            _ => days.push((one.day, vec![one])),
        }
    }
    days.into_iter().map(|(day, found)| HitDay { name: member.calendar().day_from(day, today), found }).collect()
}

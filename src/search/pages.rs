//! The page one searches on.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use jiff::civil::Date;
use serde::Deserialize;

use super::matching::Wanted;
use super::through::{Found, everything};
use crate::app::App;
use crate::sessions::guard::Member;
use crate::web::error::Answer;
use crate::web::form::Form;
use crate::web::shell::{Section, Shell};
use crate::words::Said;

/// How many of the latest are shown.
const SHOWN: usize = 100;

/// What is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    words: String,
}

/// A day on which something was found.
struct Day {
    name: Said,
    found: Vec<Found>,
}

#[derive(Template, WebTemplate)]
#[template(path = "search/show.html")]
struct SearchPage {
    shell: Shell,
    words: String,
    /// What was found; none where nothing was looked for.
    days: Option<Vec<Day>>,
    more: bool,
}

impl SearchPage {
    fn looks_for_several(&self) -> bool {
        self.words.split_whitespace().nth(1).is_some()
    }
}

/// The page, before anything is looked for.
///
/// # Errors
/// None.
pub async fn ask(member: Member) -> Answer {
    let shell = Shell::of(&member, Section::Notebook);
    Ok(SearchPage { shell, words: String::new(), days: None, more: false }.into_response())
}

/// Looks for words in everything somebody wrote. The words are in no address, and nothing of it is kept.
///
/// # Errors
/// If the database fails.
pub async fn search(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> Answer {
    let mut page =
        SearchPage { shell: Shell::of(&member, Section::Notebook), words: fields.words, days: None, more: false };
    if let Some(wanted) = Wanted::of(&page.words) {
        let mut found = everything(&app.db, &member, wanted).await?;
        page.more = found.len() > SHOWN;
        found.truncate(SHOWN);
        page.days = Some(by_days(found, &member, member.day(app.now())));
    }
    Ok(page.into_response())
}

fn by_days(found: Vec<Found>, member: &Member, today: Date) -> Vec<Day> {
    let mut days: Vec<(Date, Vec<Found>)> = Vec::new();
    for one in found {
        match days.last_mut() {
            Some((day, found)) if *day == one.day => found.push(one),
            _ => days.push((one.day, vec![one])),
        }
    }
    days.into_iter().map(|(day, found)| Day { name: member.calendar().day_from(day, today), found }).collect()
}

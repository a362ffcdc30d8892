//! The notebook's first page.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use sqlx::SqliteConnection;

use crate::base::sealed::Entry;
use crate::base::words::DateText;
use crate::features::composer::kept::Message;
use crate::features::journal::{JournalEntry, opening};
use crate::features::measures::{Measure, due};
use crate::features::moments::Moment;
use crate::features::story::monthly_question_pages;
use crate::features::thoughts::Thought;
use crate::members::sessions::guard::Member;
use crate::records::entries::store;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

/// How much of the latest of a kind is shown, in letters.
const A_LINE: usize = 70;

#[derive(Template, WebTemplate)]
#[template(path = "notebook/show.html")]
struct NotebookPage<'a> {
    frame: PageFrame,
    latest: LatestOfEach,
    besides: bool,
    measure: Option<&'a Measure>,
}

/// The latest of each kind that is written: the words of what is light, and of what may be heavy the day only.
struct LatestOfEach {
    journal: Option<DateText>,
    thought: Option<DateText>,
    moment: Option<String>,
    message: Option<String>,
}

pub async fn show(State(app): State<App>, member: Member) -> PageResult {
    let (mut read, today) = (app.db.read().await?, member.today());
    let page = NotebookPage {
        frame: PageFrame::of(&member, NavSection::Notebook),
        latest: latest_of_each(&mut read, &member).await?,
        besides: monthly_question_pages::asks(&mut read, &member, today).await?,
        measure: due::due(&app, &mut read, &member, today).await?,
    };
    Ok(page.into_response())
}

async fn latest_of_each(read: &mut SqliteConnection, member: &Member) -> PageResult<LatestOfEach> {
    Ok(LatestOfEach {
        journal: day::<JournalEntry>(read, member).await?,
        thought: day::<Thought>(read, member).await?,
        moment: line::<Moment>(read, member).await?,
        message: line::<Message>(read, member).await?,
    })
}

async fn day<T: Entry>(read: &mut SqliteConnection, member: &Member) -> PageResult<Option<DateText>> {
    let latest = store::latest::<T>(read, member.id()).await?;
    Ok(latest.map(|row| member.day_text(row.day)))
}

/// The last of the words that were written in it.
async fn line<T: Entry>(read: &mut SqliteConnection, member: &Member) -> PageResult<Option<String>> {
    let latest = store::latest::<T>(read, member.id()).await?.and_then(|row| row.open(member.keyring()).ok());
    Ok(latest.and_then(|entry| {
        let (line, more) = opening(entry.words().last()?, A_LINE);
        Some(format!("{line}{}", if more { "…" } else { "" }))
    }))
}

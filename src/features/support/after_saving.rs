//! The answer to words that were just kept: the page that comes next or, where what was written sounds heavy, a calm page
//! on the way to it. The words are kept by then whatever it says, and nothing of it is stored or told to anybody.

use std::collections::BTreeSet;
use std::time::Duration;

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};

use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::help::{Country, Help};
use crate::model::plan::Plan;
use crate::model::spotting::words::SpottingWords;
use crate::model::spotting::{Category, Level, Spotter, SpottingResult};
use crate::records;
use crate::records::copies::marks;
use crate::records::form_context::FormContext;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "support/after.html")]
struct AfterPage<'a> {
    frame: PageFrame,
    spotted: SpottingResult,
    words: &'a SpottingWords,
    help: &'a Help,
    country: Option<&'a Country>,
    plan: Option<Plan>,
    /// What was kept, which may be taken away again at once; none where only others have it.
    kept: Option<Id>,
    /// Those who can see it.
    shown_to: Vec<String>,
    /// Those it was just given to.
    given_to: Vec<String>,
    next: &'a str,
}

impl AfterPage<'_> {
    fn afraid(&self) -> bool {
        self.spotted.category == Category::DangerFromOther
    }
}

/// How long somebody waits for others whose words are looked at. Their own are kept by then.
const PATIENCE: Duration = Duration::from_secs(5);
/// Up to how many bytes words are looked at without waiting for others: a page or so, which takes no time to speak of.
const SHORT: usize = 2_000;

/// Shown where nobody could look at all of it in time: rather a quiet line too many than too few.
const QUIET: SpottingResult = SpottingResult { level: Level::Line, category: Category::Vague };

/// Looks at all of it, or where others are looked at for too long, at how it begins and ends.
async fn look(app: &App, member: &Member, words: &[&str]) -> Option<SpottingResult> {
    let all = words.join("\n");
    if all.len() <= SHORT {
        return looked(all, ()).await;
    }
    match tokio::time::timeout(PATIENCE, app.at_once.looking(member.id())).await {
        Ok(turn) => looked(all, turn).await,
        Err(_) => looked(ends(&all), ()).await.or(Some(QUIET)),
    }
}

/// The first and the last of a long text.
fn ends(all: &str) -> String {
    let first = &all[..all.floor_char_boundary(SHORT / 2)];
    let last = &all[all.ceil_char_boundary(all.len() - SHORT / 2)..];
    format!("{first}\n{last}")
}

/// Looks on a thread of its own. That it cannot look at all is our fault and as if nothing were found: help is one tap away on
/// every page.
async fn looked<T: Send + 'static>(words: String, turn: T) -> Option<SpottingResult> {
    let looked = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        anyhow::Ok(Spotter::shared()?.look(&[words]))
    });
    match looked.await {
        Ok(Ok(spotted)) => spotted,
        Ok(Err(error)) => {
            tracing::error!("{error:#}");
            None
        }
        Err(_) => None,
    }
}

/// Leads to `next`, a path of ours, by way of a calm page where `words`, which were just kept as `kept`, make that kind.
pub async fn after_saving(cx: &FormContext, kept: impl Into<Option<Id>>, words: &[&str], next: &str) -> PageResult {
    after_giving(cx, kept, words, next, Vec::new()).await
}

/// The same where others can read it already.
pub async fn after_giving(
    cx: &FormContext,
    kept: impl Into<Option<Id>>,
    words: &[&str],
    next: &str,
    given_to: Vec<String>,
) -> PageResult {
    let kept = kept.into();
    let FormContext { app, member, .. } = cx;
    let Some(spotted) = look(app, member, words).await else { return Ok(Redirect::to(next).into_response()) };
    let mut read = app.db.read().await?;
    let plan = records::plan::latest(&mut read, member).await?.map(|(_, plan)| plan);
    let seen = match kept {
        Some(kept) => {
            let marks = marks::of(&mut read, member, kept).await?;
            marks.seen.into_iter().map(|mark| mark.name).chain(marks.seen_brought).collect()
        }
        None => BTreeSet::new(),
    };
    let shown_to = seen.into_iter().collect();
    let country = app.help.first_for(member.profile(), plan.as_ref());
    let frame = PageFrame::of(member, NavSection::Elsewhere);
    let (words, help) = (&app.spotting, &app.help);
    Ok(AfterPage { frame, spotted, words, help, country, plan, kept, shown_to, given_to, next }.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_begins_and_ends_as_it_did() {
        let all = format!("é begins. {} It ends é", "é".repeat(4_000));
        let ends = ends(&all);
        assert!(ends.starts_with("é begins.") && ends.ends_with("It ends é") && ends.len() <= SHORT + 1);
    }
}

//! The answer to words that were just kept: the page that comes next or, where what was written sounds heavy, a calm page
//! on the way to it. The words are kept by then whatever it says, and nothing of it is stored or told to anybody.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};

use crate::model::help::{Country, Help};
use crate::model::plan::Plan;
use crate::model::spotting::words::SpottingWords;
use crate::model::spotting::{Category, Spotter, SpottingResult};
use crate::records;
use crate::records::form_context::FormContext;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

/// How many help lines stand on the page; the others are one tap away.
const LINES: usize = 3;

#[derive(Template, WebTemplate)]
#[template(path = "support/after.html")]
struct AfterPage<'a> {
    frame: PageFrame,
    spotted: SpottingResult,
    words: &'a SpottingWords,
    help: &'a Help,
    country: Option<&'a Country>,
    plan: Option<Plan>,
    next: &'a str,
}

impl AfterPage<'_> {
    fn afraid(&self) -> bool {
        self.spotted.category == Category::DangerFromOther
    }
}

/// Looks on a thread of its own, as long words take a while. What cannot be looked at is as if nothing were found: the words
/// are kept by then, and help is one tap away on every page.
async fn look(words: &[&str]) -> Option<SpottingResult> {
    let words: Vec<String> = words.iter().map(|words| (*words).to_owned()).collect();
    let looked = tokio::task::spawn_blocking(move || anyhow::Ok(Spotter::shared()?.look(&words))).await;
    match looked {
        Ok(Ok(spotted)) => spotted,
        Ok(Err(error)) => {
            tracing::error!("{error:#}");
            None
        }
        Err(_) => None,
    }
}

/// Leads to `next`, a path of ours, by way of a calm page where `words`, which were just kept, make that kind.
pub async fn after_saving(cx: &FormContext, words: &[&str], next: &str) -> PageResult {
    let FormContext { app, member, .. } = cx;
    let Some(spotted) = look(words).await else { return Ok(Redirect::to(next).into_response()) };
    let plan = records::plan::latest(&mut *app.db.read().await?, member).await?.map(|(_, plan)| plan);
    let country = plan.as_ref().and_then(|plan| app.help.country(&plan.country));
    let frame = PageFrame::of(member, NavSection::Elsewhere);
    Ok(AfterPage { frame, spotted, words: &app.spotting, help: &app.help, country, plan, next }.into_response())
}

//! Answering a suggestion: I'll try, smaller, something else, not today.

use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::{check_in, pages, paths};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::seal;
use crate::features::reflections::paths as reflections_paths;
use crate::features::suggestions::recommend::{Prepared, Recommender};
use crate::members::sessions::guard::Member;
use crate::model::reflection::Attempt;
use crate::model::scheduler::{Declined, Felt, Why};
use crate::model::suggestion::{GivenAnswer, PriorAnswer, Suggestion, SuggestionAnswer};
use crate::records::form_context::FormContext;
use crate::records::reflections;
use crate::records::suggestions::store::{self, StoredSuggestion};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    answer: String,
    why: String,
    expected: String,
}

/// The reason that speaks of who is around, and not of the step.
const NOBODY: &str = "nobody";

const SMALLER: &str = "smaller";

struct ParsedAnswer {
    said: SuggestionAnswer,
    /// There is nobody for it just now.
    nobody: bool,
    expected: Option<Felt>,
}

pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let FormContext { app, member, .. } = &cx;
    let smaller = if fields.answer == SMALLER { smaller_one(app, member, id).await? } else { None };
    let mut write = app.db.write().await?;
    let StoredSuggestion { row, open } =
        store::suggestion(&mut write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let Some(understood) = understand(&fields) else {
        drop(write);
        return pages::with_fault(app, member, pages::Fault::Answer).await;
    };
    if !open || row.day != member.today() {
        let tried = reflections::store::pair(&mut write, member.id(), id).await?.is_some();
        let already = if open { paths::ALREADY_ANOTHER_DAY } else { paths::ALREADY_ANSWERED };
        if !tried {
            return Ok(Redirect::to(already).into_response());
        }
        cx.finish(&mut write).await?;
        write.commit().await?;
        return Ok(to_attempt(id));
    }
    let mut suggested = row.open(member.keyring())?;
    let after = understood.asks_for();
    if after == Some(PriorAnswer::AskedSmaller) && smaller.is_none() {
        return Ok(Redirect::to(paths::ALREADY_SMALLEST).into_response());
    }
    suggested.answer = Some(GivenAnswer { at: cx.at(), what: understood.said, nobody: understood.nobody });
    let sealed = seal(member.keyring(), id, row.day, row.revision + 1, &suggested)?;
    store::answer_suggestion(&mut write, member.id(), id, row.revision + 1, &sealed).await?;
    if understood.said == SuggestionAnswer::Try {
        begin(&mut write, app, member, id, &suggested, &understood).await?;
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    match (after, smaller) {
        (Some(_), Some(smaller)) => open_instead(app, member, Ok(smaller)).await?,
        (Some(after), None) => replace(app, member, &suggested, after).await?,
        (None, _) => {}
    }
    Ok(Redirect::to(&understood.leads_to(id)).into_response())
}

impl ParsedAnswer {
    /// The page that comes after: what is tried is guessed about first, once.
    fn leads_to(&self, id: Id) -> String {
        match (self.said, self.expected) {
            (SuggestionAnswer::Try, None) => reflections_paths::guess_now(id),
            (SuggestionAnswer::Try, Some(_)) => reflections_paths::attempt(id),
            _ => paths::NOW.to_owned(),
        }
    }

    /// What another suggestion is to follow from, where one is asked for.
    fn asks_for(&self) -> Option<PriorAnswer> {
        match self.said {
            SuggestionAnswer::Smaller => Some(PriorAnswer::AskedSmaller),
            SuggestionAnswer::Different(_) if self.nobody => Some(PriorAnswer::Nobody),
            SuggestionAnswer::Different(why) => Some(PriorAnswer::Left(why)),
            SuggestionAnswer::Try | SuggestionAnswer::Rest(_) => None,
        }
    }
}

/// Something smaller than a suggestion, where there is anything. It is looked for before anything is written.
async fn smaller_one(app: &App, member: &Member, id: Id) -> PageResult<Option<Prepared>> {
    let row = store::suggestion(&mut *app.db.read().await?, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let (suggested, at) = (row.row.open(member.keyring())?, app.now().as_millisecond());
    let recommender = Recommender::load(app, member, member.today()).await?;
    match recommender.alternative_to(&suggested, PriorAnswer::AskedSmaller, at) {
        Some(next) => Ok(Some(recommender.prepared(app, member, member.today(), next).await?)),
        None => Ok(None),
    }
}

/// What is tried now.
async fn begin(
    write: &mut Write,
    app: &App,
    member: &Member,
    id: Id,
    suggested: &Suggestion,
    understood: &ParsedAnswer,
) -> PageResult<()> {
    let attempted = Attempt {
        step: suggested.step,
        size: suggested.size,
        expected: understood.expected,
        offered: true,
        at: app.now().as_millisecond(),
    };
    let sealed = seal(member.keyring(), id, member.today(), 1, &attempted)?;
    Ok(reflections::attempts::store::add_attempt(write, member.id(), id, member.today(), &sealed).await?)
}

/// Another suggestion in place of this one.
async fn replace(app: &App, member: &Member, from: &Suggestion, after: PriorAnswer) -> PageResult<()> {
    let (day, at) = (member.today(), app.now().as_millisecond());
    let recommender = Recommender::load(app, member, day).await?;
    let next = match (recommender.alternative_to(from, after, at), after) {
        (None, after) if after.asks_less() => Err(Why::LowEnergy),
        (None, _) => recommender.offer(true, at),
        (Some(next), _) => Ok(next),
    };
    let next = match next {
        Ok(next) => Ok(recommender.prepared(app, member, day, next).await?),
        Err(why) => Err(why),
    };
    open_instead(app, member, next).await
}

/// Opens what comes in place of an answered one, unless another page has opened one meanwhile.
async fn open_instead(app: &App, member: &Member, next: Result<Prepared, Why>) -> PageResult<()> {
    let mut write = app.db.write().await?;
    if store::open_id(&mut write, member.id()).await?.is_some() {
        return Ok(());
    }
    match next {
        Ok(next) => drop(next.open(&mut write, member, member.today()).await?),
        Err(why) => check_in::note_rest(&mut write, app, member, Some(why)).await?,
    }
    Ok(write.commit().await?)
}

fn to_attempt(id: Id) -> Response {
    Redirect::to(&reflections_paths::attempt(id)).into_response()
}

/// What the form says, or nothing where a word in it is none of the choices.
fn understand(fields: &Fields) -> Option<ParsedAnswer> {
    let nobody = fields.why == NOBODY;
    let why = if nobody { Some(Declined::NoOccasion) } else { Declined::optional(&fields.why).ok()? };
    let expected = Felt::optional(&fields.expected).ok()?;
    let said = match fields.answer.as_str() {
        "try" => SuggestionAnswer::Try,
        SMALLER => SuggestionAnswer::Smaller,
        "different" => SuggestionAnswer::Different(why.unwrap_or(Declined::Unsaid)),
        "rest" => SuggestionAnswer::Rest(why.unwrap_or(Declined::Rest)),
        _ => return None,
    };
    Some(ParsedAnswer { said, nobody, expected })
}

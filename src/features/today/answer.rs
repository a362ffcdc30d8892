//! Answering a suggestion: I'll try, smaller, something else, not today.

use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::{check_in, pages, paths};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::seal;
use crate::features::reflections::paths as reflections_paths;
use crate::features::suggestions::recommend::Recommender;
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

struct ParsedAnswer {
    said: SuggestionAnswer,
    /// There is nobody for it just now.
    nobody: bool,
    expected: Option<Felt>,
}

pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let FormContext { app, member, .. } = &cx;
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
    suggested.answer = Some(GivenAnswer { at: cx.at(), what: understood.said, nobody: understood.nobody });
    let sealed = seal(member.keyring(), id, row.day, row.revision + 1, &suggested)?;
    store::answer_suggestion(&mut write, member.id(), id, row.revision + 1, &sealed).await?;
    let to = match follow(&mut write, app, member, id, &suggested, &understood).await? {
        AfterAnswer::Stays => return Ok(Redirect::to(paths::ALREADY_SMALLEST).into_response()),
        AfterAnswer::Attempt => reflections_paths::attempt(id),
        AfterAnswer::Today => paths::TODAY.to_owned(),
    };
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&to).into_response())
}

enum AfterAnswer {
    Attempt,
    Today,
    /// To the same suggestion: it is the smallest there is.
    Stays,
}

async fn follow(
    write: &mut Write,
    app: &App,
    member: &Member,
    id: Id,
    suggested: &Suggestion,
    understood: &ParsedAnswer,
) -> PageResult<AfterAnswer> {
    match understood.said {
        SuggestionAnswer::Try => {
            let attempted = Attempt {
                step: suggested.step,
                size: suggested.size,
                expected: understood.expected,
                offered: true,
                at: app.now().as_millisecond(),
            };
            let sealed = seal(member.keyring(), id, member.today(), 1, &attempted)?;
            reflections::store::add_attempt(write, member.id(), id, member.today(), &sealed).await?;
            Ok(AfterAnswer::Attempt)
        }
        SuggestionAnswer::Smaller => replace(write, app, member, suggested, PriorAnswer::AskedSmaller).await,
        SuggestionAnswer::Different(_) if understood.nobody => {
            replace(write, app, member, suggested, PriorAnswer::Nobody).await
        }
        SuggestionAnswer::Different(why) => replace(write, app, member, suggested, PriorAnswer::Left(why)).await,
        SuggestionAnswer::Rest(_) => Ok(AfterAnswer::Today),
    }
}

/// Another suggestion in place of this one. Where nothing is smaller, this one stays and nothing is written.
async fn replace(
    write: &mut Write,
    app: &App,
    member: &Member,
    from: &Suggestion,
    after: PriorAnswer,
) -> PageResult<AfterAnswer> {
    let (day, at) = (member.today(), app.now().as_millisecond());
    let recommender = Recommender::load(app, write, member, day).await?;
    let next = match (recommender.alternative_to(from, after, at), after) {
        (None, PriorAnswer::AskedSmaller) => return Ok(AfterAnswer::Stays),
        (None, after) if after.asks_less() => Err(Why::LowEnergy),
        (None, _) => recommender.offer(true, at),
        (Some(next), _) => Ok(next),
    };
    match next {
        Ok(next) => {
            recommender.open(write, member, day, &next).await?;
        }
        Err(why) => check_in::note_rest(write, app, member, Some(why)).await?,
    }
    Ok(AfterAnswer::Today)
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
        "smaller" => SuggestionAnswer::Smaller,
        "different" => SuggestionAnswer::Different(why.unwrap_or(Declined::Unsaid)),
        "rest" => SuggestionAnswer::Rest(why.unwrap_or(Declined::Rest)),
        _ => return None,
    };
    Some(ParsedAnswer { said, nobody, expected })
}

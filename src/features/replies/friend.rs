//! The page of whoever holds a link: what is asked, three answers, and who will read it. Nothing is set in their browser and
//! nothing is read from it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::tz::TimeZone;

use super::form::{Fault, FriendFields};
use super::{FriendSays, QuestionPage, SentAnswer, store};
use crate::base::ids::Id;
use crate::base::vault::{Purpose, system_rng};
use crate::base::words::DateText;
use crate::records::links::{self, BroughtLink, LinkUse};
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, id_or_new, new_id};
use crate::web::headers::UNLISTED;

/// How often one link takes an answer: the first, and three changes of it.
const USES_MOST: i64 = 4;

#[derive(Template, WebTemplate)]
#[template(path = "replies/friend.html")]
struct FriendPage {
    token: String,
    form: Id,
    question: String,
    from: String,
    until: DateText,
    /// Whether they have answered before.
    again: bool,
    words: String,
    fault: Option<Fault>,
}

#[derive(Template, WebTemplate)]
#[template(path = "replies/thanks.html")]
struct AnsweredPage {
    token: String,
    from: String,
    says: FriendSays,
    /// How often they may change it yet.
    changes: i64,
}

#[derive(Template, WebTemplate)]
#[template(path = "replies/over.html")]
struct QuestionOverPage {
    /// What somebody wrote to it all the same.
    words: String,
}

impl FriendPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

pub async fn show(State(app): State<App>, Path(token): Path<String>) -> PageResult {
    let Some(link) = found(&app, &token).await? else { return Ok(over(String::new())) };
    Ok((UNLISTED, page(&app, token, link, String::new(), None)).into_response())
}

/// Keeps an answer, sealed to the link's own key. Only whoever asked opens it.
pub async fn answer(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    Path(token): Path<String>,
    Form(fields): Form<FriendFields>,
) -> PageResult {
    let too_many = app.limits.attempt_from(address).is_err();
    let Some(link) = found(&app, &token).await? else { return Ok(over(fields.words)) };
    let understood = if too_many { Err(Fault::Wait) } else { fields.understood() };
    let sent = match understood {
        Ok(sent) => sent,
        Err(fault) => {
            let page = page(&app, token, link, fields.words, Some(fault));
            let status = if too_many { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
            return Ok((status, UNLISTED, page).into_response());
        }
    };
    let used = keep(&app, &link, id_or_new(&fields.id), &sent).await?;
    let Some(used) = used else { return Ok(over(fields.words)) };
    let (from, says, changes) = (link.page.from, sent.says, USES_MOST - used);
    Ok((UNLISTED, AnsweredPage { token, from, says, changes }).into_response())
}

/// How often the link was used then; none where it takes no more. Sent twice, it is one answer; with other words, or another
/// tap, it is another.
async fn keep(app: &App, link: &BroughtLink<QuestionPage>, form: Id, sent: &SentAnswer) -> PageResult<Option<i64>> {
    let purpose = Purpose::reply(app.instance.id(), link.owner.owner(), &link.digest);
    let plain = serde_json::to_vec(sent).map_err(|error| PageError::Broken(error.into()))?;
    let parts: [&[u8]; 2] = [form.as_bytes(), &plain];
    let id = Id::half_of(&app.instance.chained("answers", link.owner.owner(), &link.digest, &parts));
    let sealed = link.page.key().seal(&mut system_rng(), &purpose, b"", &plain)?;
    let mut write = app.db.write().await?;
    if !store::add(&mut write, link.owner, id, &link.digest, app.now(), &sealed).await? {
        return Ok(Some(link.used));
    }
    if !links::store::use_once(&mut write, &link.digest, USES_MOST, app.now()).await? {
        return Ok(None);
    }
    write.commit().await?;
    Ok(Some(link.used + 1))
}

/// What a link opens, while it takes an answer.
async fn found(app: &App, token: &str) -> PageResult<Option<BroughtLink<QuestionPage>>> {
    match links::open(app, &mut *app.db.read().await?, LinkUse::Reply, token).await {
        Ok(link) => Ok(Some(link).filter(|link: &BroughtLink<_>| link.used < USES_MOST)),
        Err(PageError::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn page(app: &App, token: String, link: BroughtLink<QuestionPage>, words: String, fault: Option<Fault>) -> FriendPage {
    let until = app.calendars.of("").date(TimeZone::UTC.to_datetime(link.ends_at).date());
    let (again, QuestionPage { question, from, .. }) = (link.used > 0, link.page);
    FriendPage { token, form: new_id(), question, from, until, again, words, fault }
}

/// The same for a link that was never made, was closed, was answered often enough, or is over.
fn over(words: String) -> Response {
    (StatusCode::NOT_FOUND, UNLISTED, QuestionOverPage { words }).into_response()
}

//! The questions somebody has asked, and the answers they have read.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use secrecy::ExposeSecret as _;
use sqlx::SqliteConnection;

use super::unread::{self, UnreadAnswer};
use super::{AskedQuestion, FriendAnswer, paths, store};
use crate::base::ids::Id;
use crate::base::qr::QrCode;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::records::entries::{self, EntryList, ListQuery};
use crate::records::links::{self, LinkUse, OwnLink};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, Query};
use crate::web::frame::{NavSection, PageFrame};

/// How many answers one list holds.
const A_LIST: i64 = 30;

/// A question as the list shows it.
struct QuestionItem {
    id: Id,
    question: String,
    until: DateText,
    open: bool,
    /// Whether an answer has come that was not read,
    answered: bool,
    /// and whether one was read.
    read: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "replies/list.html")]
struct QuestionsPage {
    frame: PageFrame,
    questions: Vec<QuestionItem>,
    answers: EntryList<FriendAnswer>,
}

#[derive(Template, WebTemplate)]
#[template(path = "replies/question.html")]
struct OneQuestionPage {
    frame: PageFrame,
    asked: QuestionItem,
    from: String,
    link: String,
    code: Option<QrCode>,
    is_this_computer: bool,
}

pub async fn list(State(app): State<App>, member: Member, Query(query): Query<ListQuery>) -> PageResult {
    let mut read = app.db.read().await?;
    let unread = unread::waiting(&app, &mut read, &member).await?;
    let asked = links::own::<AskedQuestion>(&app, &mut read, &member, LinkUse::Reply).await?;
    let mut questions: Vec<_> = asked.iter().map(|link| item(&member, link, &unread)).collect();
    questions.retain(|one| one.open || one.answered);
    questions.sort_by_key(|one| !one.answered);
    let answers = entries::list(&mut read, &member, &query, A_LIST, |answer: &FriendAnswer| answer.at).await?;
    for one in &mut questions {
        one.read = answers.items.iter().any(|item| item.id == one.id);
    }
    Ok(QuestionsPage { frame: PageFrame::of(&member, NavSection::People), questions, answers }.into_response())
}

/// One question, with its link.
pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut read = app.db.read().await?;
    let unread = unread::waiting(&app, &mut read, &member).await?;
    let asked = find(&app, &mut read, &member, id).await?;
    let link = format!("{}{}", app.url, paths::reply(asked.token().expose_secret()));
    let page = OneQuestionPage {
        frame: PageFrame::of(&member, NavSection::People),
        code: QrCode::of(&link),
        link,
        is_this_computer: app.url.is_this_computer(),
        from: asked.kept.from.clone(),
        asked: item(&member, &asked, &unread),
    };
    Ok(page.into_response())
}

/// Closes a question at once. An answer that has come already stays until it is read.
pub async fn close(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    let asked = find(&app, &mut write, &member, id).await?;
    let answered = store::unread(&mut write, member.id()).await?.iter().any(|row| row.link == asked.digest);
    if answered {
        links::store::close(&mut write, member.id(), &asked.digest).await?;
    } else {
        links::store::forget(&mut write, member.id(), &asked.digest).await?;
    }
    write.commit().await?;
    Ok(Redirect::to(paths::LIST).into_response())
}

/// # Errors
/// [`PageError::NotFound`] if there is none, or it is somebody else's.
pub async fn find(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    id: Id,
) -> PageResult<OwnLink<AskedQuestion>> {
    let all = links::own(app, read, member, LinkUse::Reply).await?;
    all.into_iter().find(|link| link.id == id).ok_or(PageError::NotFound)
}

fn item(member: &Member, link: &OwnLink<AskedQuestion>, unread: &[UnreadAnswer]) -> QuestionItem {
    QuestionItem {
        id: link.id,
        question: link.kept.question.clone(),
        until: member.day_text(member.day_of(link.ends_at)),
        open: link.open,
        answered: unread.iter().any(|answer| answer.question == link.id),
        read: false,
    }
}

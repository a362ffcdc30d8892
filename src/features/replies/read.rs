//! Reading an answer: it becomes one's own, like anything else one keeps.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use secrecy::ExposeSecret as _;

use super::folding::folds;
use super::{AskedQuestion, FriendAnswer, SentAnswer, paths, questions, store};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::vault::Purpose;
use crate::features::reflections::reply;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reply;
use crate::records::entries;
use crate::records::links::{self, OwnLink};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;

/// Opens the latest answer to a question, keeps it, and lets go of how it came. What was tried with the question is told that a
/// reply has come, where it waited for one.
pub async fn read(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    let asked = questions::find(&app, &mut write, &member, id).await?;
    let Some(answer) = latest(&app, &mut write, &member, &asked).await? else {
        return Ok(Redirect::to(&paths::question(id)).into_response());
    };
    keep(&mut write, &member, id, &answer).await?;
    store::forget(&mut write, member.id(), &asked.digest).await?;
    if !asked.open {
        links::store::forget(&mut write, member.id(), &asked.digest).await?;
    }
    if let Some(attempt) = asked.kept.attempt {
        match reply::tell(&app, &mut write, &member, attempt, Some(Reply::Came)).await {
            // They have not looked back on it, or it was removed.
            Ok(_) | Err(PageError::NotFound) => {}
            Err(problem) => return Err(problem),
        }
    }
    write.commit().await?;
    Ok(Redirect::to(&FriendAnswer::after_restore(id)).into_response())
}

/// The latest answer that opens. One that does not was put there by somebody who did not hold the link.
async fn latest(
    app: &App,
    write: &mut Write,
    member: &Member,
    asked: &OwnLink<AskedQuestion>,
) -> PageResult<Option<FriendAnswer>> {
    let pair = asked.pair(member).ok_or(PageError::Shut)?;
    let purpose = Purpose::reply(app.instance.id(), member.id().owner(), &asked.digest);
    let rows = store::unread(write, member.id()).await?;
    let opened = rows.into_iter().filter(|row| row.link == asked.digest).find_map(|row| {
        let plain = pair.open(&purpose, b"", &row.body).ok()?;
        let sent: SentAnswer = serde_json::from_slice(plain.expose_secret()).ok()?;
        Some((sent, row.kept_at))
    });
    let Some((SentAnswer { says, words }, kept_at)) = opened else { return Ok(None) };
    let looked = words.clone();
    let folded = tokio::task::spawn_blocking(move || folds(says, &looked)).await.unwrap_or(true);
    Ok(Some(FriendAnswer { question: asked.kept.question.clone(), says, words, folded, at: kept_at }))
}

/// An answer that was changed since takes the place of the one before it.
async fn keep(write: &mut Write, member: &Member, id: Id, answer: &FriendAnswer) -> PageResult<()> {
    match entries::store::kept::<FriendAnswer>(write, member.id(), id).await? {
        Some(row) => entries::change(write, member, id, row.revision, answer).await.map(drop),
        None => entries::keep(write, member, id, answer).await.map(drop),
    }
}

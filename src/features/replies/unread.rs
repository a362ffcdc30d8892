//! Answers that have come and were not read yet: for Today, and for the list of questions.

use sqlx::SqliteConnection;

use super::{AskedQuestion, store};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::links::{self, LinkUse};
use crate::web::app::App;
use crate::web::error::PageResult;

/// An answer that has come.
pub struct UnreadAnswer {
    /// The question it is to.
    pub question: Id,
    /// What was being tried with that.
    pub attempt: Option<Id>,
}

/// Where none has come, that is one query.
pub async fn waiting(app: &App, read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<UnreadAnswer>> {
    let rows = store::unread(read, member.id()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let asked = links::own::<AskedQuestion>(app, read, member, LinkUse::Reply).await?;
    let answered = asked.into_iter().filter(|link| rows.iter().any(|row| row.link == link.digest));
    Ok(answered.map(|link| UnreadAnswer { question: link.id, attempt: link.kept.attempt }).collect())
}

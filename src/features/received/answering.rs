//! Answering something that was given: found, answered and kept in one write.

use axum::response::{IntoResponse as _, Redirect};

use crate::base::db::Write;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::entries;
use crate::records::received::{self, GiftAnswer, Received, ReceivedItem};
use crate::web::app::App;
use crate::web::error::PageResult;

/// Something that was given, within the write that keeps what becomes of it.
pub struct GiftToAnswer<'a> {
    pub write: Write,
    pub item: ReceivedItem,
    member: &'a Member,
}

impl<'a> GiftToAnswer<'a> {
    /// One that was given to them.
    ///
    /// # Errors
    /// [`crate::web::error::PageError::NotFound`] where there is none of theirs.
    pub async fn of(app: &App, member: &'a Member, id: Id) -> PageResult<Self> {
        let mut write = app.db.write().await?;
        let (row, received) = entries::one::<Received>(&mut write, member, id).await?;
        let item = ReceivedItem { id, revision: row.revision, day: row.day, received };
        Ok(Self { write, item, member })
    }

    pub async fn answer(&mut self, given: GiftAnswer) -> PageResult<()> {
        received::answer(&mut self.write, self.member, &self.item, given).await
    }

    /// Keeps it, and goes on.
    pub async fn done(self, to: &str) -> PageResult {
        self.write.commit().await?;
        Ok(Redirect::to(to).into_response())
    }
}

//! What every form that people write in needs: it is shown with the words that were begun, kept once, changed unless another
//! tab was quicker, and shown again where it cannot be kept.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::copies;
use super::drafts::form::{self, DraftForm, DraftQuery};
use super::entries::{self, Conflict};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Entry;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::id_or_new;

/// Somebody at a form, and what its address says of the draft.
pub struct FormContext {
    pub app: App,
    pub member: Member,
    pub query: DraftQuery,
}

/// A form as its page shows it: what is filled in, and what keeps it while it is written.
pub struct FilledForm<F> {
    pub fields: F,
    pub draft: DraftForm,
}

impl FromRequestParts<App> for FormContext {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let member = <Member as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        Ok(Self { app: app.clone(), member, query: DraftQuery::of(&parts.uri) })
    }
}

impl FormContext {
    /// The present moment, in milliseconds since 1970.
    pub fn at(&self) -> i64 {
        self.app.now().as_millisecond()
    }

    /// The form that is sent to the first of `paths`, with words that were begun for any of them, or else as `blank` has it.
    pub async fn form<F: DeserializeOwned>(
        &self,
        read: &mut SqliteConnection,
        paths: &[&str],
        blank: F,
    ) -> PageResult<FilledForm<F>> {
        let FilledForm { fields, draft } = self.begun(read, paths).await?;
        Ok(FilledForm { fields: fields.unwrap_or(blank), draft })
    }

    /// The same for a form that may be of one of several things: what was begun of another is not of this one.
    pub async fn form_of<F: DeserializeOwned>(
        &self,
        read: &mut SqliteConnection,
        path: &str,
        blank: F,
        is_of_this: impl Fn(&F) -> bool,
    ) -> PageResult<FilledForm<F>> {
        let FilledForm { fields, draft } = self.begun(read, &[path]).await?;
        Ok(match fields {
            Some(fields) if !is_of_this(&fields) => self.redisplay(path, blank),
            fields => FilledForm { fields: fields.unwrap_or(blank), draft },
        })
    }

    /// The same with only what was begun, if something was.
    pub async fn begun<F: DeserializeOwned>(
        &self,
        read: &mut SqliteConnection,
        paths: &[&str],
    ) -> PageResult<FilledForm<Option<F>>> {
        let drafts = form::open_drafts(read, &self.member).await?;
        let (draft, fields) = form::resume(&drafts, paths, &self.query);
        Ok(FilledForm { fields, draft })
    }

    /// The form as it was sent, because it could not be kept like this.
    pub fn redisplay<F>(&self, path: &str, fields: F) -> FilledForm<F> {
        FilledForm { fields, draft: self.query.redisplay(path) }
    }

    /// Keeps a new entry under the id its form came with, and ends the form's draft. Gives the id it has.
    pub async fn keep<T: Entry>(&self, id: &str, entry: &T) -> PageResult<Id> {
        self.keep_for(id, None, entry).await
    }

    /// The same for the day that was chosen, where one was.
    pub async fn keep_for<T: Entry>(&self, id: &str, chosen: Option<Date>, entry: &T) -> PageResult<Id> {
        let mut write = self.app.db.write().await?;
        let id = entries::keep_for(&mut write, &self.member, id_or_new(id), chosen, entry).await?;
        self.finish(&mut write).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Keeps a changed entry and ends the form's draft, unless another tab was quicker with other words.
    pub async fn change<T: Entry>(&self, id: Id, revision: i64, entry: &T) -> PageResult<Option<Conflict<T>>> {
        self.change_for(id, revision, None, entry).await
    }

    /// The same, with the day it is for where that was chosen.
    pub async fn change_for<T: Entry>(
        &self,
        id: Id,
        revision: i64,
        chosen: Option<Date>,
        entry: &T,
    ) -> PageResult<Option<Conflict<T>>> {
        let mut write = self.app.db.write().await?;
        let conflict = entries::change_for(&mut write, &self.member, id, revision, chosen, entry).await?;
        if conflict.is_none() {
            copies::ladder::changed_with::<T>(&self.app, &mut write, &self.member).await?;
            self.finish(&mut write).await?;
            write.commit().await?;
        }
        Ok(conflict)
    }

    /// The form is sent, so its draft is over.
    pub async fn finish(&self, write: &mut Write) -> PageResult<()> {
        self.query.finish(write, &self.member, self.app.now()).await
    }
}

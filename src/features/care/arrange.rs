//! What a supporter calls somebody, and when they next meet.

use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::Deserialize;

use super::person::{self, ArrangeFault};
use super::{SupporterForm, paths};
use crate::base::ids::Id;
use crate::base::words::typed::one_line;
use crate::records::connections;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path};
use crate::web::paths::saved;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub called: String,
    pub next: String,
}

impl Fields {
    fn understood(&self) -> Result<(String, Option<Date>), ArrangeFault> {
        let called = one_line(&self.called, connections::NAME_MOST).map_err(|_| ArrangeFault::LongName)?;
        let next = self.next.trim();
        if next.is_empty() {
            return Ok((called, None));
        }
        Ok((called, Some(next.parse().map_err(|_| ArrangeFault::Day)?)))
    }
}

/// Keeps both, sealed for the supporter alone.
pub async fn save(SupporterForm(cx): SupporterForm, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let (called, next) = match fields.understood() {
        Ok(understood) => understood,
        Err(fault) => return person::with_fault(&cx, id, fields, fault).await,
    };
    let mut write = cx.app.db.write().await?;
    connections::change_supporter_notes(&mut write, &cx.member, id, |notes| {
        notes.called = called;
        notes.next = next;
    })
    .await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::person(id), "arranged")).into_response())
}

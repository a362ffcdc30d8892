//! What a supporter sees of those who let them in, and what they keep for themselves.

pub mod arrange;
pub mod away;
pub mod feature;
pub mod giving;
pub mod helping;
pub mod introduction;
pub mod links;
pub mod looking;
pub mod notes_pages;
pub mod offering;
pub mod ordering;
pub mod overview;
pub mod own_offer;
pub mod pages;
pub mod parted;
pub mod paths;
pub mod person;
pub mod together;
pub mod working_notes;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::members::roles::guard::Supporter;
use crate::records::drafts::form::DraftQuery;
use crate::records::form_context::FormContext;
use crate::web::app::App;
use crate::web::error::PageError;

/// A supporter at a form people write in.
pub struct SupporterForm(pub FormContext);

impl FromRequestParts<App> for SupporterForm {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let supporter = Supporter::from_request_parts(parts, app).await?;
        let query = DraftQuery::of(&parts.uri);
        Ok(Self(FormContext { app: app.clone(), member: supporter.member().clone(), query }))
    }
}

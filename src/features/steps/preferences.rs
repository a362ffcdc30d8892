//! What somebody wishes for a step: never to be offered it, to set it aside for now, or to have it back.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::features::ladder::paths as ladder_paths;
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::profile::Profile;
use crate::records::personal_library;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};

/// Where the button stood.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PreferenceFields {
    from: String,
}

impl PreferenceFields {
    fn page(&self, slug: &str) -> String {
        match self.from.as_str() {
            "ladder" => ladder_paths::LADDER.to_owned(),
            "order" => ladder_paths::in_order(slug),
            "steps" => paths::LIST.to_owned(),
            _ => paths::step(slug),
        }
    }
}

pub async fn never(app: State<App>, member: Member, slug: Path<String>, from: Form<PreferenceFields>) -> PageResult {
    wish(app, member, slug, from, |profile, number| {
        profile.aside.remove(&number);
        profile.never.insert(number);
    })
    .await
}

pub async fn allow_again(
    app: State<App>,
    member: Member,
    slug: Path<String>,
    from: Form<PreferenceFields>,
) -> PageResult {
    wish(app, member, slug, from, |profile, number| {
        profile.never.remove(&number);
    })
    .await
}

pub async fn aside(app: State<App>, member: Member, slug: Path<String>, from: Form<PreferenceFields>) -> PageResult {
    wish(app, member, slug, from, |profile, number| {
        profile.aside.insert(number);
    })
    .await
}

pub async fn back(app: State<App>, member: Member, slug: Path<String>, from: Form<PreferenceFields>) -> PageResult {
    wish(app, member, slug, from, |profile, number| {
        profile.aside.remove(&number);
    })
    .await
}

async fn wish(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(from): Form<PreferenceFields>,
    change: impl FnOnce(&mut Profile, u32),
) -> PageResult {
    let library = personal_library::library(&app, &mut *app.db.read().await?, &member).await?;
    let number = library.by_slug(&slug).ok_or(PageError::NotFound)?.number;
    change_profile::change(&app, &member, |profile| change(profile, number)).await?;
    Ok(Redirect::to(&from.page(&slug)).into_response())
}

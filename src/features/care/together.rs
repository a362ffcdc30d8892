//! Questions that want a human beside them: they are on where a supporter and the person have each turned them on.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::{looking, paths};
use crate::base::ids::Id;
use crate::features::measures::Measures;
use crate::members::roles::guard::Supporter;
use crate::model::given::GivenMeasure;
use crate::records::letters::given;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// Anything turns it on, nothing off.
    on: String,
}

/// Turns it on or off on the supporter's side.
pub async fn save(
    State(app): State<App>,
    supporter: Supporter,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let measure = app.content::<Measures>()?.together().ok_or(PageError::NotFound)?.number;
    let mut write = app.db.write().await?;
    let connection = looking::known(&app, &mut write, supporter.member(), id).await?;
    let on = (!fields.on.is_empty()).then_some(GivenMeasure { measure });
    if !given::say(&mut write, supporter.member(), &connection, on.as_ref()).await? {
        return Ok(Redirect::to(&paths::person(id)).into_response());
    }
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::person(id), "arranged")).into_response())
}

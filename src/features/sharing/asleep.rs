//! Consents that sleep: are these still right?

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::members::sessions::guard::Member;
use crate::records::grants::store;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Form;
use crate::web::paths::saved;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    answer: String,
    /// Whom it is about; all, where it names nobody.
    connection: String,
}

/// Keeps them or stops them. No answer leaves them asleep.
pub async fn answer(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    let connection = match fields.connection.as_str() {
        "" => None,
        named => Some(named.parse().map_err(|_| PageError::NotFound)?),
    };
    let mut write = app.db.write().await?;
    let said = match fields.answer.as_str() {
        "keep" => {
            store::wake(&mut write, member.id(), connection).await?;
            "kept"
        }
        "stop" => {
            store::revoke_sleeping(&mut write, member.id(), connection).await?;
            "stopped"
        }
        _ => return Ok(Redirect::to(paths::SHARING).into_response()),
    };
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::SHARING, said)).into_response())
}

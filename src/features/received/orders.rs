//! Taking over an order that was proposed for one's ladder, or leaving it.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::offers::item;
use super::{pages, paths};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::received::{self, GiftAnswer, ReceivedThing};
use crate::records::{copies, ladders};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    answer: String,
}

/// What is on the ladder is put in that order, and nothing is put on it or taken off.
pub async fn answer(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let item = item(&mut write, &member, id).await?;
    let ReceivedThing::Order(order, given) = &item.received.what else { return Err(PageError::NotFound) };
    if !given.is_open() {
        return Ok(Redirect::to(paths::LIST).into_response());
    }
    let to = match fields.answer.as_str() {
        "take" => {
            let mut ladder = ladders::current(&mut write, &member).await?;
            ladder.follow(&order.steps);
            ladders::keep(&mut write, &member, &ladder).await?;
            copies::ladder::changed(&app, &mut write, &member).await?;
            received::answer(&mut write, &member, &item, GiftAnswer::Taken).await?;
            paths::ORDERED
        }
        "leave" => {
            received::answer(&mut write, &member, &item, GiftAnswer::Left).await?;
            paths::LEFT
        }
        _ => {
            drop(write);
            return pages::with_fault(&app, &member).await;
        }
    };
    write.commit().await?;
    Ok(Redirect::to(to).into_response())
}

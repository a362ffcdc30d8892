//! Taking over an order that was proposed for one's ladder, or leaving it.

use axum::extract::State;
use serde::Deserialize;

use super::answering::GiftToAnswer;
use super::{pages, paths};
use crate::base::ids::Id;
use crate::base::words::form_words;
use crate::members::sessions::guard::Member;
use crate::records::received::{GiftAnswer, ReceivedThing};
use crate::records::{copies, ladders};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};

form_words! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum OrderAnswer {
        Take = "take",
        Leave = "leave",
    }
}

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
    let mut gift = GiftToAnswer::of(&app, &member, id).await?;
    let ReceivedThing::Order(order, given) = gift.item.received.what.clone() else { return Err(PageError::NotFound) };
    let Some(said) = OrderAnswer::from_word(&fields.answer) else {
        drop(gift);
        return pages::with_fault(&app, &member).await;
    };
    if !given.is_open() {
        return gift.done(paths::LIST).await;
    }
    match said {
        OrderAnswer::Take => {
            let mut ladder = ladders::current(&mut gift.write, &member).await?;
            ladder.follow(&order.steps);
            ladders::keep(&mut gift.write, &member, &ladder).await?;
            copies::ladder::changed(&app, &mut gift.write, &member).await?;
            gift.answer(GiftAnswer::Taken).await?;
            gift.done(paths::ORDERED).await
        }
        OrderAnswer::Leave => {
            gift.answer(GiftAnswer::Left).await?;
            gift.done(paths::LEFT).await
        }
    }
}

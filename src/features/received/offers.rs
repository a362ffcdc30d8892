//! Answering an offer of a step, with the same four answers as any suggestion. Whoever made it learns nothing of the answer.

use axum::extract::State;
use serde::Deserialize;

use super::answering::GiftToAnswer;
use super::{pages, paths};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::seal;
use crate::base::words::form_words;
use crate::features::ladder::own_step_pages;
use crate::features::reflections::paths as reflections_paths;
use crate::features::today::paths as today_paths;
use crate::members::sessions::guard::Member;
use crate::model::given::{GivenOffer, OfferedStep};
use crate::model::reflection::Attempt;
use crate::model::steps::own;
use crate::records::received::{self, GiftAnswer, Received, ReceivedThing};
use crate::records::{reflections, suggestions};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, new_id};

form_words! {
    /// The four answers, all of them full ones.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum OfferAnswer {
        Try = "try",
        Smaller = "smaller",
        Different = "different",
        Rest = "rest",
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    answer: String,
    /// Whether it was answered on Today, and where to go on to.
    today: String,
}

impl Fields {
    /// Where to go on to: Today, or the list and what it says there.
    fn then(&self, list: &'static str) -> &'static str {
        if self.today.is_empty() { list } else { today_paths::NOW }
    }
}

pub async fn answer(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut gift = GiftToAnswer::of(&app, &member, id).await?;
    let ReceivedThing::Offer(offer, given) = gift.item.received.what.clone() else { return Err(PageError::NotFound) };
    let Some(said) = OfferAnswer::from_word(&fields.answer) else {
        drop(gift);
        return pages::with_fault(&app, &member).await;
    };
    // What was left can be taken after all.
    if !given.is_open() && (given, said) != (GiftAnswer::Left, OfferAnswer::Try) {
        let begun = begun_before(&mut gift.write, &member, id).await?;
        let to = begun.map_or_else(|| fields.then(paths::LIST).to_owned(), reflections_paths::attempt);
        return gift.done(&to).await;
    }
    let to = match said {
        OfferAnswer::Try => {
            let begun = begin(&app, &mut gift.write, &member, id, &offer).await?;
            gift.answer(GiftAnswer::Taken).await?;
            reflections_paths::guess_now(begun)
        }
        OfferAnswer::Smaller => made_smaller(&app, &mut gift, &member, &offer, &fields).await?,
        OfferAnswer::Different => {
            gift.answer(GiftAnswer::Left).await?;
            fields.then(paths::LEFT).to_owned()
        }
        OfferAnswer::Rest => {
            gift.answer(GiftAnswer::NotOn(member.today())).await?;
            suggestions::store::close_open(&mut gift.write, member.id()).await?;
            fields.then(paths::LIST).to_owned()
        }
    };
    gift.done(&to).await
}

/// Begins what was offered, in place of what is open for today. A step that was written for them becomes one of their own.
async fn begin(app: &App, write: &mut Write, member: &Member, id: Id, offer: &GivenOffer) -> PageResult<Id> {
    let number = match &offer.step {
        OfferedStep::Library(number) => app.library.step(*number).ok_or(PageError::NotFound)?.number,
        OfferedStep::Written(step) => own::number(own_step_pages::keep(app, write, member, new_id(), step).await?),
    };
    let attempted =
        Attempt { step: number, size: offer.size, expected: None, offered: false, at: app.now().as_millisecond() };
    let begun = received::begun_as(member, id);
    let sealed = seal(member.keyring(), begun, member.today(), 1, &attempted)?;
    reflections::attempts::store::add_attempt(write, member.id(), begun, member.today(), &sealed).await?;
    suggestions::store::close_open(write, member.id()).await?;
    Ok(begun)
}

/// What was begun from it, if it was taken. Earlier attempts have the id of the offer itself.
async fn begun_before(write: &mut Write, member: &Member, id: Id) -> PageResult<Option<Id>> {
    for begun in [received::begun_as(member, id), id] {
        if reflections::store::pair(write, member.id(), begun).await?.is_some() {
            return Ok(Some(begun));
        }
    }
    Ok(None)
}

/// Makes it the next smaller size, where there is one.
async fn made_smaller(
    app: &App,
    GiftToAnswer { write, item, .. }: &mut GiftToAnswer<'_>,
    member: &Member,
    offer: &GivenOffer,
    fields: &Fields,
) -> PageResult<String> {
    let step = offer.step.step(&app.library, item.id).ok_or(PageError::NotFound)?;
    let Some(size) = offer.smaller(&step) else {
        let to = if fields.today.is_empty() { paths::SMALLEST } else { today_paths::ALREADY_SMALLEST };
        return Ok(to.to_owned());
    };
    let what = ReceivedThing::Offer(GivenOffer { size, ..offer.clone() }, GiftAnswer::Open);
    received::keep_changed(write, member, item, &Received { what, ..item.received.clone() }).await?;
    Ok(fields.then(paths::SMALLER).to_owned())
}

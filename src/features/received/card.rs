//! An offer as its card shows it, on Today and in the list.

use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::given::GivenOffer;
use crate::model::steps::Library;
use crate::records::received::{GiftAnswer, Received, ReceivedItem, ReceivedThing};

/// A step that somebody offers.
pub struct OfferedCard {
    pub id: Id,
    /// Who offers it.
    pub from: String,
    /// What this size asks.
    pub title: String,
    /// Whether its words are the supporter’s own.
    pub written: bool,
    pub minutes: u16,
    pub does: String,
    /// The sentence that came with it; may be empty.
    pub words: String,
    /// Where the whole step can be read, if it is one of the library’s.
    pub slug: Option<String>,
}

impl OfferedCard {
    /// The card of an offer that is open; none for anything else, or for a step that is left out for this person.
    pub fn of(library: &Library, member: &Member, id: Id, received: &Received) -> Option<Self> {
        let ReceivedThing::Offer(offer, answer) = &received.what else { return None };
        let can_be_taken = answer.is_open() && suits(library, member, id, offer);
        can_be_taken.then(|| Self::shown(library, id, &received.from, offer)).flatten()
    }

    fn shown(library: &Library, id: Id, from: &str, offer: &GivenOffer) -> Option<Self> {
        let step = offer.step.step(library, id)?;
        let size = step.size(offer.size).or(step.sizes.first())?;
        Some(Self {
            id,
            from: from.to_owned(),
            title: size.title.clone(),
            written: step.own.is_some(),
            minutes: size.minutes,
            does: size.does.clone(),
            words: offer.words.clone(),
            slug: step.own.is_none().then(|| step.slug.clone()),
        })
    }
}

/// The offer that today is about, if there is one: the earliest that is open and not put off to another day. Not on a low day,
/// and nothing that is left out for this person.
pub fn for_today(library: &Library, member: &Member, lately: &[ReceivedItem]) -> Option<OfferedCard> {
    let is_for_today = |item: &&ReceivedItem| match &item.received.what {
        ReceivedThing::Offer(offer, answer) => {
            *answer != GiftAnswer::NotOn(member.today()) && answer.is_open() && suits(library, member, item.id, offer)
        }
        _ => false,
    };
    if member.is_low() {
        return None;
    }
    lately.iter().rev().find(is_for_today).and_then(|item| OfferedCard::of(library, member, item.id, &item.received))
}

fn suits(library: &Library, member: &Member, id: Id, offer: &GivenOffer) -> bool {
    offer.step.step(library, id).is_some_and(|step| library.left_out(&step, member.profile()).is_none())
}

//! An offer as its card shows it, on Today and in the list.

use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::given::GivenOffer;
use crate::model::steps::{Library, Step};
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
    /// Whether it is an offer of a step that is not left out for this person.
    pub fn fits(library: &Library, member: &Member, id: Id, received: &Received) -> bool {
        let ReceivedThing::Offer(offer, _) = &received.what else { return false };
        fitting(library, member, id, offer).is_some()
    }

    /// The card of an offer that is open; none for anything else, or for a step that is left out for this person.
    pub fn of(library: &Library, member: &Member, id: Id, received: &Received) -> Option<Self> {
        let ReceivedThing::Offer(offer, answer) = &received.what else { return None };
        let step = fitting(library, member, id, offer)?;
        let size = step.size(offer.size).or(step.sizes.first()).filter(|_| answer.is_open())?;
        Some(Self {
            id,
            from: received.from.clone(),
            title: size.title.clone(),
            written: step.own.is_some(),
            minutes: size.minutes,
            does: size.does.clone(),
            words: offer.words.clone(),
            slug: step.own.is_none().then(|| step.slug.clone()),
        })
    }
}

/// The step of an offer, unless it is left out for this person, or is not there any more.
fn fitting(library: &Library, member: &Member, id: Id, offer: &GivenOffer) -> Option<Step> {
    offer.step.step(library, id).filter(|step| library.left_out(step, member.profile()).is_none())
}

/// The offer that today is about, if there is one: the earliest that is open and not put off to another day. Not on a low day,
/// and nothing that is left out for this person.
pub fn for_today(library: &Library, member: &Member, lately: &[ReceivedItem]) -> Option<OfferedCard> {
    if member.is_low() {
        return None;
    }
    let put_off = GiftAnswer::NotOn(member.today());
    let is_put_off =
        |item: &&ReceivedItem| matches!(&item.received.what, ReceivedThing::Offer(_, answer) if *answer == put_off);
    let mut earliest = lately.iter().rev().filter(|item| !is_put_off(item));
    earliest.find_map(|item| OfferedCard::of(library, member, item.id, &item.received))
}

//! What a member was given by whoever accompanies them. It is taken in once they come, under their own key: from then on it is
//! theirs, and stays when the two have parted.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::connections::{Connection, NAME_MOST};
use super::letters::{self, LetterKind, StoredLetter, given};
use super::{connections, entries};
use crate::base::bounded::Bounded;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::typed::{all_fit, fits};
use crate::members::sessions::guard::Member;
use crate::model::given::{GivenNote, GivenOffer, GivenOrder, OfferedStep};
use crate::records::portion::Before;
use crate::web::app::App;
use crate::web::error::PageResult;

/// Something that was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Received {
    /// The connection it came by; it stays when that has ended.
    pub connection: Id,
    /// What whoever gave it is called.
    pub from: String,
    /// When it was written, in milliseconds since 1970.
    pub at: i64,
    pub what: ReceivedThing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum ReceivedThing {
    /// A few sentences.
    Note(String),
    Offer(GivenOffer, GiftAnswer),
    Order(GivenOrder, GiftAnswer),
}

/// What became of an offer. Nobody but its owner ever learns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum GiftAnswer {
    #[default]
    Open,
    /// It was not for that day.
    NotOn(Date),
    Taken,
    Left,
}

impl GiftAnswer {
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::NotOn(_))
    }
}

impl Private for Received {
    const NAME: &'static str = "received";
}

impl Bounded for Received {
    fn within_limits(&self) -> bool {
        fits(&self.from, NAME_MOST)
            && match &self.what {
                ReceivedThing::Note(words) => all_fit([words.as_str()]),
                ReceivedThing::Offer(offer, _) => offer.within_limits(),
                ReceivedThing::Order(order, _) => order.within_limits(),
            }
    }
}

impl Entry for Received {
    const LIST_PATH: &'static str = "/received";

    fn words(&self) -> Vec<&str> {
        let words: Vec<&str> = match &self.what {
            ReceivedThing::Note(words) => vec![words],
            ReceivedThing::Order(order, _) => vec![&order.words],
            ReceivedThing::Offer(offer, _) => match &offer.step {
                OfferedStep::Library(_) => vec![&offer.words],
                OfferedStep::Written(own) => {
                    let sizes = own.sizes.iter().map(|size| size.does.as_str());
                    [own.title.as_str(), &own.why, &own.words].into_iter().chain(sizes).chain([&*offer.words]).collect()
                }
            },
        };
        words.into_iter().filter(|words| !words.is_empty()).collect()
    }

    fn same_content(&self, other: &Self) -> bool {
        self == other
    }
}

/// Takes in whatever waits for a member. One that does not open any more, since its writer has begun anew, is let go.
pub async fn take_in(app: &App, member: &Member) -> PageResult<()> {
    if given::store::waiting(&mut *app.db.read().await?, member.id()).await?.is_empty() {
        return Ok(());
    }
    let mut write = app.db.write().await?;
    take_in_within(&mut write, member).await?;
    Ok(write.commit().await?)
}

pub async fn take_in_within(write: &mut Write, member: &Member) -> PageResult<()> {
    for letter in given::store::waiting(write, member.id()).await? {
        let connection = connections::store::of_member(write, member.id(), letter.connection).await?;
        if let Some(received) = opened(write, member, connection.as_ref(), &letter).await? {
            if matches!(received.what, ReceivedThing::Order(..)) {
                close_orders(write, member, connection.as_ref()).await?;
            }
            entries::keep(write, member, taken_as(member, letter.id), &received).await?;
        }
        letters::store::remove_key(write, member.id(), letter.connection, letter.id).await?;
    }
    Ok(())
}

/// Another order by the same supporter takes the place of those that are still open.
async fn close_orders(write: &mut Write, member: &Member, connection: Option<&Connection>) -> PageResult<()> {
    for item in lately(write, member).await? {
        let open = matches!(&item.received.what, ReceivedThing::Order(_, answer) if answer.is_open());
        if open && connection.is_some_and(|connection| connection.id == item.received.connection) {
            answer(write, member, &item, GiftAnswer::Left).await?;
        }
    }
    Ok(())
}

/// The id it is kept under: always the same one, and known to nobody without the member's key, its giver among them.
fn taken_as(member: &Member, letter: Id) -> Id {
    Id::half_of(&member.keyring().lasting_mac("received", letter.as_bytes()))
}

/// The id under which what was offered is begun: always the same one, and not that of the offer, so that each can be shown,
/// brought and removed by itself.
pub fn begun_as(member: &Member, offer: Id) -> Id {
    Id::half_of(&member.keyring().lasting_mac("begun from an offer", offer.as_bytes()))
}

async fn opened(
    read: &mut SqliteConnection,
    member: &Member,
    connection: Option<&Connection>,
    letter: &StoredLetter,
) -> PageResult<Option<Received>> {
    let Some(connection) = connection else { return Ok(None) };
    let Some((pair, from)) = given::keys(read, member, connection).await? else { return Ok(None) };
    let what = match letter.kind {
        LetterKind::Note => {
            letter.open_received(member, &pair, &from).map(|note: GivenNote| ReceivedThing::Note(note.words))
        }
        LetterKind::Offer => letter
            .open_received(member, &pair, &from)
            .map(|offer: GivenOffer| ReceivedThing::Offer(offer, GiftAnswer::Open)),
        LetterKind::Order => letter
            .open_received(member, &pair, &from)
            .map(|order: GivenOrder| ReceivedThing::Order(order, GiftAnswer::Open)),
        _ => return Ok(None),
    };
    let name = connection.supporter_name(member.keyring());
    let received = |what| Received { connection: connection.id, from: name, at: letter.made_at.as_millisecond(), what };
    Ok(what.ok().map(received).filter(Bounded::within_limits))
}

/// One thing that was given, and the row it is in.
pub struct ReceivedItem {
    pub id: Id,
    pub revision: i64,
    /// The day it came.
    pub day: Date,
    pub received: Received,
}

/// As much of it as is looked at for today.
const LATELY: i64 = 30;

/// What was given lately, the latest first. One that does not open is passed over.
pub async fn lately(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<ReceivedItem>> {
    let found = entries::store::list::<Received>(read, member.id(), &Before::end(), LATELY).await?;
    Ok(entries::opened(member, found.rows)
        .into_iter()
        .filter_map(|(row, received)| {
            Some(ReceivedItem { id: row.id, revision: row.revision, day: row.day, received: received? })
        })
        .collect())
}

/// Notes what became of an offer or an order.
pub async fn answer(write: &mut Write, member: &Member, item: &ReceivedItem, given: GiftAnswer) -> PageResult<()> {
    let mut received = item.received.clone();
    match &mut received.what {
        ReceivedThing::Note(_) => return Ok(()),
        ReceivedThing::Offer(_, answer) | ReceivedThing::Order(_, answer) => *answer = given,
    }
    keep_changed(write, member, item, &received).await
}

/// Keeps one as it was changed.
pub async fn keep_changed(
    write: &mut Write,
    member: &Member,
    item: &ReceivedItem,
    received: &Received,
) -> PageResult<()> {
    entries::change(write, member, item.id, item.revision, received).await.map(drop)
}

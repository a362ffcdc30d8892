//! Which rooms somebody can go into: their own, those for everybody here, and one by oneself.

use serde::Deserialize;
use sqlx::SqliteConnection;

use super::presence::seats::SeatHolder;
use super::{QuietRoom, store};
use crate::base::ids::Id;
use crate::base::zones;
use crate::members::roles::guard::{Admission, admission};
use crate::members::sessions::guard::Member;
use crate::records::entries;
use crate::web::error::{PageError, PageResult};
use crate::web::route::Who;

/// The name of the room by oneself, in its address.
const ALONE: &str = "alone";

/// What an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum RoomName {
    /// By oneself.
    Alone,
    One(Id),
}

impl TryFrom<String> for RoomName {
    type Error = crate::base::ids::NotAnId;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        if name == ALONE { Ok(Self::Alone) } else { name.parse().map(Self::One) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomReach {
    /// One's own, and one's guests'.
    Own,
    /// Everybody's here; whoever made it, or looks after the place, may close it.
    Common { mine: bool, may_close: bool },
    /// Nobody else's.
    Alone,
}

/// A room that somebody may go into.
pub struct OpenDoor {
    /// As presence knows it.
    pub id: Id,
    pub room: QuietRoom,
    pub reach: RoomReach,
    /// Which version of it.
    pub revision: i64,
}

impl OpenDoor {
    /// What its addresses name.
    pub fn name(&self) -> String {
        if self.reach == RoomReach::Alone { ALONE.to_owned() } else { self.id.to_string() }
    }

    pub fn is_alone(&self) -> bool {
        self.reach == RoomReach::Alone
    }

    pub fn is_own(&self) -> bool {
        self.reach == RoomReach::Own
    }

    pub fn can_be_changed(&self) -> bool {
        matches!(self.reach, RoomReach::Own | RoomReach::Common { mine: true, .. })
    }

    pub fn can_be_closed(&self) -> bool {
        matches!(self.reach, RoomReach::Common { may_close: true, .. })
    }
}

/// The seat of somebody who is signed in.
pub const fn seat_of(member: &Member) -> SeatHolder {
    SeatHolder::Member(member.id())
}

/// Whether somebody may open a room to everybody here: whoever looks after a group or the place.
pub fn may_open_to_all(member: &Member) -> bool {
    [Who::Facilitator, Who::Host].into_iter().any(|who| admission(member, who) == Admission::Granted)
}

/// The room of this name, where somebody may go into it.
///
/// # Errors
/// [`PageError::NotFound`] if there is none, or it is somebody else's own.
pub async fn find(read: &mut SqliteConnection, member: &Member, name: RoomName) -> PageResult<OpenDoor> {
    let RoomName::One(id) = name else { return Ok(alone(member)) };
    if let Some(common) = store::common(read, id).await? {
        return Ok(opened(member, common));
    }
    let (row, room) = entries::one::<QuietRoom>(read, member, id).await?;
    Ok(OpenDoor { id, room, reach: RoomReach::Own, revision: row.revision })
}

/// Every room that there is for somebody, besides the one by oneself.
pub async fn all(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<OpenDoor>> {
    let common = store::all_common(read).await?.into_iter().map(|common| opened(member, common));
    let own = entries::opened::<QuietRoom>(member, entries::store::all(read, member.id()).await?);
    let own = own.into_iter().filter_map(|(row, room)| {
        Some(OpenDoor { id: row.id, room: room?, reach: RoomReach::Own, revision: row.revision })
    });
    Ok(common.chain(own).collect())
}

/// A room by oneself goes by what only who sits in it can tell: nobody else can name it, or make one of that name.
fn alone(member: &Member) -> OpenDoor {
    let id = Id::half_of(&member.keyring().lasting_mac("a room by oneself", &[]));
    let zone = zones::name(member.zone()).to_owned();
    let room = QuietRoom { name: String::new(), times: None, only_then: false, zone };
    OpenDoor { id, room, reach: RoomReach::Alone, revision: 0 }
}

fn opened(member: &Member, common: store::CommonRoom) -> OpenDoor {
    let may_close = may_open_to_all(member);
    let reach = RoomReach::Common { mine: may_close && common.owner == member.id(), may_close };
    OpenDoor { id: common.id, room: common.room, reach, revision: common.revision }
}

/// # Errors
/// [`PageError::NotFound`] where it is not theirs to change.
pub fn theirs_to_change(door: OpenDoor) -> PageResult<OpenDoor> {
    if door.can_be_changed() { Ok(door) } else { Err(PageError::NotFound) }
}

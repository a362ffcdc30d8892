//! The quiet room: company without talk, camera or typing. What a room is called and when it meets is kept; who is in it, and
//! what they do there, is in memory only.

pub mod doors;
pub mod edit;
pub mod feature;
pub mod form;
pub mod guest_links;
pub mod guests;
pub mod list;
pub mod live;
pub mod look_back;
pub mod paths;
pub mod presence;
pub mod said;
pub mod show;
pub mod store;

use serde::{Deserialize, Serialize};

use crate::base::bounded::Bounded;
use crate::base::ids::Id;
use crate::base::sealed::{Entry, Private};
use crate::base::words::form_words;
use crate::base::words::typed::fits;
use crate::model::standing_times::StandingTimes;

/// The most letters a name may have: of a room, or of somebody in it.
pub const NAME_MOST: usize = 60;

/// A room as its maker describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuietRoom {
    pub name: String,
    /// When people meet there, if that was said.
    pub times: Option<StandingTimes>,
    /// Whether it is open at these times only.
    pub only_then: bool,
    /// The zone its hours are in.
    pub zone: String,
}

impl Private for QuietRoom {
    const NAME: &'static str = "quiet_rooms";
}

impl Bounded for QuietRoom {
    fn within_limits(&self) -> bool {
        fits(&self.name, NAME_MOST) && fits(&self.zone, 60) && self.times.as_ref().is_none_or(Bounded::within_limits)
    }
}

impl Entry for QuietRoom {
    const LIST_PATH: &'static str = paths::LIST;

    fn words(&self) -> Vec<&str> {
        vec![&self.name]
    }

    fn same_content(&self, other: &Self) -> bool {
        self == other
    }

    fn address(id: Id) -> String {
        paths::room(id)
    }
}

form_words! {
    /// What somebody does in a room, in one word.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum QuietDoing {
        Reading = "reading",
        Writing = "writing",
        Making = "making",
        Working = "working",
        Tidying = "tidying",
        Resting = "resting",
        Cup = "cup",
    }
}

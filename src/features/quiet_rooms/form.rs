//! The forms of a room, and what can be wrong with them. Pure.

use serde::Deserialize;

use super::presence::seats::{RoomSnapshot, SeatHolder};
use super::{NAME_MOST, QuietDoing, QuietRoom};
use crate::base::words::typed::one_line;
use crate::model::standing_times::{NoSuchHours, StandingTimes};

/// What was sent of a room, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The id of the row a new one will make.
    pub id: String,
    /// The revision a change is of.
    pub revision: i64,
    pub name: String,
    pub days: Vec<String>,
    pub from: String,
    pub to: String,
    pub only_then: String,
    /// Whether everybody here may come.
    pub for_all: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no name.
    Name,
    LongName,
    /// A beginning without an end, or the other way round.
    Hours,
    /// There are as many as there may be.
    Many,
    /// What somebody wants to be called in a room is too long.
    Called,
    /// The room is full, or not open.
    NoSeat,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name | Self::LongName | Self::Many => "name",
            Self::Hours => "from",
            Self::Called => "called",
            Self::NoSeat => "come-in",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Name => "Give it a name. A word or two is enough.",
            Self::LongName => "Make the name shorter. 60 letters is the most.",
            Self::Hours => NoSuchHours.words(),
            Self::Many => "There are many rooms already. Remove one first.",
            Self::Called => "Make it shorter. 60 letters is the most.",
            Self::NoSeat => "The room is full or closed just now. You can sit by yourself, or look in later.",
        }
    }
}

impl Fields {
    pub fn saying(room: &QuietRoom, revision: i64) -> Self {
        let (days, from, to) = StandingTimes::shown(room.times.as_ref());
        Self {
            id: String::new(),
            revision,
            name: room.name.clone(),
            days,
            from,
            to,
            only_then: if room.only_then { "yes".into() } else { String::new() },
            for_all: String::new(),
        }
    }

    /// The room as it was described; its hours are in this zone.
    pub fn understood(&self, zone: &str) -> Result<QuietRoom, Vec<Fault>> {
        let name = match one_line(&self.name, NAME_MOST) {
            Ok(name) if name.is_empty() => Err(Fault::Name),
            Ok(name) => Ok(name),
            Err(_) => Err(Fault::LongName),
        };
        match (name, self.times()) {
            (Ok(name), Ok(times)) => {
                let only_then = !self.only_then.is_empty() && times.is_some();
                Ok(QuietRoom { name, times, only_then, zone: zone.to_owned() })
            }
            (name, times) => Err([name.err(), times.err()].into_iter().flatten().collect()),
        }
    }

    fn times(&self) -> Result<Option<StandingTimes>, Fault> {
        StandingTimes::typed(&self.days, &self.from, &self.to).map_err(|_| Fault::Hours)
    }
}

/// What somebody says at the door of a room. It is kept nowhere.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ComeIn {
    pub called: String,
    pub doing: String,
}

impl ComeIn {
    /// What somebody's seat says.
    pub fn of(snapshot: &RoomSnapshot, holder: SeatHolder) -> Self {
        let seat = snapshot.seats.iter().find(|seat| seat.holder == holder);
        seat.map_or_else(Self::default, |seat| Self {
            called: seat.called.to_string(),
            doing: seat.doing.map_or("", QuietDoing::word).to_owned(),
        })
    }

    pub fn called(&self) -> Result<String, Fault> {
        one_line(&self.called, NAME_MOST).map_err(|_| Fault::Called)
    }

    pub fn doing(&self) -> Option<QuietDoing> {
        QuietDoing::from_word(&self.doing)
    }
}

/// How somebody leaves a room.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoOut {
    pub sign: String,
}

/// How long a shared time is to be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TimerChoice {
    pub minutes: String,
}

impl TimerChoice {
    pub const ALL: [u8; 3] = [10, 25, 50];

    pub fn minutes(&self) -> Option<u8> {
        self.minutes.parse().ok().filter(|minutes| Self::ALL.contains(minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(days: &[&str], from: &str, to: &str) -> Fields {
        let days = days.iter().map(ToString::to_string).collect();
        Fields { name: " The  quiet hour ".into(), days, from: from.into(), to: to.into(), ..Fields::default() }
    }

    #[test]
    fn a_room_needs_a_name_only() {
        let room = fields(&[], "", "").understood("UTC").unwrap();
        assert_eq!((room.name.as_str(), room.times), ("The quiet hour", None));
        assert_eq!(Fields::default().understood("UTC"), Err(vec![Fault::Name]));
    }

    #[test]
    fn hours_and_days_go_together() {
        let times = |days: &[&str], from, to| fields(days, from, to).understood("UTC").map(|room| room.times);
        let evening = StandingTimes { days: vec![2, 4], from: 1140, to: 1200 };
        assert_eq!(times(&["4", "2", "2", "9"], "19:00", "20:00"), Ok(Some(evening)));
        assert_eq!(times(&["2"], "19:00", ""), Err(vec![Fault::Hours]));
        let every_day = StandingTimes { days: (1..=7).collect(), from: 1140, to: 1200 };
        assert_eq!(times(&[], "19:00", "20:00"), Ok(Some(every_day)));
        assert_eq!(times(&["6"], "", ""), Ok(Some(StandingTimes { days: vec![6], from: 0, to: 0 })), "all day");
    }

    #[test]
    fn a_room_is_open_always_where_it_has_no_hours() {
        let without = Fields { only_then: "yes".into(), ..fields(&[], "", "") };
        assert!(!without.understood("UTC").unwrap().only_then);
    }
}

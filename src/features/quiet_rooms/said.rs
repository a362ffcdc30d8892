//! A room as it is said at one moment: the same words on the page and in what is told to whoever looks on.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::presence::seats::{RoomSnapshot, Seat};
use super::{QuietDoing, QuietRoom};
use crate::base::zones;
use crate::model::standing_times::StandingTimes;

/// How many of those who are there are listed.
const LISTED: usize = 24;
/// How many lights there are outside the window.
pub const LIGHTS: usize = 23;

/// How long it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeLeft {
    Minutes,
    /// The shared time has just ended.
    Over,
    /// People meet until this hour.
    Until(String),
    Open,
}

#[derive(Clone, Debug, Template)]
#[template(path = "quiet_rooms/here.txt")]
pub struct HereWords {
    many: usize,
    /// Whether whoever reads it is among them.
    inside: bool,
}

#[derive(Clone, Debug, Template)]
#[template(path = "quiet_rooms/left.txt")]
pub struct LeftWords {
    left: TimeLeft,
    /// How many minutes, where that is what is left.
    many: i64,
}

/// Somebody who is there.
#[derive(Clone, Debug, Template)]
#[template(path = "quiet_rooms/seat.txt")]
pub struct SeatWords {
    called: String,
    is_guest: bool,
    doing: Option<QuietDoing>,
}

#[derive(Clone, Debug, Template)]
#[template(path = "quiet_rooms/nod.txt")]
pub struct NodWords {
    called: String,
}

/// A room at one moment, in words.
pub struct RoomNow {
    pub here: HereWords,
    pub left: LeftWords,
    pub people: Vec<SeatWords>,
    /// Whether there are more than are listed.
    pub more: bool,
    pub nods: Vec<NodWords>,
    /// How many lights are lit outside: one for everybody but whoever looks.
    pub lights: usize,
    pub inside: bool,
    /// Whether a shared time goes on.
    pub timed: bool,
}

/// What is told to a page that is open, in the names its script knows.
#[derive(Serialize)]
struct ToldRoom {
    here: String,
    left: String,
    lights: usize,
    timed: bool,
    people: Vec<String>,
    more: bool,
    nods: Vec<String>,
}

impl RoomNow {
    pub fn of(room: &QuietRoom, snapshot: &RoomSnapshot, inside: bool, now: Timestamp) -> Self {
        let many = snapshot.seats.len();
        let others = many.saturating_sub(usize::from(inside));
        let (left, many_minutes) = left(room, snapshot, now);
        Self {
            here: HereWords { many, inside },
            timed: left == TimeLeft::Minutes,
            left: LeftWords { left, many: many_minutes },
            people: snapshot.seats.iter().take(LISTED).map(SeatWords::of).collect(),
            more: many > LISTED,
            nods: snapshot.nods.iter().map(|called| NodWords { called: called.to_string() }).collect(),
            lights: others.min(LIGHTS),
            inside,
        }
    }

    /// What a script puts in place on a page that is open.
    pub fn told(&self) -> String {
        let all = |said: &mut dyn Iterator<Item = String>| said.collect();
        let told = ToldRoom {
            here: said(&self.here),
            left: said(&self.left),
            lights: self.lights,
            timed: self.timed,
            people: all(&mut self.people.iter().map(said)),
            more: self.more,
            nods: all(&mut self.nods.iter().map(said)),
        };
        serde_json::to_string(&told).unwrap_or_default()
    }
}

/// What cannot be said is left out; writing to a text does not fail.
fn said(words: &impl Template) -> String {
    words.render().unwrap_or_default().trim().to_owned()
}

impl HereWords {
    /// Of a room that one looks at from outside.
    pub const fn from_outside(many: usize) -> Self {
        Self { many, inside: false }
    }
}

impl SeatWords {
    fn of(seat: &Seat) -> Self {
        let is_guest = matches!(seat.holder, super::presence::seats::SeatHolder::Guest(_));
        Self { called: seat.called.to_string(), is_guest, doing: seat.doing }
    }
}

fn left(room: &QuietRoom, snapshot: &RoomSnapshot, now: Timestamp) -> (TimeLeft, i64) {
    if let Some(ends) = snapshot.timer_ends {
        let seconds = ends - now.as_second();
        return if seconds > 0 { (TimeLeft::Minutes, (seconds + 59) / 60) } else { (TimeLeft::Over, 0) };
    }
    let times = room.times.as_ref().filter(|times| times.open_until(now, &room.zone()).is_some());
    let times = times.filter(|times| !times.is_all_day());
    (times.map_or(TimeLeft::Open, |times| TimeLeft::Until(times.ends())), 0)
}

impl QuietRoom {
    /// The zone its hours are in.
    pub fn zone(&self) -> TimeZone {
        zones::of_hours(&self.zone)
    }

    /// Whether one may sit there now.
    pub fn is_open(&self, now: Timestamp) -> bool {
        let meets = |times: &StandingTimes| times.open_until(now, &self.zone()).is_some();
        !self.only_then || self.times.as_ref().is_none_or(meets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::Id;
    use crate::features::quiet_rooms::presence::seats::{SeatHolder, Seats};

    fn room() -> QuietRoom {
        QuietRoom { name: "Tuesdays".into(), times: None, only_then: false, zone: "UTC".into() }
    }

    fn now_of(many: u8, inside: bool) -> RoomNow {
        let mut seats = Seats::default();
        for number in 0..many {
            seats.sit(SeatHolder::Guest(Id::from_bytes([number; 16])), "", None, 0);
        }
        seats.begin_timer(25, 0);
        RoomNow::of(&room(), &seats.snapshot(), inside, Timestamp::from_second(13 * 60).unwrap())
    }

    #[test]
    fn it_is_said_how_many_are_there_and_for_how_long() {
        let now = now_of(3, true);
        assert_eq!((said(&now.here), said(&now.left)), ("Three are here.".into(), "Twelve minutes left.".into()));
        assert_eq!(now.lights, 2, "one's own lamp is inside");
        assert_eq!(said(&now_of(1, true).here), "Just you for now, and that’s fine.");
        assert_eq!(said(&now_of(1, false).here), "One person is here.");
        assert_eq!(said(&now_of(0, false).here), "It is empty for now.");
        assert_eq!(said(&now_of(40, true).here), "40 are here.");
    }

    #[test]
    fn what_is_told_names_nobody_who_did_not_say_how_they_are_called() {
        let mut seats = Seats::default();
        let member = SeatHolder::Member(crate::base::ids::MemberId(Id::from_bytes([1; 16])));
        seats.sit(member, "", Some(QuietDoing::Cup), 0);
        seats.sit(SeatHolder::Guest(Id::from_bytes([2; 16])), "", None, 0);
        seats.leave(member, true, 0);
        seats.sit(member, "Ana", Some(QuietDoing::Reading), 0);
        let told = RoomNow::of(&room(), &seats.snapshot(), true, Timestamp::UNIX_EPOCH).told();
        assert_eq!(
            told,
            r#"{"here":"Two are here.","left":"","lights":1,"timed":false,"people":["A guest","Ana, reading"],"more":false,"nods":["Somebody nodded as they left."]}"#
        );
    }
}

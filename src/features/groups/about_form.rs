//! The form of what a group says of itself, and what can be wrong with it. Pure.

use jiff::civil::Date;
use serde::Deserialize;

use super::NAME_MOST;
use crate::base::ids::Id;
use crate::base::look_alike::{NameLook, without_turns};
use crate::base::words::typed::{fits, one_line, words};
use crate::model::group::{GroupAbout, GroupFacts};
use crate::model::standing_times::{NoSuchHours, StandingTimes};

/// The longest a text of it is, in characters: a page that is read, and no book.
const TEXT_MOST: usize = 3000;

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AboutFields {
    /// The id of the group a new one will be.
    pub id: String,
    /// The state a change is of.
    pub number: i64,
    pub name: String,
    /// What whoever begins it is called there.
    pub called: String,
    pub purpose: String,
    pub customs: String,
    pub whereabouts: String,
    pub days: Vec<String>,
    pub from: String,
    pub to: String,
    pub open_days: Vec<String>,
    pub open_from: String,
    pub open_to: String,
    pub agreements: String,
    /// Whether they looked at that together today.
    pub agreed: String,
    pub slow: String,
    pub rota: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AboutFault {
    Name,
    LongName,
    Called,
    LongCalled,
    /// One of the texts is too long: the field it is in.
    Long(&'static str),
    Hours,
    OpenHours,
    /// Hours without a day.
    Day,
    OpenDay,
    /// Somebody there is called so, or so that it looks the same.
    Taken,
    /// There are as many groups as one can be in.
    Many,
}

impl AboutFault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name | Self::LongName | Self::Many => "name",
            Self::Called | Self::LongCalled | Self::Taken => "called",
            Self::Long(field) => field,
            Self::Hours | Self::Day => "from",
            Self::OpenHours | Self::OpenDay => "open_from",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Name => "Give the group a name. A word or two is enough.",
            Self::Called => "Say what you’re called there. A first name is enough.",
            Self::LongName | Self::LongCalled => "Make the name shorter. 60 letters is the most.",
            Self::Long(_) => "Make it shorter. 3,000 letters is the most.",
            Self::Hours | Self::OpenHours => NoSuchHours.words(),
            Self::Day | Self::OpenDay => "Tick a day, or leave the times empty.",
            Self::Taken => "Somebody in this group is called that, or was. Choose another name.",
            Self::Many => "You are in ten groups already. Leave one first.",
        }
    }
}

/// The hours that were typed, on the days that were ticked: whoever unticks them all does not mean every day.
fn times(
    (days, from, to): (&[String], &str, &str),
    (no_day, no_hours): (AboutFault, AboutFault),
) -> Result<Option<StandingTimes>, AboutFault> {
    if days.is_empty() && !(from.trim().is_empty() && to.trim().is_empty()) {
        return Err(no_day);
    }
    StandingTimes::typed(days, from, to).map_err(|_| no_hours)
}

/// A name somebody is to be called by in a group, which nobody else there has. Whoever was not let in yet only learns who looks
/// after it; two of one name are told apart as they are let in.
pub fn called_in(facts: &GroupFacts, me: Id, typed: &str) -> Result<String, AboutFault> {
    let called = called(typed)?;
    let is_taken = if facts.person(me).is_some() {
        facts.is_taken(&called, me)
    } else {
        let look = NameLook::of(&called);
        facts.facilitators().any(|one| look.is_like(&NameLook::of(&one.called)))
    };
    if is_taken { Err(AboutFault::Taken) } else { Ok(called) }
}

/// A name somebody is to be called by in a group.
pub fn called(typed: &str) -> Result<String, AboutFault> {
    match one_line(&without_turns(typed), NAME_MOST) {
        Ok(name) if name.is_empty() => Err(AboutFault::Called),
        Ok(name) => Ok(name),
        Err(_) => Err(AboutFault::LongCalled),
    }
}

impl AboutFields {
    pub fn saying(about: &GroupAbout, number: i64) -> Self {
        let (days, from, to) = StandingTimes::shown(about.meets.as_ref());
        let (open_days, open_from, open_to) = StandingTimes::shown(about.open.as_ref());
        Self {
            id: String::new(),
            number,
            name: about.name.clone(),
            called: String::new(),
            purpose: about.purpose.clone(),
            customs: about.customs.clone(),
            whereabouts: about.whereabouts.clone(),
            days,
            from,
            to,
            open_days,
            open_from,
            open_to,
            agreements: about.agreements.clone(),
            agreed: String::new(),
            slow: if about.slow { "yes".into() } else { String::new() },
            rota: about.rota.clone(),
        }
    }

    /// What it says, with hours in this zone; `agreed_on` is when they last looked at what they agreed on.
    pub fn understood(
        &self,
        zone: &str,
        (today, agreed_on): (Date, Option<Date>),
    ) -> Result<GroupAbout, Vec<AboutFault>> {
        let mut faults = Vec::new();
        let mut text = |field, typed: &str| match words(typed) {
            Ok(words) if fits(&words, TEXT_MOST) => words,
            _ => {
                faults.push(AboutFault::Long(field));
                String::new()
            }
        };
        let (purpose, customs) = (text("purpose", &self.purpose), text("customs", &self.customs));
        let (whereabouts, agreements) = (text("whereabouts", &self.whereabouts), text("agreements", &self.agreements));
        let rota = text("rota", &self.rota);
        let name = match one_line(&self.name, NAME_MOST) {
            Ok(name) if name.is_empty() => Err(AboutFault::Name),
            Ok(name) => Ok(name),
            Err(_) => Err(AboutFault::LongName),
        };
        let meets = times((&self.days, &self.from, &self.to), (AboutFault::Day, AboutFault::Hours));
        let open =
            times((&self.open_days, &self.open_from, &self.open_to), (AboutFault::OpenDay, AboutFault::OpenHours));
        match (name, meets, open) {
            (Ok(name), Ok(meets), Ok(open)) if faults.is_empty() => Ok(GroupAbout {
                name,
                purpose,
                customs,
                whereabouts,
                meets,
                open,
                zone: zone.to_owned(),
                agreements,
                agreed_on: if self.agreed.is_empty() { agreed_on } else { Some(today) },
                slow: !self.slow.is_empty(),
                rota,
            }),
            (name, meets, open) => {
                let first = [name.err(), meets.err(), open.err()].into_iter().flatten();
                Err(first.chain(faults).collect())
            }
        }
    }
}

//! A planned step for one's own calendar. Nothing of it is kept here.

use data_encoding::HEXLOWER;
use icalendar::{Calendar, Class, Component as _, Event, Property};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::attempt;
use crate::base::ids::Id;
use crate::base::vault::Keyring;
use crate::base::words::typed::{NoSuchTime, one_line, time};
use crate::model::steps::StepView;
use crate::records::form_context::FormContext;
use crate::records::personal_library;
use crate::records::reflections::store;
use crate::web::download::download;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path};

/// The longest title that is no step's, in characters.
const TITLE_MOST: usize = 80;
/// Times in a calendar, in UTC (RFC 5545, 3.3.5).
const UTC: &str = "%Y%m%dT%H%M%SZ";
/// Days in a calendar (RFC 5545, 3.3.4).
const DAY: &str = "%Y%m%d";

/// When, and whether the calendar may say what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The day, as `YYYY-MM-DD`.
    pub day: String,
    /// The time where they live, as `HH:MM`; empty for any time that day.
    pub time: String,
    /// What the calendar says where it is not to name the step.
    pub words: String,
    /// `yes` where it is.
    pub named: String,
}

pub async fn give(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let FormContext { app, member, .. } = &cx;
    let mut read = app.db.read().await?;
    let pair = store::pair(&mut read, member.id(), id).await?.ok_or(PageError::NotFound)?;
    let attempted = pair.attempt.open(member.keyring())?;
    let library = personal_library::with_removed(app, &mut read, member).await?;
    let shown = StepView::tried(&library, member.profile(), &attempted).ok_or(PageError::NotFound)?;
    let when = match fields.when(member.zone()) {
        Ok(when) => when,
        Err(fault) => return attempt::asking_when(&cx, &mut read, id, fields, fault).await,
    };
    let words = one_line(&fields.words, TITLE_MOST).unwrap_or_default();
    let title = if fields.named == "yes" { &shown.size.title } else { &words };
    let event = event(&uid(member.keyring(), id), title, when, shown.size.minutes, app.now());
    Ok(download("text/calendar; charset=utf-8", "planned.ics", event))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannedTime {
    /// Any time that day.
    On(Date),
    /// From this moment on.
    From(Timestamp),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Day,
    Time,
}

impl Fault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Day => "Choose a day. The time can stay open.",
            Self::Time => NoSuchTime.words(),
        }
    }

    /// The field it is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Time => "time",
        }
    }
}

impl Fields {
    fn when(&self, zone: &TimeZone) -> Result<PlannedTime, Fault> {
        let day: Date = self.day.trim().parse().map_err(|_| Fault::Day)?;
        let Some(time) = time(&self.time).map_err(|_| Fault::Time)? else { return Ok(PlannedTime::On(day)) };
        let from = day.to_datetime(time).to_zoned(zone.clone()).map_err(|_| Fault::Day)?;
        Ok(PlannedTime::From(from.timestamp()))
    }
}

/// What names the event in a calendar, which others may read: the same for the same attempt, and nothing that tells of it or
/// of us. Shaped like an id that any program makes (RFC 9562, version 8).
pub fn uid(keyring: &Keyring, id: Id) -> String {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(keyring.lasting_mac("calendar", id.as_bytes())).for_each(|(byte, mac)| *byte = mac);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = HEXLOWER.encode(&bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// One event of this many minutes, a quarter of an hour at the least, so that it can be seen. Making it anew for the same
/// attempt moves it, where a calendar knows it already (RFC 5545, 3.8.4.7).
fn event(uid: &str, title: &str, when: PlannedTime, minutes: u16, now: Timestamp) -> String {
    file([planned(uid, title, when, minutes, now)])
}

/// One event in a calendar.
pub fn planned(uid: &str, title: &str, when: PlannedTime, minutes: u16, now: Timestamp) -> Event {
    let utc = |at: Timestamp| at.strftime(UTC).to_string();
    let mut event = Event::new();
    event.uid(uid).summary(title).class(Class::Private).add_property("DTSTAMP", utc(now));
    match when {
        // A day without a time is that whole day, and leaves others' view of it free (RFC 5545, 3.6.1 and 3.8.2.7).
        PlannedTime::On(day) => {
            let start = Property::new("DTSTART", day.strftime(DAY).to_string()).add_parameter("VALUE", "DATE").done();
            event.append_property(start).add_property("TRANSP", "TRANSPARENT");
        }
        PlannedTime::From(from) => {
            let to = from.saturating_add(SignedDuration::from_mins(i64::from(minutes.max(15)))).unwrap_or(from);
            event.add_property("DTSTART", utc(from)).add_property("DTEND", utc(to));
        }
    }
    event.done()
}

/// The file that a calendar reads.
pub fn file(events: impl IntoIterator<Item = Event>) -> String {
    // A name that says of no program that it made this.
    let head = [("VERSION", "2.0"), ("PRODID", "-//Calendar//EN"), ("CALSCALE", "GREGORIAN")];
    let mut calendar = Calendar::empty();
    for (name, value) in head {
        calendar.append_property(Property::new(name, value));
    }
    calendar.extend(events);
    calendar.done().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_at_the_time_that_was_meant_where_they_live() {
        let fields = Fields { day: "2026-07-01".into(), time: "18:30".into(), ..Fields::default() };
        let from = fields.when(&TimeZone::get("Europe/Warsaw").unwrap()).unwrap();
        let text = event("7", "Tea, and a walk; or not", from, 3, "2026-06-01T10:00:00Z".parse().unwrap());
        for line in [
            "DTSTART:20260701T163000Z",
            "DTEND:20260701T164500Z",
            "DTSTAMP:20260601T100000Z",
            "SUMMARY:Tea\\, and a walk\\; or not",
            "CLASS:PRIVATE",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        assert!(text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn the_same_attempt_has_the_same_name_in_a_calendar_and_it_is_nobody_elses() {
        use crate::base::vault::{InstanceId, MemberKey, OwnerId, system_rng};
        let member = || MemberKey::generate(&mut system_rng()).keyring(InstanceId::new([1; 16]), OwnerId::new([2; 16]));
        let (one, other, id) = (member(), member(), Id::from_bytes([7; 16]));
        assert_eq!(uid(&one, id), uid(&one, id));
        assert_ne!(uid(&one, id), uid(&other, id));
        assert_ne!(uid(&one, id), uid(&one, Id::from_bytes([8; 16])));
        let parts: Vec<_> = uid(&one, id).split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        let text = event(&uid(&one, id), "Tea", PlannedTime::On(Date::constant(2026, 7, 1)), 3, Timestamp::UNIX_EPOCH);
        let said = text.to_lowercase();
        assert!(!said.contains("handrail") && !said.contains(&id.to_string()) && !said.contains("-rs"), "{text}");
    }

    #[test]
    fn a_time_is_taken_as_people_type_it_too() {
        let when = |time: &str| {
            Fields { day: "2026-07-01".into(), time: time.into(), ..Fields::default() }.when(&TimeZone::UTC)
        };
        for time in ["6:30 PM", "06:30 pm", " 6:30 pm ", "18.30", "1830", "18h30"] {
            assert!(when(time).is_ok() && when(time) == when("18:30"), "{time}");
        }
    }

    #[test]
    fn no_day_or_time_is_no_moment() {
        let when = |day: &str, time: &str| {
            Fields { day: day.into(), time: time.into(), ..Fields::default() }.when(&TimeZone::UTC)
        };
        assert_eq!((when("2026-02-30", "18:30"), when("", "")), (Err(Fault::Day), Err(Fault::Day)));
        assert_eq!(when("2026-02-03", "25:00"), Err(Fault::Time));
        assert!(matches!(when("2026-02-03", "08:05"), Ok(PlannedTime::From(_))));
        assert_eq!(when("2026-02-03", ""), Ok(PlannedTime::On(Date::constant(2026, 2, 3))));
    }

    #[test]
    fn any_time_that_day_is_the_whole_day() {
        let day = PlannedTime::On(Date::constant(2026, 7, 1));
        let text = event("7", "Tea", day, 3, "2026-06-01T10:00:00Z".parse().unwrap());
        assert!(text.contains("DTSTART;VALUE=DATE:20260701\r\n") && text.contains("TRANSP:TRANSPARENT\r\n"), "{text}");
        assert!(!text.contains("DTEND"));
    }
}

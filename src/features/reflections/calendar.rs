//! A planned step for one's own calendar. Nothing of it is kept here.

use icalendar::{Calendar, Class, Component as _, Event, Property};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::attempt;
use crate::base::ids::Id;
use crate::base::words::typed::one_line;
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
    let Some(when) = fields.when(member.zone()) else {
        return attempt::asking_when(&cx, &mut read, id, fields).await;
    };
    let words = one_line(&fields.words, TITLE_MOST).unwrap_or_default();
    let title = if fields.named == "yes" { &shown.step.title } else { &words };
    Ok(download("text/calendar; charset=utf-8", "planned.ics", event(id, title, when, shown.size.minutes, app.now())))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlannedTime {
    /// Any time that day.
    On(Date),
    /// From this moment on.
    From(Timestamp),
}

impl Fields {
    fn when(&self, zone: &TimeZone) -> Option<PlannedTime> {
        let day: Date = self.day.parse().ok()?;
        if self.time.is_empty() {
            return Some(PlannedTime::On(day));
        }
        let time: Time = self.time.parse().or_else(|_| Time::strptime("%I:%M %p", self.time.trim())).ok()?;
        Some(PlannedTime::From(day.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp()))
    }
}

/// One event of this many minutes, a quarter of an hour at the least, so that it can be seen. Making it anew for the same
/// attempt moves it, where a calendar knows it already (RFC 5545, 3.8.4.7).
fn event(id: Id, title: &str, when: PlannedTime, minutes: u16, now: Timestamp) -> String {
    let utc = |at: Timestamp| at.strftime(UTC).to_string();
    let mut event = Event::new();
    event.uid(&format!("{id}@handrail")).summary(title).class(Class::Private).add_property("DTSTAMP", utc(now));
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
    Calendar::new().push(event.done()).done().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_at_the_time_that_was_meant_where_they_live() {
        let fields = Fields { day: "2026-07-01".into(), time: "18:30".into(), ..Fields::default() };
        let from = fields.when(&TimeZone::get("Europe/Warsaw").unwrap()).unwrap();
        let text =
            event(Id::from_bytes([7; 16]), "Tea, and a walk; or not", from, 3, "2026-06-01T10:00:00Z".parse().unwrap());
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
    fn a_time_is_taken_as_people_type_it_too() {
        let when = |time: &str| {
            Fields { day: "2026-07-01".into(), time: time.into(), ..Fields::default() }.when(&TimeZone::UTC)
        };
        for time in ["6:30 PM", "06:30 pm", " 6:30 pm "] {
            assert!(when(time).is_some() && when(time) == when("18:30"), "{time}");
        }
    }

    #[test]
    fn no_day_or_time_is_no_moment() {
        let when = |day: &str, time: &str| {
            Fields { day: day.into(), time: time.into(), ..Fields::default() }.when(&TimeZone::UTC)
        };
        assert!(
            when("2026-02-30", "18:30").is_none() && when("", "").is_none() && when("2026-02-03", "25:00").is_none()
        );
        assert!(matches!(when("2026-02-03", "08:05"), Some(PlannedTime::From(_))));
        assert_eq!(when("2026-02-03", ""), Some(PlannedTime::On(Date::constant(2026, 2, 3))));
    }

    #[test]
    fn any_time_that_day_is_the_whole_day() {
        let day = PlannedTime::On(Date::constant(2026, 7, 1));
        let text = event(Id::from_bytes([7; 16]), "Tea", day, 3, "2026-06-01T10:00:00Z".parse().unwrap());
        assert!(text.contains("DTSTART;VALUE=DATE:20260701\r\n") && text.contains("TRANSP:TRANSPARENT\r\n"), "{text}");
        assert!(!text.contains("DTEND"));
    }
}

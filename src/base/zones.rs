//! Time zones by the names people and browsers give them (<https://www.iana.org/time-zones>). Pure.

use jiff::tz::TimeZone;

/// Names that only stand for others (file `backward`), and fixed offsets.
const OLD_NAMES: [&str; 9] = ["Brazil/", "Canada/", "Chile/", "Etc/", "Mexico/", "SystemV/", "US/", "posix/", "right/"];

/// The places to choose from, in order, and what is chosen already even where it has an older name.
pub fn names(chosen: &str) -> Vec<String> {
    let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    names.retain(|name| name.contains('/') && !OLD_NAMES.iter().any(|old| name.starts_with(old)));
    names.push("UTC".into());
    if !names.iter().any(|name| name == chosen) && named(chosen).is_some() {
        names.push(chosen.to_owned());
    }
    names.sort();
    names
}

/// The zone of this name, older names included.
pub fn named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

/// The zone that hours are kept in; one that is not known any more counts as the world's.
pub fn of_hours(name: &str) -> TimeZone {
    named(name).unwrap_or(TimeZone::UTC)
}

/// Its name as it is kept.
pub fn name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// The place it is named after, as it is said: `New York` of `America/New_York`.
pub fn place(zone: &TimeZone) -> String {
    let name = name(zone);
    name.rsplit_once('/').map_or(name, |(_, place)| place).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_every_name_a_browser_may_give() {
        for name in ["Pacific/Auckland", "Asia/Calcutta", "Europe/Kiev", "America/Buenos_Aires", "Etc/UTC", "UTC"] {
            assert!(named(name).is_some() && names(name).iter().any(|one| one == name), "{name}");
        }
        for not in ["", "Mars/Olympus", "../etc/passwd", "+01:00"] {
            assert!(named(not).is_none(), "{not}");
        }
        assert_eq!(place(&TimeZone::get("America/New_York").unwrap()), "New York");
        assert_eq!(place(&TimeZone::UTC), "UTC");
    }
}

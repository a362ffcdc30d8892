//! What somebody asks to be shown, and what can be wrong with it. Pure.

use jiff::civil::Date;
use secrecy::SecretString;
use serde::Deserialize;

use crate::base::ids::Id;
use crate::records::grants::lasting;

/// What was sent, as it was sent, so that it can be shown again.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// Whom to.
    pub connection: String,
    /// One, kind, ladder, measure, bring; summary, whose other fields are its own.
    pub what: String,
    /// The one thing, or the measure’s number.
    pub about: String,
    pub kind: String,
    /// The last day of it.
    pub ends: String,
    /// Whether people’s names go along.
    pub names: String,
    /// Whether what was written on a look back stays behind.
    pub without_note: String,
    pub password: SecretString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody, or nothing that can be shown.
    Subject,
    /// Nobody, for a summary.
    Reader,
    Ends,
    Password,
}

impl Fault {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Subject => "main",
            Self::Reader => "connection",
            Self::Ends => "ends",
            Self::Password => "password",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Subject => "Choose what to show, and to whom.",
            Self::Reader => "Choose who can see it.",
            Self::Ends => "Choose a day from today on, within a year.",
            Self::Password => crate::members::PasswordFault::Wrong.words(),
        }
    }
}

/// What is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareSubject {
    One(Id),
    /// What is written of a kind from now on.
    Kind(String),
    Ladder,
    Measure(u8),
    Bring,
}

/// What is to be shown, to whom and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareRequest {
    pub connection: Id,
    pub subject: ShareSubject,
    /// The last day of it.
    pub until: Date,
    pub names: bool,
    pub without_note: bool,
}

impl Fields {
    pub fn understood(&self, today: Date) -> Result<ShareRequest, Fault> {
        Ok(ShareRequest {
            connection: self.connection.parse().map_err(|_| Fault::Subject)?,
            subject: self.subject().ok_or(Fault::Subject)?,
            until: lasting::until(&self.ends, today).ok_or(Fault::Ends)?,
            names: !self.names.is_empty(),
            without_note: !self.without_note.is_empty(),
        })
    }

    fn subject(&self) -> Option<ShareSubject> {
        let number = || self.about.parse().or_else(|_| self.kind.parse()).ok();
        match self.what.as_str() {
            "one" => self.about.parse().ok().map(ShareSubject::One),
            "kind" => Some(self.kind.clone()).filter(|kind| !kind.is_empty()).map(ShareSubject::Kind),
            "ladder" => Some(ShareSubject::Ladder),
            "measure" => number().map(ShareSubject::Measure),
            "bring" => Some(ShareSubject::Bring),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn fields(what: &str, about: &str, kind: &str, ends: &str) -> Fields {
        let [what, about, kind, ends] = [what, about, kind, ends].map(ToOwned::to_owned);
        Fields { connection: "0".repeat(32), what, about, kind, ends, ..Fields::default() }
    }

    #[test]
    fn it_lasts_four_weeks_unless_somebody_says_otherwise_and_a_year_at_the_most() {
        let until = |ends| fields("ladder", "", "", ends).understood(TODAY).map(|asked| asked.until);
        assert_eq!(until(""), Ok(Date::constant(2026, 12, 20)));
        assert_eq!(until("2026-11-22"), Ok(TODAY));
        assert_eq!(until("2027-11-22"), Ok(Date::constant(2027, 11, 22)));
        for not in ["2026-11-21", "2027-11-23", "tomorrow", "24.12.2026"] {
            assert_eq!(until(not), Err(Fault::Ends), "{not}");
        }
    }

    #[test]
    fn what_is_shown_is_named_by_what_it_is_about() {
        let subject = |what, about, kind| fields(what, about, kind, "").understood(TODAY).map(|asked| asked.subject);
        let id = "1".repeat(32);
        assert_eq!(subject("one", &id, ""), Ok(ShareSubject::One(id.parse().unwrap())));
        assert_eq!(subject("kind", "", "moments"), Ok(ShareSubject::Kind("moments".into())));
        assert_eq!(subject("measure", "3", ""), subject("measure", "", "3"));
        assert_eq!(
            (subject("ladder", "", ""), subject("bring", "", "")),
            (Ok(ShareSubject::Ladder), Ok(ShareSubject::Bring))
        );
        for (what, about, kind) in
            [("", "", ""), ("one", "x", ""), ("kind", "", ""), ("measure", "", ""), ("plan", "", "")]
        {
            assert_eq!(subject(what, about, kind), Err(Fault::Subject), "{what}");
        }
    }
}

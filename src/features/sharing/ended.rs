//! A consent that was just ended, as it can be given anew: to the same person, for the same thing, until the same day.

use serde::{Deserialize, Serialize};

use super::paths;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks;
use crate::records::grants::{ConsentKind, Grant};

/// In the words of the page before a consent.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EndedConsent {
    connection: String,
    what: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    about: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    ends: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    names: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    without_note: String,
}

impl EndedConsent {
    /// None for a summary, which is gone with its consent, and for what cannot be read.
    pub fn of(member: &Member, grant: &Grant) -> Option<Self> {
        let terms = grant.terms(member).filter(|_| grant.what != ConsentKind::Summary)?;
        let said = |yes: bool| if yes { "yes".to_owned() } else { String::new() };
        let one = terms.about.map(|id| id.to_string());
        Some(Self {
            connection: grant.connection.to_string(),
            what: grant.what.word().to_owned(),
            about: one.or(terms.measure.map(|number| number.to_string())).unwrap_or_default(),
            kind: grant.kind.clone().filter(|_| grant.what == ConsentKind::Kind).unwrap_or_default(),
            ends: marks::last_day(member, grant).to_string(),
            names: said(terms.names),
            without_note: said(terms.without_note),
        })
    }

    /// Behind the address of a page.
    pub fn query(&self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
    }

    /// The page before it, if this names one.
    pub fn page_before(&self) -> Option<String> {
        (!self.connection.is_empty()).then(|| paths::preview_again(self.query()))
    }
}

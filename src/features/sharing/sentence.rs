//! A consent as one sentence to its owner.

use crate::base::ids::Id;
use crate::base::sealed::Private as _;
use crate::base::words::DateText;
use crate::features::measures::Measures;
use crate::features::reflections::paths as reflections_paths;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::records::copies::marks;
use crate::records::grants::{ConsentKind, Grant, GrantTerms};
use crate::records::registry::Registry;
use crate::web::app::App;
use crate::web::error::PageResult;

/// What a consent says.
pub struct ConsentSentence {
    /// Who sees it.
    pub name: String,
    pub what: ConsentKind,
    /// The kind’s name, where it is for one.
    pub kind: String,
    /// The measure’s name, where it is for one.
    pub measure: String,
    pub until: DateText,
    /// Since when, where it began before today.
    pub since: Option<DateText>,
    /// The first and the last day of a summary that is shown.
    pub days: Option<(DateText, DateText)>,
    pub names: bool,
    /// Whether what was written on a look back stays behind.
    pub without_note: bool,
}

/// A consent in a list.
pub struct ConsentItem {
    pub id: Id,
    pub sentence: ConsentSentence,
    /// Where the one thing is that it is for.
    pub address: Option<String>,
    pub ends_soon: bool,
    pub asleep: bool,
    /// Whether it does not open, or is not as it was given: nothing more goes along by it.
    pub broken: bool,
}

impl ConsentSentence {
    pub fn of(
        app: &App,
        name: &str,
        (what, kind): (ConsentKind, Option<&str>),
        terms: &GrantTerms,
        until: DateText,
    ) -> PageResult<Self> {
        let measures = app.content::<Measures>()?;
        let measure = terms.measure.and_then(|number| measures.of(number));
        Ok(Self {
            name: name.to_owned(),
            what,
            kind: kind.unwrap_or_default().to_owned(),
            measure: measure.map(|measure| measure.name.clone()).unwrap_or_default(),
            until,
            since: None,
            days: None,
            names: terms.names,
            without_note: terms.without_note,
        })
    }

    /// Whether something in it could name people.
    pub const fn can_name(&self) -> bool {
        !matches!(self.what, ConsentKind::Measure)
    }

    /// Whether it is of look backs.
    pub fn is_of_reflections(&self) -> bool {
        self.kind == Reflection::NAME
    }
}

impl ConsentItem {
    pub fn of(app: &App, member: &Member, name: &str, grant: &Grant) -> PageResult<Self> {
        let kept = grant.terms(member);
        let broken = kept.is_none();
        let terms = kept.unwrap_or_default();
        let until = member.calendar().date(marks::last_day(member, grant));
        let kind = grant.kind.as_deref();
        let date = |day| member.calendar().date(day);
        let days = terms.summary.as_ref().map(|summary| (date(summary.from), date(summary.to)));
        let since = Some(member.day_of(grant.began_at)).filter(|day| *day < member.today()).map(date);
        Ok(Self {
            id: grant.id,
            sentence: ConsentSentence {
                since,
                days,
                ..ConsentSentence::of(app, name, (grant.what, kind), &terms, until)?
            },
            address: terms.about.map(|about| address(app, kind, about)).transpose()?.flatten(),
            ends_soon: grant.ends_soon(member.asked_at()),
            asleep: grant.asleep,
            broken,
        })
    }
}

/// Where something of this kind is.
pub fn address(app: &App, kind: Option<&str>, id: Id) -> PageResult<Option<String>> {
    if kind == Some(Reflection::NAME) {
        return Ok(Some(reflections_paths::reflection(id)));
    }
    let registry = app.content::<Registry>()?;
    Ok(kind.and_then(|kind| registry.kind(kind)).map(|kind| (kind.address)(id)))
}

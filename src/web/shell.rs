//! The frame around every page.

use std::fmt;

use crate::accounts::appearance::Appearance;
use crate::sessions::guard::{Member, Visitor};
use crate::words::Said;

/// Which entry of the navigation a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// None of them.
    Elsewhere,
    /// Today.
    Today,
    /// The library of steps, and their own order of them.
    Steps,
    /// Those who matter.
    People,
    /// What they keep, and looking back.
    Notebook,
    /// Practice, reading and settings.
    More,
}

/// What the layout needs to know.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Where in the navigation we are.
    pub section: Section,
    /// The sign-in name, where someone is signed in.
    pub name: Option<String>,
    /// How they want it to look.
    pub looks: Appearance,
    /// Whether today is to have fewer things and bigger words.
    pub low: bool,
    /// The day it is for them, to print beside what is theirs.
    pub today: Option<Said>,
    /// What it says of the session it was made for. What is written on a page of theirs is kept for them, whoever is
    /// signed in by then.
    pub page: Option<String>,
}

impl Shell {
    /// The frame of a page that does not know who is looking.
    #[must_use]
    pub fn plain() -> Self {
        Self {
            section: Section::Elsewhere,
            name: None,
            looks: Appearance::default(),
            low: false,
            today: None,
            page: None,
        }
    }

    /// The frame around a member's page.
    #[must_use]
    pub fn of(member: &Member, section: Section) -> Self {
        Self {
            section,
            name: Some(member.name().to_owned()),
            looks: member.profile().appearance.clone(),
            low: member.is_low(),
            today: Some(member.calendar().date(member.today())),
            page: Some(member.page().to_owned()),
        }
    }

    /// The frame around a page that anyone may see.
    #[must_use]
    pub fn for_visitor(visitor: &Visitor) -> Self {
        visitor.member().map_or_else(Self::plain, |member| Self::of(member, Section::Elsewhere))
    }

    /// A path of ours to which a form of this page is sent, with what it says of its session.
    #[must_use]
    pub fn marked(&self, path: impl fmt::Display) -> String {
        let Some(page) = &self.page else { return path.to_string() };
        let path = path.to_string();
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}page={page}")
    }

    /// Whether `section` is where we are, for `aria-current`.
    #[must_use]
    pub fn at(&self, section: Section) -> bool {
        self.section == section
    }
}

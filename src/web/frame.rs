//! The frame around every page.

use std::fmt;

use crate::base::words::DateText;
use crate::model::appearance::Appearance;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavSection {
    Elsewhere,
    /// The one thing, and beside it all steps, their own order of them, and practice.
    Today,
    People,
    /// What they keep, looking back, and reading.
    Notebook,
    /// Who sees what, their answers, how it looks, safety, and leaving.
    You,
    /// For whoever runs the place, apart from what is theirs as a member.
    Hosting,
    Everybody,
    Invitations,
    Emergency,
}

/// A place with its address and word.
pub type NavPlace = (NavSection, &'static str, &'static str);

/// The places with their addresses and words, in the order they stand in.
const PLACES: [NavPlace; 4] = [
    (NavSection::Today, "/today", "Today"),
    (NavSection::People, "/people", "People"),
    (NavSection::Notebook, "/notebook", "Notebook"),
    (NavSection::You, "/settings", "You"),
];

/// The same for whoever runs the place, while they do, so that nobody at work lands in their own diary.
const HOST_PLACES: [NavPlace; 4] = [
    (NavSection::Hosting, "/host", "Hosting"),
    (NavSection::Everybody, "/host/people", "People"),
    (NavSection::Invitations, "/host/invitations", "Invite"),
    (NavSection::Emergency, "/host/risk", "Emergency"),
];

#[derive(Clone, Debug)]
pub struct PageFrame {
    pub section: NavSection,
    /// The sign-in name, where someone is signed in.
    pub name: Option<String>,
    pub looks: Appearance,
    /// Whether today is to have fewer things and bigger words.
    pub low: bool,
    /// The day it is for them, to print beside what is theirs.
    pub today: Option<DateText>,
    /// What it says of the session it was made for. What is written on a page of theirs is kept for them, whoever is
    /// signed in by then.
    pub page: Option<String>,
    /// Whether a password keeps others at this computer out.
    pub by_password: bool,
    /// What closes words that could not be sent, while they stay on the device they were typed on.
    pub copy_key: Option<String>,
}

impl PageFrame {
    /// The frame of a page that does not know who is looking.
    pub fn plain() -> Self {
        Self {
            section: NavSection::Elsewhere,
            name: None,
            looks: Appearance::default(),
            low: false,
            today: None,
            page: None,
            by_password: true,
            copy_key: None,
        }
    }

    /// A path of ours to which a form of this page is sent, with what it says of its session.
    pub fn with_page_token(&self, path: impl fmt::Display) -> String {
        let Some(page) = &self.page else { return path.to_string() };
        let path = path.to_string();
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}page={page}")
    }

    /// The places to go to from here.
    pub const fn places(&self) -> [NavPlace; 4] {
        match self.section {
            NavSection::Hosting | NavSection::Everybody | NavSection::Invitations | NavSection::Emergency => {
                HOST_PLACES
            }
            _ => PLACES,
        }
    }

    /// Whether `section` is where we are, for `aria-current`.
    pub fn at(&self, section: NavSection) -> bool {
        self.section == section
    }
}

//! Everything a request may need, cheap to clone.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::accounts::barriers::Barriers;
use crate::clock::Clock;
use crate::config::{PublicUrl, Registration};
use crate::db::Db;
use crate::journal::prompts::Prompts;
use crate::measures::Measures;
use crate::plan::sections::Sections;
use crate::reading::Shelf;
use crate::steps::Library;
use crate::suggestions::Feeling;
use crate::suggestions::sentence::Reasons;
use crate::support::Help;
use crate::support::spotting::words::Words;
use crate::vault::{Cost, Instance};
use crate::web::gate::PasswordGate;
use crate::web::limits::Limits;
use crate::welcome::cards::Cards;
use crate::words::Calendars;

/// The running program.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// This installation's id and pepper.
    pub instance: Instance,
    /// How costly a password is to try.
    pub cost: Cost,
    /// The address people type.
    pub url: PublicUrl,
    /// Proxies whose word about the client's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// Who may sign up, where the command line says so.
    pub registration: Option<Registration>,
    /// The steps that can be suggested.
    pub library: Library,
    /// The sentences that say why one is.
    pub reasons: Reasons,
    /// The feeling words of the check-in.
    pub feelings: Vec<Feeling>,
    /// Who helps, by country.
    pub help: Help,
    /// What gentle spotting says.
    pub spotting: Words,
    /// Something to begin a page of a journal with.
    pub prompts: Prompts,
    /// The sections of a steadying plan.
    pub plan: Sections,
    /// How dates are said, by language.
    pub calendars: Calendars,
    /// What gets in the way, in words.
    pub barriers: Barriers,
    /// The ten cards of the welcome.
    pub cards: Cards,
    /// Short pages to read.
    pub shelf: Shelf,
    /// Published questions one may choose.
    pub measures: Measures,
    /// The time zone new members start in.
    pub home_zone: TimeZone,
    /// The short queue in front of password work.
    pub gate: PasswordGate,
    /// How often a door may be tried.
    pub limits: Limits,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

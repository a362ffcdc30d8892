//! Everything a request may need, cheap to clone.

use std::any::Any;
use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::at_once::AtOnce;
use super::contents::Contents;
use super::error::{PageError, PageResult};
use super::heavy::HeavyGate;
use super::limits::Limits;
use super::notices::{Notice, Notices};
use super::password_queue::PasswordQueue;
use super::saves::SavesUnderWay;
use super::trusted_proxies::TrustedProxies;
use crate::base::clock::Clock;
use crate::base::config::{PublicUrl, Registration};
use crate::base::db::Db;
use crate::base::disk::Disk;
use crate::base::vault::{Cost, Instance};
use crate::base::words::DateFormats;
use crate::model::barriers::Barriers;
use crate::model::help::Help;
use crate::model::spotting::words::SpottingWords;
use crate::model::steps::Library;

#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub db: Db,
    /// What is free for it.
    pub disk: Disk,
    pub clock: Clock,
    /// This installation's id and pepper.
    pub instance: Instance,
    /// How costly a password is to try.
    pub cost: Cost,
    /// The address people type.
    pub url: PublicUrl,
    /// Proxies whose word about the client's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// Others may reach where it listens, though people reach it on this computer.
    pub is_published: bool,
    /// What is said to the host.
    pub notices: Notices,
    /// Who may sign up, where the command line says so.
    pub registration: Option<Registration>,
    pub library: Library,
    pub help: Help,
    pub spotting: SpottingWords,
    pub calendars: DateFormats,
    pub barriers: Barriers,
    /// What features read at the start.
    pub contents: Contents,
    /// The time zone new members start in.
    pub home_zone: TimeZone,
    /// The short queue in front of password work.
    pub gate: PasswordQueue,
    /// In front of work that takes long or much room.
    pub heavy: HeavyGate,
    /// How many requests of each member are worked on.
    pub at_once: AtOnce,
    pub limits: Limits,
    /// Words on their way.
    pub saves: SavesUnderWay,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether whoever gets here is at this computer, so that no password is needed.
    pub fn is_only_here(&self) -> bool {
        self.url.is_this_computer() && !self.is_published
    }

    /// Counts something that the host has to mend, and logs it where that is due.
    pub fn tell_host(&self, notice: Notice) {
        self.notices.tell(notice, &self.url, self.now());
    }

    /// Before somebody new, or a file, takes room.
    ///
    /// # Errors
    /// [`PageError::NearlyFull`] where what is free is kept for those who are here, and for their words.
    pub fn has_room_for_more(&self) -> PageResult<()> {
        if self.disk.has_room() { Ok(()) } else { Err(PageError::NearlyFull) }
    }

    /// What a feature read at the start, by its type.
    pub fn content<T: Any + Send + Sync>(&self) -> PageResult<&T> {
        self.contents.get()
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

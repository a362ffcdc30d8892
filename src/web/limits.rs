//! How often a door may be tried. Per address and overall a request past the limit is asked to wait; per account it is
//! only slowed down, so that nobody can lock somebody else out.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};

use super::address::Network;
use super::error::PageError;
use crate::base::ids::MemberId;

/// The longest an account's door is held before it opens all the same.
const LONGEST_DELAY: Duration = Duration::from_secs(4);

const fn per_minute(times: u32) -> Quota {
    match NonZeroU32::new(times) {
        Some(times) => Quota::per_minute(times),
        None => Quota::per_minute(NonZeroU32::MIN),
    }
}

/// The limits of this process. They start afresh with it.
pub struct Limits {
    clock: DefaultClock,
    by_network: DefaultKeyedRateLimiter<Network>,
    by_account: DefaultKeyedRateLimiter<String>,
    overall: DefaultDirectRateLimiter,
    drafts: DefaultKeyedRateLimiter<MemberId>,
    left_open: DefaultKeyedRateLimiter<MemberId>,
}

/// How many tries at a door a minute has room for.
#[derive(Clone, Copy, Debug)]
pub struct TriesPerMinute {
    /// From one network.
    pub network: u32,
    /// On one account, before it slows.
    pub account: u32,
    /// In all.
    pub overall: u32,
}

impl Default for Limits {
    /// Far above what a person does, far below what guessing needs.
    fn default() -> Self {
        Self::new(TriesPerMinute { network: 30, account: 10, overall: 600 })
    }
}

impl Limits {
    /// Of so many tries.
    pub fn new(TriesPerMinute { network, account, overall }: TriesPerMinute) -> Self {
        Self {
            clock: DefaultClock::default(),
            by_network: RateLimiter::keyed(per_minute(network)),
            by_account: RateLimiter::keyed(per_minute(account)),
            overall: RateLimiter::direct(per_minute(overall)),
            drafts: RateLimiter::keyed(per_minute(network.saturating_mul(4))),
            left_open: RateLimiter::keyed(per_minute(network)),
        }
    }

    /// Counts one try at a door from `address`.
    pub fn attempt_from(&self, address: IpAddr) -> Result<(), PageError> {
        self.by_network.check_key(&Network::of(address)).map_err(self.late())?;
        self.overall.check().map_err(self.late())
    }

    /// Counts one try on an account and says how long to hold it.
    pub fn delay(&self, account: &str) -> Duration {
        self.by_account
            .check_key(&account.to_owned())
            .map_or_else(|until| until.wait_time_from(self.clock.now()).min(LONGEST_DELAY), |()| Duration::ZERO)
    }

    /// Counts one form kept for later, or because its session had ended: steady typing keeps one every three seconds, so
    /// four times as many as tries at a door.
    pub fn draft(&self, owner: MemberId) -> Result<(), PageError> {
        self.drafts.check_key(&owner).map_err(self.late())
    }

    /// Counts one form from a page somebody had left open: apart from their own, which it must not hold up.
    pub fn foreign_page(&self, owner: MemberId) -> Result<(), PageError> {
        self.left_open.check_key(&owner).map_err(self.late())
    }

    fn late(&self) -> impl Fn(NotUntil<<DefaultClock as Clock>::Instant>) -> PageError {
        let now = self.clock.now();
        move |until| PageError::TooMany { wait: until.wait_time_from(now).as_secs() + 1 }
    }

    /// Forgets networks and accounts that have not been seen lately.
    pub fn tidy(&self) {
        self.by_network.retain_recent();
        self.by_account.retain_recent();
        self.drafts.retain_recent();
        self.left_open.retain_recent();
    }
}

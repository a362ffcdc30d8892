//! How often a door may be tried, and how much one network may ask for. Past the limit a request is asked to wait. Each site
//! has a few tries of its own on each account, which nobody elsewhere can use up, so that nobody is locked out from afar;
//! past those all of them share a few a minute, so that many together guess no faster.
//!
//! What one network can make the program spend in any minute is kept below 3 s of processor. A limit lets as many through
//! at once as it lets through over a minute, so that in its worst minute there are twice as many: 16 tries at a door, each
//! with one password to work on for 0.115 s, and 2,400 units of other requests, of 0.1 to 0.4 ms. `benches/flood` measures it.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};

use super::address::{Network, SITE_SHARE};
use super::error::PageError;
use super::requests_at_once::{CountedRequest, RequestsAtOnce};
use super::tries::Tries;
use crate::base::ids::MemberId;
use crate::base::vault::SessionId;

/// What other requests one network may make a minute; the simplest page is one unit.
const UNITS_PER_MINUTE: u32 = 1_200;
/// How long a request past that is held.
const HELD_FOR: Duration = Duration::from_secs(4);

/// How many tries on an account a site has an hour that are nobody else's.
const OWN_TRIES: u32 = 3;
/// How many of these one member has an hour who is asked for their password once more, in one session.
const TRIES_IN_SESSION: u32 = 20;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

const fn per_minute(times: u32) -> Quota {
    match NonZeroU32::new(times) {
        Some(times) => Quota::per_minute(times),
        None => Quota::per_minute(NonZeroU32::MIN),
    }
}

/// A network asks for more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverBudget {
    /// This request was held, and there is still no room for it.
    Held,
    /// So many are held that this one is not.
    AtOnce,
}

/// The limits of this process. They start afresh with it.
pub struct Limits {
    clock: DefaultClock,
    by_network: Tries<Network>,
    by_site: Tries<Network>,
    of_their_own: Tries<(String, Network)>,
    in_session: Tries<SessionId>,
    second_steps: Tries<MemberId>,
    new_keys: Tries<MemberId>,
    requests: DefaultKeyedRateLimiter<Network>,
    requests_of_sites: DefaultKeyedRateLimiter<Network>,
    held: ByUrgency<RequestsAtOnce>,
    held_for: Duration,
    under_way: ByUrgency<RequestsAtOnce>,
    by_account: DefaultKeyedRateLimiter<String>,
    overall: DefaultDirectRateLimiter,
    drafts: DefaultKeyedRateLimiter<MemberId>,
    late_forms: DefaultKeyedRateLimiter<([u8; 32], bool)>,
}

/// Whether a request is for help, which has room of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    Help,
    Other,
}

#[derive(Default)]
struct ByUrgency<T> {
    help: T,
    other: T,
}

impl<T> ByUrgency<T> {
    const fn of(&self, urgency: Urgency) -> &T {
        match urgency {
            Urgency::Help => &self.help,
            Urgency::Other => &self.other,
        }
    }
}

/// How many tries at a door a minute has room for.
#[derive(Clone, Copy, Debug)]
pub struct TriesPerMinute {
    /// From one network.
    pub network: u32,
    /// On one account, from all who have used up those of their own; its new passwords and codes, in a day; and half of those
    /// for a second step, in an hour.
    pub account: u32,
    /// In all, of those that come to a password to be worked on.
    pub overall: u32,
}

impl Default for TriesPerMinute {
    /// Above what a handful of people do who sign in at one place at once, far below what guessing needs.
    fn default() -> Self {
        Self { network: 8, account: 10, overall: 600 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(TriesPerMinute::default())
    }
}

impl Limits {
    /// Of so many tries.
    pub fn new(TriesPerMinute { network, account, overall }: TriesPerMinute) -> Self {
        Self {
            clock: DefaultClock::default(),
            by_network: Tries::new(network, MINUTE),
            by_site: Tries::new(network.saturating_mul(SITE_SHARE), MINUTE),
            of_their_own: Tries::new(OWN_TRIES, HOUR),
            in_session: Tries::new(TRIES_IN_SESSION, HOUR),
            second_steps: Tries::new(account.saturating_mul(2), HOUR),
            new_keys: Tries::new(account, DAY),
            requests: RateLimiter::keyed(per_minute(UNITS_PER_MINUTE)),
            requests_of_sites: RateLimiter::keyed(per_minute(UNITS_PER_MINUTE * SITE_SHARE)),
            held: ByUrgency::default(),
            held_for: HELD_FOR,
            under_way: ByUrgency::default(),
            by_account: RateLimiter::keyed(per_minute(account)),
            overall: RateLimiter::direct(per_minute(overall)),
            drafts: RateLimiter::keyed(per_minute(network.saturating_mul(15))),
            late_forms: RateLimiter::keyed(per_minute(network.saturating_mul(4))),
        }
    }

    /// With so many units of requests a minute for each network, and so much patience past them.
    pub fn with_requests(self, units: u32, held_for: Duration) -> Self {
        let [requests, requests_of_sites] =
            [units, units.saturating_mul(SITE_SHARE)].map(|units| RateLimiter::keyed(per_minute(units)));
        Self { requests, requests_of_sites, held_for, ..self }
    }

    /// Counts a request of so many units. Past the limit it is held for a while, which slows whoever asks too much and
    /// keeps the processor free, and then tried once more.
    ///
    /// # Errors
    /// [`OverBudget`], after that or at once where many of this network are held already.
    pub async fn request_from(&self, address: IpAddr, units: NonZeroU32, urgency: Urgency) -> Result<(), OverBudget> {
        let (network, site) = (Network::of(address), Network::site(address));
        let is_within = || {
            matches!(self.requests.check_key_n(&network, units), Ok(Ok(())))
                && matches!(self.requests_of_sites.check_key_n(&site, units), Ok(Ok(())))
        };
        if is_within() {
            return Ok(());
        }
        let _held = self.held.of(urgency).begin(address).ok_or(OverBudget::AtOnce)?;
        tokio::time::sleep(self.held_for).await;
        if is_within() { Ok(()) } else { Err(OverBudget::Held) }
    }

    /// Counts a request as under way until what comes back is dropped. None where so many of one network are already: behind a
    /// proxy, all of them could be held by whoever sends them slowly.
    pub fn under_way(&self, address: IpAddr, urgency: Urgency) -> Option<CountedRequest<'_>> {
        self.under_way.of(urgency).begin(address)
    }

    /// Counts one try at a door from `address`.
    pub fn attempt_from(&self, address: IpAddr) -> Result<(), PageError> {
        self.by_network.take(Network::of(address)).map_err(after)?;
        self.by_site.take(Network::site(address)).map_err(after)
    }

    /// Counts one try on an account: one of the site's own, or else of those that all share.
    pub fn attempt_on(&self, account: &str, address: IpAddr) -> Result<(), PageError> {
        if self.of_their_own.take((account.to_owned(), Network::site(address))).is_ok() {
            return Ok(());
        }
        self.by_account.check_key(&account.to_owned()).map_err(self.late())
    }

    /// A try on an account from `address` got in.
    pub fn got_in(&self, account: &str, address: IpAddr) {
        self.by_network.give_back(&Network::of(address));
        self.by_site.give_back(&Network::site(address));
        self.of_their_own.give_back(&(account.to_owned(), Network::site(address)));
    }

    /// Counts one try of somebody who is signed in and asked for their password once more: apart from what others try, so
    /// that nobody keeps them from changing it.
    pub fn attempt_in(&self, session: SessionId) -> Result<(), PageError> {
        self.in_session.take(session).map_err(after)
    }

    /// Counts one code tried by somebody whose password was right. All sites share them: with three codes of a million good at
    /// any time, many together must guess no faster, and whoever knows the password is nobody to keep a share for.
    pub fn second_step(&self, owner: MemberId) -> Result<(), PageError> {
        self.second_steps.take(owner).map_err(after)
    }

    /// A code from `address` was right.
    pub fn got_in_second(&self, owner: MemberId, address: IpAddr) {
        self.second_steps.give_back(&owner);
        self.by_network.give_back(&Network::of(address));
        self.by_site.give_back(&Network::site(address));
    }

    /// Counts one change of somebody's password or code, each of which leaves a key to be carried along for ever.
    pub fn new_key(&self, owner: MemberId) -> Result<(), PageError> {
        self.new_keys.take(owner).map_err(after)
    }

    /// Counts one password that is about to be worked on.
    pub fn password(&self) -> Result<(), PageError> {
        self.overall.check().map_err(self.late())
    }

    /// Counts one form kept for later: steady typing keeps one every three seconds, so fifteen times as many as tries at a
    /// door.
    pub fn draft(&self, owner: MemberId) -> Result<(), PageError> {
        self.drafts.check_key(&owner).map_err(self.late())
    }

    /// Counts one form that came for somebody without their session: apart from their own, and each session and each way
    /// of coming (with its cookie or not) apart from the others, so that nobody holds up somebody else.
    pub fn late_form(&self, session: SessionId, by_cookie: bool) -> Result<(), PageError> {
        self.late_forms.check_key(&(*session.as_bytes(), by_cookie)).map_err(self.late())
    }

    fn late(&self) -> impl Fn(NotUntil<<DefaultClock as Clock>::Instant>) -> PageError {
        let now = self.clock.now();
        move |until| PageError::TooMany { wait: until.wait_time_from(now).as_secs() + 1 }
    }

    /// Forgets networks and accounts that have not been seen lately.
    pub fn tidy(&self) {
        self.by_network.tidy();
        self.by_site.tidy();
        self.of_their_own.tidy();
        self.in_session.tidy();
        self.second_steps.tidy();
        self.new_keys.tidy();
        self.requests.retain_recent();
        self.requests_of_sites.retain_recent();
        self.by_account.retain_recent();
        self.drafts.retain_recent();
        self.late_forms.retain_recent();
    }
}

fn after(wait: Duration) -> PageError {
    PageError::TooMany { wait: wait.as_secs() + 1 }
}

#[cfg(test)]
mod tests;

//! How often a door may be tried, and how much one network may ask for. Past the limit a request is asked to wait; per
//! account it is only slowed down, so that nobody can lock somebody else out.
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

/// The longest an account's door is held before it opens all the same.
const LONGEST_DELAY: Duration = Duration::from_secs(4);

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
    by_network: Tries,
    requests: DefaultKeyedRateLimiter<Network>,
    requests_of_sites: DefaultKeyedRateLimiter<Network>,
    held: RequestsAtOnce,
    held_for: Duration,
    under_way: RequestsAtOnce,
    by_account: DefaultKeyedRateLimiter<String>,
    overall: DefaultDirectRateLimiter,
    drafts: DefaultKeyedRateLimiter<MemberId>,
    late_forms: DefaultKeyedRateLimiter<([u8; 32], bool)>,
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
            by_network: Tries::new(network),
            requests: RateLimiter::keyed(per_minute(UNITS_PER_MINUTE)),
            requests_of_sites: RateLimiter::keyed(per_minute(UNITS_PER_MINUTE * SITE_SHARE)),
            held: RequestsAtOnce::default(),
            held_for: HELD_FOR,
            under_way: RequestsAtOnce::default(),
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
    pub async fn request_from(&self, address: IpAddr, units: NonZeroU32) -> Result<(), OverBudget> {
        let (network, site) = (Network::of(address), Network::site(address));
        let is_within = || {
            matches!(self.requests.check_key_n(&network, units), Ok(Ok(())))
                && matches!(self.requests_of_sites.check_key_n(&site, units), Ok(Ok(())))
        };
        if is_within() {
            return Ok(());
        }
        let _held = self.held.begin(address).ok_or(OverBudget::AtOnce)?;
        tokio::time::sleep(self.held_for).await;
        if is_within() { Ok(()) } else { Err(OverBudget::Held) }
    }

    /// Counts a request as under way until what comes back is dropped. None where so many of one network are already: behind a
    /// proxy, all of them could be held by whoever sends them slowly.
    pub fn under_way(&self, address: IpAddr) -> Option<CountedRequest<'_>> {
        self.under_way.begin(address)
    }

    /// Counts one try at a door from `address`.
    pub fn attempt_from(&self, address: IpAddr) -> Result<(), PageError> {
        let late = |wait: Duration| PageError::TooMany { wait: wait.as_secs() + 1 };
        self.by_network.take(Network::of(address)).map_err(late)?;
        self.overall.check().map_err(self.late())
    }

    /// A try from `address` got in.
    pub fn got_in_from(&self, address: IpAddr) {
        self.by_network.give_back(Network::of(address));
    }

    /// Counts one try on an account and says how long to hold it.
    pub fn delay(&self, account: &str) -> Duration {
        self.by_account
            .check_key(&account.to_owned())
            .map_or_else(|until| until.wait_time_from(self.clock.now()).min(LONGEST_DELAY), |()| Duration::ZERO)
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
        self.requests.retain_recent();
        self.requests_of_sites.retain_recent();
        self.by_account.retain_recent();
        self.drafts.retain_recent();
        self.late_forms.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_few_requests_of_each_network_are_held_and_no_more() {
        let limits = Limits::default().with_requests(1, Duration::from_secs(2));
        let [one, other]: [IpAddr; 2] = ["192.0.2.1", "192.0.2.2"].map(|at| at.parse().unwrap());
        assert_eq!(limits.request_from(one, NonZeroU32::MIN).await, Ok(()));
        let places: Vec<_> = std::iter::from_fn(|| limits.held.begin(one)).collect();
        assert_eq!(limits.request_from(one, NonZeroU32::MIN).await, Err(OverBudget::AtOnce));
        assert_eq!(limits.request_from(other, NonZeroU32::MIN).await, Ok(()), "another network has room of its own");
        drop(places);
        assert_eq!(limits.request_from(one, NonZeroU32::MIN).await, Err(OverBudget::Held));
    }

    #[test]
    fn in_its_worst_minute_a_network_gets_twice_what_a_minute_has_room_for() {
        let clock = FakeRelativeClock::default();
        let limit = RateLimiter::direct_with_clock(per_minute(10), clock.clone());
        let let_through: Vec<_> = (0..1_800)
            .filter(|_| {
                clock.advance(Duration::from_millis(100));
                limit.check().is_ok()
            })
            .collect();
        let within_a_minute = |from: &u32| let_through.iter().filter(|at| (*from..from + 600).contains(at)).count();
        assert!(let_through.iter().map(within_a_minute).max().is_some_and(|most| (19..=20).contains(&most)));
    }
}

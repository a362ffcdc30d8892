//! Requests of each network at a time: held back, or under way.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::address::Network;

/// As many as one network may have connections, where no proxy stands in front: then all it does is wait.
const AT_ONCE_MOST: u32 = 64;

#[derive(Default)]
pub struct RequestsAtOnce(Mutex<HashMap<Network, u32>>);

/// Counts until it is dropped, also where whoever asked gave up.
pub struct CountedRequest<'a>(&'a RequestsAtOnce, IpAddr);

impl RequestsAtOnce {
    /// One more, unless there are as many around this address as there may be.
    pub fn begin(&self, from: IpAddr) -> Option<CountedRequest<'_>> {
        let mut counts = self.counts();
        let is_full = |(network, share): (_, u32)| counts.get(&network).is_some_and(|all| *all >= share * AT_ONCE_MOST);
        if Network::around(from).any(is_full) {
            return None;
        }
        for (network, _) in Network::around(from) {
            *counts.entry(network).or_default() += 1;
        }
        Some(CountedRequest(self, from))
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Network, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for CountedRequest<'_> {
    fn drop(&mut self) {
        let mut counts = self.0.counts();
        for (network, _) in Network::around(self.1) {
            if let Some(count) = counts.get_mut(&network) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(&network);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    #[test]
    fn a_few_of_each_network_are_counted_and_no_more() {
        let all = RequestsAtOnce::default();
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(ip);
        let places: Vec<_> = (0..AT_ONCE_MOST).map(|_| all.begin(one).unwrap()).collect();
        assert!(all.begin(one).is_none());
        assert!(all.begin(other).is_some(), "another network has room of its own");
        drop(places);
        assert!(all.begin(one).is_some());
        assert!(all.counts().is_empty());
    }

    #[test]
    fn who_holds_many_networks_has_not_room_in_each() {
        let all = RequestsAtOnce::default();
        let from = |link: u32| all.begin(ip(&format!("2001:db8:7:{link:x}::1")));
        let places: Vec<_> = (0..1_000).filter_map(from).collect();
        assert_eq!(places.len(), 256);
        assert!(all.begin(ip("2001:db8:8::1")).is_some(), "another site has room of its own");
        drop(places);
        assert!(all.counts().is_empty());
    }
}

//! Requests of each network at a time: held back, or under way.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::address::Network;

/// As many as one network may have connections, where no proxy stands in front: then all it does is wait.
const AT_ONCE_MOST: usize = 64;

#[derive(Default)]
pub struct RequestsAtOnce(Mutex<HashMap<Network, usize>>);

/// Counts until it is dropped, also where whoever asked gave up.
pub struct CountedRequest<'a>(&'a RequestsAtOnce, Network);

impl RequestsAtOnce {
    /// One more, unless there are as many of this network as there may be.
    pub fn begin(&self, network: Network) -> Option<CountedRequest<'_>> {
        let mut counts = self.counts();
        let count = counts.entry(network).or_default();
        if *count >= AT_ONCE_MOST {
            return None;
        }
        *count += 1;
        Some(CountedRequest(self, network))
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Network, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for CountedRequest<'_> {
    fn drop(&mut self) {
        let mut counts = self.0.counts();
        if let Some(count) = counts.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_of_each_network_are_counted_and_no_more() {
        let all = RequestsAtOnce::default();
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|at| Network::of(at.parse().unwrap()));
        let places: Vec<_> = (0..AT_ONCE_MOST).map(|_| all.begin(one).unwrap()).collect();
        assert!(all.begin(one).is_none());
        assert!(all.begin(other).is_some(), "another network has room of its own");
        drop(places);
        assert!(all.begin(one).is_some());
        assert!(all.counts().is_empty());
    }
}

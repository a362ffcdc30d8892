//! How many windows look on, so that nobody holds all the connections there are.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::seats::SeatHolder;
use crate::web::address::Network;

/// Of one person, who may have it open in some tabs, and of all at one network, who may be a house full of people.
const OF_HOLDER: u32 = 4;
const OF_NETWORK: u32 = 48;

#[derive(Default)]
pub struct StreamCounts(Mutex<WindowCounts>);

#[derive(Default)]
struct WindowCounts {
    holders: HashMap<SeatHolder, u32>,
    networks: HashMap<Network, u32>,
}

/// One window that looks on, until it is dropped.
pub struct StreamPlace {
    counts: Arc<StreamCounts>,
    holder: SeatHolder,
    network: Option<Network>,
}

impl StreamCounts {
    /// One more, unless there are as many as there may be. What comes from this computer itself is not counted by network: a
    /// proxy that its host forgot to name speaks for everybody.
    pub fn begin(counts: &Arc<Self>, holder: SeatHolder, from: Option<IpAddr>) -> Option<StreamPlace> {
        let network = from.filter(|address| !address.to_canonical().is_loopback()).map(Network::of);
        let mut all = counts.counts();
        let has_room = |count: Option<&u32>, most| count.is_none_or(|count| *count < most);
        if !has_room(all.holders.get(&holder), OF_HOLDER)
            || !network.is_none_or(|network| has_room(all.networks.get(&network), OF_NETWORK))
        {
            return None;
        }
        *all.holders.entry(holder).or_default() += 1;
        if let Some(network) = network {
            *all.networks.entry(network).or_default() += 1;
        }
        Some(StreamPlace { counts: Arc::clone(counts), holder, network })
    }

    fn counts(&self) -> MutexGuard<'_, WindowCounts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut all = self.counts.counts();
        one_less(&mut all.holders, &self.holder);
        if let Some(network) = self.network {
            one_less(&mut all.networks, &network);
        }
    }
}

fn one_less<K: Eq + Hash>(counts: &mut HashMap<K, u32>, whose: &K) {
    if let Some(count) = counts.get_mut(whose) {
        *count -= 1;
        if *count == 0 {
            counts.remove(whose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::Id;

    fn guest(number: u8) -> SeatHolder {
        SeatHolder::Guest(Id::from_bytes([number; 16]))
    }

    #[test]
    fn nobody_looks_on_in_more_windows_than_a_few() {
        let (all, home) = (Arc::default(), "192.0.2.1".parse().ok());
        let begin = |number| StreamCounts::begin(&all, guest(number), home);
        let windows: Vec<_> = (0..OF_HOLDER).map(|_| begin(1).unwrap()).collect();
        assert!(begin(1).is_none());
        let others: Vec<_> = (0..60).filter_map(|number| begin(number + 2)).collect();
        assert_eq!(others.len(), 44, "and a house has so many in all");
        assert!(StreamCounts::begin(&all, guest(99), "192.0.2.2".parse().ok()).is_some());
        drop((windows, others));
        assert!(all.counts().holders.is_empty() && all.counts().networks.is_empty());
    }
}

//! Requests that are held back for a while, a few of each network at a time.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::address::Network;

/// As many as one network may have connections, where no proxy stands in front: then all it does is wait.
const HELD_MOST: usize = 64;

/// A network asks for more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverBudget {
    /// This one was held, and there is still no room for it.
    Held,
    /// So many are held that this one is not.
    AtOnce,
}

pub struct HeldRequests {
    lasting: Duration,
    by_network: Mutex<HashMap<Network, usize>>,
}

/// Counts until it is dropped, also where whoever asked gave up.
pub struct HeldRequest<'a>(&'a HeldRequests, Network);

impl HeldRequests {
    pub fn new(lasting: Duration) -> Self {
        Self { lasting, by_network: Mutex::default() }
    }

    pub async fn hold(&self, network: Network) -> Result<(), OverBudget> {
        let held = self.begin(network).ok_or(OverBudget::AtOnce)?;
        tokio::time::sleep(self.lasting).await;
        drop(held);
        Ok(())
    }

    /// One more, unless there are as many of this network as there may be.
    pub fn begin(&self, network: Network) -> Option<HeldRequest<'_>> {
        let mut counts = self.counts();
        let count = counts.entry(network).or_default();
        if *count >= HELD_MOST {
            return None;
        }
        *count += 1;
        Some(HeldRequest(self, network))
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Network, usize>> {
        self.by_network.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for HeldRequest<'_> {
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

    #[tokio::test(start_paused = true)]
    async fn a_few_of_each_network_are_held_and_no_more() {
        let held = HeldRequests::new(Duration::from_secs(2));
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|at| Network::of(at.parse().unwrap()));
        let places: Vec<_> = (0..HELD_MOST).map(|_| held.begin(one).unwrap()).collect();
        assert_eq!(held.hold(one).await, Err(OverBudget::AtOnce));
        assert_eq!(held.hold(other).await, Ok(()), "another network has room of its own");
        drop(places);
        assert_eq!(held.hold(one).await, Ok(()));
        assert!(held.counts().is_empty());
    }
}

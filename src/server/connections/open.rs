//! Which connections are open, and which one has to go where there is no room for another.
//!
//! It is the one that has kept quiet for longest: that is waiting for a request, its head or the rest of its body.
//! Whoever holds connections open without asking anything, or asks and does not go on sending, so loses them to those who
//! ask. Only where all of them are being answered is the newcomer turned away.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::web::address::Network;

pub struct OpenConnections {
    in_all: usize,
    from_network: usize,
    held: Mutex<HeldConnections>,
}

#[derive(Default)]
struct HeldConnections {
    /// What happened so far, counted: the order in which they came and fell quiet.
    turn: u64,
    by_id: BTreeMap<u64, HeldConnection>,
}

struct HeldConnection {
    /// Where it counts, besides in all.
    from: Option<IpAddr>,
    /// Since when it is quiet; none while a request is being answered, all of which is here as far as anybody asked.
    quiet_since: Option<u64>,
    go: CancellationToken,
}

/// A place among the open connections, which is free again when this is dropped.
pub struct NetworkConnection {
    open: Arc<OpenConnections>,
    id: u64,
    go: CancellationToken,
}

/// While it lives, its connection is being answered and does not have to go.
pub struct Answering<'a>(&'a NetworkConnection);

impl OpenConnections {
    pub fn new(in_all: usize, from_network: usize) -> Self {
        Self { in_all, from_network, held: Mutex::default() }
    }

    /// Takes in a connection from `address`, in place of a quiet one where there is no room. `None` if all are busy.
    pub fn admit(self: &Arc<Self>, address: IpAddr, is_one_person: bool) -> Option<NetworkConnection> {
        let from = is_one_person.then_some(address);
        let mut held = self.held();
        let full = from.into_iter().flat_map(Network::around).find(|(network, share)| {
            held.by_id.values().filter(|one| one.counts_for(*network)).count() >= self.from_network * *share as usize
        });
        if let Some((network, _)) = full {
            held.end_quietest(|one| one.counts_for(network))?;
        } else if held.by_id.len() >= self.in_all {
            held.end_quietest(|_| true)?;
        }
        let (id, go) = (held.next_turn(), CancellationToken::new());
        held.by_id.insert(id, HeldConnection { from, quiet_since: Some(id), go: go.clone() });
        Some(NetworkConnection { open: Arc::clone(self), id, go })
    }

    fn held(&self) -> MutexGuard<'_, HeldConnections> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HeldConnection {
    fn counts_for(&self, network: Network) -> bool {
        self.from.is_some_and(|from| Network::around(from).any(|(one, _)| one == network))
    }
}

impl HeldConnections {
    fn next_turn(&mut self) -> u64 {
        self.turn += 1;
        self.turn
    }

    fn end_quietest(&mut self, may_go: impl Fn(&HeldConnection) -> bool) -> Option<()> {
        let quiet = self.by_id.iter().filter(|(_, one)| may_go(one));
        let (_, id) = quiet.filter_map(|(id, one)| Some((one.quiet_since?, *id))).min()?;
        self.by_id.remove(&id)?.go.cancel();
        Some(())
    }
}

impl NetworkConnection {
    /// Ends when another one needs the room more.
    pub async fn has_to_go(&self) {
        self.go.cancelled().await;
    }

    pub fn answering(&self) -> Answering<'_> {
        self.mark(|_| None);
        Answering(self)
    }

    /// Nothing more of what is asked is here so far, or some of it is again.
    pub fn waits_for_more(&self, waits: bool) {
        self.mark(|turn| waits.then_some(turn));
    }

    fn mark(&self, quiet_since: impl FnOnce(u64) -> Option<u64>) {
        let mut held = self.open.held();
        let turn = held.next_turn();
        if let Some(one) = held.by_id.get_mut(&self.id) {
            one.quiet_since = quiet_since(turn);
        }
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        self.0.mark(Some);
    }
}

impl Drop for NetworkConnection {
    fn drop(&mut self) {
        self.open.held().by_id.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(open: &Arc<OpenConnections>, address: &str) -> Option<NetworkConnection> {
        open.admit(address.parse().unwrap(), true)
    }

    #[test]
    fn the_one_that_kept_quiet_for_longest_makes_room() {
        let open = Arc::new(OpenConnections::new(3, 3));
        let [first, second, third] = [1, 2, 3].map(|at| from(&open, &format!("192.0.2.{at}")).unwrap());
        drop(first.answering());
        let fourth = from(&open, "192.0.2.4").unwrap();
        let gone = [&first, &second, &third, &fourth].map(|one| one.go.is_cancelled());
        assert_eq!(gone, [false, true, false, false], "the first has asked since the second came");
    }

    #[test]
    fn what_is_being_answered_is_let_finish() {
        let open = Arc::new(OpenConnections::new(1, 1));
        let busy = from(&open, "192.0.2.1").unwrap();
        let answering = busy.answering();
        assert!(from(&open, "192.0.2.2").is_none());
        drop(answering);
        assert!(from(&open, "192.0.2.2").is_some() && busy.go.is_cancelled());
    }

    #[test]
    fn what_is_asked_and_does_not_arrive_is_quiet_until_it_goes_on() {
        let open = Arc::new(OpenConnections::new(2, 2));
        let [goes_on, stops] = [1, 2].map(|at| from(&open, &format!("192.0.2.{at}")).unwrap());
        let _answering = [&goes_on, &stops].map(NetworkConnection::answering);
        for one in [&goes_on, &stops] {
            one.waits_for_more(true);
        }
        goes_on.waits_for_more(false);
        assert!(from(&open, "192.0.2.3").is_some());
        assert!(!goes_on.go.is_cancelled() && stops.go.is_cancelled());
    }

    #[test]
    fn one_network_takes_room_from_itself_only() {
        let open = Arc::new(OpenConnections::new(30, 2));
        let other = from(&open, "192.0.2.1").unwrap();
        let held: Vec<_> = (0..5).map(|at| from(&open, &format!("2001:db8::{at}")).unwrap()).collect();
        assert!(!other.go.is_cancelled());
        assert_eq!(held.iter().filter(|one| !one.go.is_cancelled()).count(), 2);
        let site: Vec<_> = (0..20).map(|link| from(&open, &format!("2001:db8:1:{link}::1")).unwrap()).collect();
        assert!(!other.go.is_cancelled());
        assert_eq!(site.iter().filter(|one| !one.go.is_cancelled()).count(), 8, "a few times as many");
        let proxied: Vec<_> = (0..6).map(|_| open.admit("10.0.0.1".parse().unwrap(), false).unwrap()).collect();
        assert!(proxied.iter().all(|one| !one.go.is_cancelled()), "a proxy stands for many");
    }
}

//! Tries at a door, so many a minute for each network. Most of those that succeed are given back: a household or a group that
//! signs in at one place does not use them up, and whoever does not get in does.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::address::Network;

pub struct Tries {
    a_minute: f64,
    by_network: Mutex<HashMap<Network, TriesLeft>>,
}

/// How many are given back in a minute, so that whoever has one account cannot go on without end either.
const GIVEN_BACK: f64 = 20.0;

/// What is left, and since when.
struct TriesLeft {
    left: f64,
    /// How many more may be given back.
    to_give: f64,
    since: Instant,
}

impl Tries {
    /// As many at once as in a minute.
    pub fn new(a_minute: u32) -> Self {
        Self { a_minute: f64::from(a_minute), by_network: Mutex::default() }
    }

    /// One try.
    ///
    /// # Errors
    /// How long it is to the next one.
    pub fn take(&self, network: Network) -> Result<(), Duration> {
        let mut all = self.counts();
        let tries = all.entry(network).or_insert_with(|| TriesLeft {
            left: self.a_minute,
            to_give: GIVEN_BACK,
            since: Instant::now(),
        });
        self.refill(tries);
        if tries.left < 1.0 {
            return Err(Duration::from_mins(1).mul_f64((1.0 - tries.left) / self.a_minute));
        }
        tries.left -= 1.0;
        Ok(())
    }

    /// It got in.
    pub fn give_back(&self, network: Network) {
        if let Some(tries) = self.counts().get_mut(&network).filter(|tries| tries.to_give >= 1.0) {
            tries.left += 1.0;
            tries.to_give -= 1.0;
        }
    }

    /// Forgets networks that have all of theirs again.
    pub fn tidy(&self) {
        self.counts().retain(|_, tries| {
            self.refill(tries);
            tries.left < self.a_minute || tries.to_give < GIVEN_BACK
        });
    }

    fn refill(&self, tries: &mut TriesLeft) {
        let now = Instant::now();
        let minutes = now.duration_since(tries.since).as_secs_f64() / 60.0;
        let more = |left: f64, a_minute: f64| a_minute.mul_add(minutes, left).min(a_minute);
        *tries =
            TriesLeft { left: more(tries.left, self.a_minute), to_give: more(tries.to_give, GIVEN_BACK), since: now };
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Network, TriesLeft>> {
        self.by_network.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_gets_in_does_not_use_them_up() {
        let (tries, home) = (Tries::new(6), Network::of(Ipv4Addr::LOCALHOST.into()));
        for _ in 0..20 {
            tries.take(home).unwrap();
            tries.give_back(home);
        }
        for _ in 0..6 {
            tries.take(home).unwrap();
        }
        assert_eq!(tries.take(home), Err(Duration::from_secs(10)));
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(tries.take(home), Ok(()));
        assert!(tries.take(home).is_err(), "one more in ten seconds");
        tokio::time::advance(Duration::from_mins(2)).await;
        tries.tidy();
        assert!(tries.counts().is_empty());
    }
}

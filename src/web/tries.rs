//! Tries at something, so many in a while for each who tries. Most of those that succeed are given back: a household or a group
//! that signs in at one place does not use them up, and whoever does not get in does.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

pub struct Tries<K> {
    /// At once, and again in `per`.
    most: f64,
    per: Duration,
    by_who: Mutex<HashMap<K, TriesLeft>>,
}

/// How many are given back in that time, so that whoever has one account cannot go on without end either.
const GIVEN_BACK: f64 = 20.0;

/// What is left, and since when.
#[derive(Clone, Copy)]
struct TriesLeft {
    left: f64,
    /// How many more may be given back.
    to_give: f64,
    since: Instant,
}

impl<K: Eq + Hash> Tries<K> {
    /// As many at once as in `per`.
    pub fn new(most: u32, per: Duration) -> Self {
        Self { most: f64::from(most), per, by_who: Mutex::default() }
    }

    /// One try.
    ///
    /// # Errors
    /// How long it is to the next one.
    pub fn take(&self, who: K) -> Result<(), Duration> {
        let mut all = self.counts();
        let tries =
            all.entry(who).or_insert_with(|| TriesLeft { left: self.most, to_give: GIVEN_BACK, since: Instant::now() });
        self.refill(tries);
        if tries.left < 1.0 {
            return Err(self.per.mul_f64((1.0 - tries.left) / self.most));
        }
        tries.left -= 1.0;
        Ok(())
    }

    /// It got in.
    pub fn give_back(&self, who: &K) {
        if let Some(tries) = self.counts().get_mut(who).filter(|tries| tries.to_give >= 1.0) {
            tries.left += 1.0;
            tries.to_give -= 1.0;
        }
    }

    /// Forgets who has all of theirs again.
    pub fn tidy(&self) {
        self.counts().retain(|_, tries| {
            self.refill(tries);
            tries.left < self.most || tries.to_give < GIVEN_BACK
        });
    }

    fn refill(&self, tries: &mut TriesLeft) {
        let now = Instant::now();
        let part = now.duration_since(tries.since).as_secs_f64() / self.per.as_secs_f64();
        let more = |left: f64, most: f64| most.mul_add(part, left).min(most);
        *tries = TriesLeft { left: more(tries.left, self.most), to_give: more(tries.to_give, GIVEN_BACK), since: now };
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<K, TriesLeft>> {
        self.by_who.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_gets_in_does_not_use_them_up() {
        let tries = Tries::new(6, Duration::from_mins(1));
        for _ in 0..20 {
            tries.take("home").unwrap();
            tries.give_back(&"home");
        }
        for _ in 0..6 {
            tries.take("home").unwrap();
        }
        assert_eq!(tries.take("home"), Err(Duration::from_secs(10)));
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(tries.take("home"), Ok(()));
        assert!(tries.take("home").is_err(), "one more in ten seconds");
        tokio::time::advance(Duration::from_mins(2)).await;
        tries.tidy();
        assert!(tries.counts().is_empty());
    }
}

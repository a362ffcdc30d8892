//! Words on their way. A page that is left sends what was just written and asks for the next page in the same breath; that
//! page waits a moment, so that it shows the words at once.

use std::time::Duration;

use tokio::sync::watch;

use crate::base::vault::SessionId;

/// The longest a page waits.
const PATIENCE: Duration = Duration::from_secs(1);

/// The sessions from which a form is just being kept, each as often as there are such forms.
#[derive(Default)]
pub struct SavesUnderWay(watch::Sender<Vec<SessionId>>);

/// Ends with the save.
pub struct SaveUnderWay<'a> {
    all: &'a SavesUnderWay,
    session: SessionId,
}

impl SavesUnderWay {
    /// A form is being kept from now on until what comes back is dropped.
    pub fn begin(&self, session: SessionId) -> SaveUnderWay<'_> {
        self.0.send_modify(|under_way| under_way.push(session));
        SaveUnderWay { all: self, session }
    }

    /// Waits until what is being kept from this session is kept, but not for long.
    pub async fn settled(&self, session: SessionId) {
        let mut under_way = self.0.subscribe();
        // Whether or not it came to an end: the page is shown.
        let _ = tokio::time::timeout(PATIENCE, under_way.wait_for(|all| !all.contains(&session))).await;
    }
}

impl Drop for SaveUnderWay<'_> {
    fn drop(&mut self) {
        self.all.0.send_modify(|under_way| {
            if let Some(at) = under_way.iter().position(|one| *one == self.session) {
                under_way.swap_remove(at);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::vault::{SessionToken, system_rng};

    #[tokio::test(start_paused = true)]
    async fn a_page_waits_for_words_of_its_own_session_and_not_for_ever() {
        let [one, other] = [(); 2].map(|()| SessionToken::generate(&mut system_rng()).id());
        let saves = SavesUnderWay::default();
        let (first, second) = (saves.begin(one), saves.begin(one));
        let start = tokio::time::Instant::now();
        saves.settled(other).await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        drop(first);
        saves.settled(one).await;
        assert_eq!(start.elapsed(), PATIENCE);
        drop(second);
        saves.settled(one).await;
        assert_eq!(start.elapsed(), PATIENCE);
    }
}

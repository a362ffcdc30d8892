//! Pure: whether there is room for one more form that came without its owner's session. Nothing ever gives way to it, so
//! what there is no room for is turned away. Each session has its own room, and so has each way of coming, so that nobody
//! uses up the room of somebody else.

/// How many may wait that came one way for one session, and how many for all sessions.
const MOST: i64 = 20;
const MOST_IN_ALL: i64 = 100;
/// How many bytes they may have.
const MOST_BYTES: i64 = 2 << 20;
const MOST_BYTES_IN_ALL: i64 = 4 << 20;
/// By how many seconds the script's saves of one page move apart, each time.
const APART: i64 = 20;

/// What waits for an owner, of all that came the same way.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waiting {
    pub in_all: i64,
    pub bytes_in_all: i64,
    /// For the same session.
    pub forms: i64,
    pub bytes: i64,
    /// From the very same page.
    pub of_page: i64,
    /// When the last of these came, in seconds since 1970.
    pub last_of_page: Option<i64>,
}

impl Waiting {
    /// Whether one of `size` bytes may come at `now`; else in how many seconds to try again. The script saves a page over and
    /// over: it leaves a quarter of the room to the button, and its saves lie further and further apart.
    pub fn admits(&self, size: i64, by_script: bool, now: i64) -> Result<(), u64> {
        let share = |most: i64| if by_script { most - most / 4 } else { most };
        let fits = self.forms < share(MOST)
            && self.in_all < share(MOST_IN_ALL)
            && self.bytes + size <= share(MOST_BYTES)
            && self.bytes_in_all + size <= share(MOST_BYTES_IN_ALL);
        let apart = self.of_page * APART;
        let since = self.last_of_page.map(|last| now - last).filter(|since| by_script && (0..apart).contains(since));
        match since {
            _ if !fits => Err(60),
            Some(since) => Err((apart - since).unsigned_abs()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of the script's saves find room, one every five seconds.
    fn kept_in(seconds: i64) -> i64 {
        let mut waiting = Waiting::default();
        for now in (0..seconds).step_by(5) {
            if waiting.admits(2_048, true, now).is_ok() {
                waiting.forms += 1;
                waiting.in_all += 1;
                waiting.of_page += 1;
                waiting.last_of_page = Some(now);
            }
        }
        waiting.forms
    }

    #[test]
    fn half_an_hour_of_typing_fits_and_the_button_has_room_after_a_day() {
        assert_eq!(kept_in(1), 1);
        assert!((8..15).contains(&kept_in(30 * 60)), "{}", kept_in(30 * 60));
        assert_eq!(kept_in(24 * 3_600), 15);
        let after_a_day = Waiting { forms: 15, in_all: 15, of_page: 15, last_of_page: Some(0), ..Waiting::default() };
        assert_eq!(after_a_day.admits(2_048, false, 0), Ok(()));
    }

    #[test]
    fn what_has_no_room_is_turned_away() {
        for full in [
            Waiting { forms: MOST, ..Waiting::default() },
            Waiting { in_all: MOST_IN_ALL, ..Waiting::default() },
            Waiting { bytes: MOST_BYTES - 1, ..Waiting::default() },
            Waiting { bytes_in_all: MOST_BYTES_IN_ALL - 1, ..Waiting::default() },
        ] {
            assert_eq!(full.admits(2, false, 0), Err(60));
        }
        let just_now = Waiting { of_page: 2, last_of_page: Some(100), ..Waiting::default() };
        assert_eq!(just_now.admits(2, true, 110), Err(30));
        assert_eq!(just_now.admits(2, true, 90), Ok(()), "a clock that was put back holds nothing up");
    }
}

//! What is known of the time where the clock may be wrong: at a start it often is. *Pure.*

/// How far the clock may go on, in seconds, before it is doubted: a day and a half, so that an hour a day is often enough.
pub const LEAP: i64 = 36 * 60 * 60;
/// How long it has to go on from a time that is doubted, in seconds, over however many starts, until that is believed.
const A_DAY: i64 = 24 * 60 * 60;

/// Seconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenTime {
    /// The latest time it has been for certain. It is later by now, never earlier.
    pub latest: Option<i64>,
    /// What the clock said when it went on too far, or back.
    pub doubted: Option<i64>,
}

impl SeenTime {
    /// Once the clock says `now`. A time that is doubted is forgotten where the clock goes back behind it, and else believed
    /// when a day has gone by on it. Then that time has been, whatever time it is by now.
    #[must_use]
    pub fn told(self, now: i64) -> Self {
        let goes_on = |from: i64| (0..=LEAP).contains(&now.saturating_sub(from));
        let sure = Self { latest: Some(now), doubted: None };
        match self {
            Self { latest: Some(latest), .. } if goes_on(latest) => sure,
            Self { doubted: Some(doubted), .. } if now < doubted => Self { doubted: Some(now), ..self },
            Self { doubted: Some(doubted), .. } if now - doubted < A_DAY => self,
            Self { latest, doubted: Some(doubted) } if latest.is_none_or(|latest| latest <= doubted) => {
                if goes_on(doubted) { sure } else { Self { latest: Some(doubted), doubted: Some(now) } }
            }
            _ => Self { doubted: Some(now), ..self },
        }
    }

    /// Whether the clock, which says `now`, is behind what is known.
    pub fn has_gone_back(self, now: i64) -> bool {
        self.latest.is_some_and(|latest| now < latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60;
    const START: i64 = 1_795_348_800;

    fn known() -> SeenTime {
        SeenTime { latest: Some(START), doubted: None }
    }

    fn told(seen: SeenTime, hours: &[i64]) -> Option<i64> {
        let latest = hours.iter().fold(seen, |seen, hour| seen.told(START + hour * HOUR)).latest;
        latest.map(|latest| (latest - START) / HOUR)
    }

    #[test]
    fn a_clock_that_goes_on_is_believed_however_seldom_one_looks() {
        assert_eq!(told(SeenTime::default(), &[0, 1, 23]), None, "the first day");
        assert_eq!(told(SeenTime::default(), &[0, 1, 23, 24, 25]), Some(25));
        assert_eq!(told(known(), &[1, 25, 60, 90]), Some(90), "each day for a little");
        assert_eq!(told(known(), &[7 * 24, 14 * 24, 21 * 24]), Some(14 * 24), "each week, a week behind");
        assert_eq!(told(known(), &[1000, 1001, 1024, 1025]), Some(1025), "after a long time, from the second day on");
    }

    #[test]
    fn a_clock_far_ahead_is_not_believed_and_forgotten_once_it_is_right() {
        assert_eq!(told(known(), &[9000]), Some(0));
        assert_eq!(told(known(), &[9000, 9001, 9023]), Some(0), "for most of a day");
        assert_eq!(told(known(), &[9000, 1, 2, 9100, 3]), Some(3), "now and then");
    }

    #[test]
    fn a_clock_far_back_changes_nothing_of_what_is_known() {
        let back = [-9000, -8999, -8000, -5];
        assert_eq!(told(known(), &back), Some(0));
        assert!(known().has_gone_back(START - 1) && !known().has_gone_back(START));
        assert_eq!(told(known(), &[&back[..], &[2]].concat()), Some(2), "right again");
        let far = back.iter().fold(known(), |seen, hour| seen.told(START + hour * HOUR)).told(START + 2000 * HOUR);
        assert_eq!(far.latest, Some(START), "what it said while it was back makes no later time believed");
    }
}

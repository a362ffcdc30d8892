//! What the feelings of the day, and of the last days, keep away. Pure. Nothing here says what somebody can do.

use jiff::civil::Date;

use super::fitting::Fitting;
use crate::base::words::days_before;
use crate::model::steps::{Around, Mark, SizedStep, Step};

/// On which feelings nobody is sent before people they do not know, and on which nothing looks at what hurts.
const EXPOSED: [&str; 2] = ["scared", "ashamed"];
const TENDER: [&str; 6] = ["sad", "numb", "flat", "lonely", "left_out", "ashamed"];

/// What is to be left in peace on a tender day, and what tells somebody scared that they may be watched.
const TURNS_INWARD: [&str; 3] = ["grief", "trauma", "rumination"];
const WATCHED: &str = "psychosis";

/// For how many days it counts that they said they are lonely.
pub const LONELY: &str = "lonely";
const LONELY_FOR: i32 = 14;

impl Fitting<'_> {
    /// Whether it goes against what they said they feel today. What is for exactly that feeling, or honours a loss, does not.
    pub(super) fn jars(&self, step: &Step, size: &SizedStep) -> bool {
        let Some(feeling) = self.feeling else { return false };
        if size.honours_a_loss() || size.feelings.iter().any(|one| one == feeling) {
            return false;
        }
        let flagged = |flags: &[&str]| step.flags_of(size).any(|flag| flags.contains(&flag));
        let before_strangers = size.is(Mark::Out) || size.is(Mark::Pastime) || size.around.contains(&Around::Online);
        let exposed = before_strangers || flagged(&[WATCHED]);
        let stings = [Mark::Playful, Mark::LongAgo, Mark::Closeness, Mark::Pastime].iter().any(|mark| size.is(*mark));
        let hurts = self.profile.recent_loss && (stings || flagged(&TURNS_INWARD));
        (EXPOSED.contains(&feeling) && exposed) || (TENDER.contains(&feeling) && (size.is(Mark::Heavy) || hurts))
    }

    /// Whether it says that they are lonely, and nothing they said does.
    pub(super) fn says_more_than_they_did(&self, step: &Step, size: &SizedStep) -> bool {
        let lately = |said: Date| said > days_before(self.day, LONELY_FOR);
        let lonely = self.lonely_on.is_some_and(lately) || self.profile.surroundings.have_hardly_anyone();
        size.feelings.iter().any(|one| one == LONELY) && !lonely && self.ladder.place(step.number).is_none()
    }
}

//! Chance that a seed decides, so that what it found once is found again.

use handrail::base::split_mix::{GAMMA, finished};

pub struct Chance(u64);

/// What people write in: letters wide and narrow, both directions, joined emoji, what forms and pages must escape.
const SYLLABLES: [&str; 16] = [
    "hello ",
    "שלום ",
    "مرحبا ",
    "🌿",
    "👩‍👩‍👧‍👦 ",
    "e\u{301}",
    "\n",
    "\n\n",
    "& ",
    "<b>",
    "\"so\" ",
    "it’s ",
    "100% ",
    "a+b=c;",
    "漢字",
    "ẞß ",
];

impl Chance {
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_add(GAMMA);
        u32::try_from(finished(self.0) % u64::from(most)).unwrap()
    }

    pub fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    /// Some words: mostly a few, now and then as many as fit.
    pub fn words(&mut self) -> String {
        let most = match self.below(10) {
            0 => handrail::base::words::typed::WORDS_MOST,
            1 => 1,
            _ => 8 + self.below(300) as usize,
        };
        let mut words = "·".to_owned();
        while words.chars().count() < most {
            words.push_str(SYLLABLES[self.below(16) as usize]);
        }
        words.chars().take(most).collect()
    }
}

//! Numbers that look like chance and are always the same: `SplitMix64` (Steele, Lea and Flood, 2014).

/// How far its state moves at each turn.
pub const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// The number that follows a state.
pub const fn next(state: u64) -> u64 {
    finished(state.wrapping_add(GAMMA))
}

/// Its last step, in which every bit tells on every other.
pub const fn finished(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{GAMMA, next};

    #[test]
    fn it_gives_the_published_numbers() {
        assert_eq!([next(0), next(GAMMA)], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }
}

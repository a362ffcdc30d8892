//! A log in which each line vouches for the one before: changed or taken out by somebody without `instance.key`, it shows.

use super::cipher::{Context, Key};
use super::{Instance, OwnerId};

impl Instance {
    /// HMAC-SHA256 of a line and of what stands for the line before it, all zeros before the first. Parts of any length.
    pub fn chained(&self, log: &'static str, owner: OwnerId, before: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
        let key = Key::derive(Some(self.id().as_bytes()), self.pepper().expose(), b"handrail/1/chain");
        let place = Context::new(self.id(), owner, log).with(before);
        let mut line = place.as_bytes().to_vec();
        for part in parts {
            line.extend_from_slice(&(part.len() as u64).to_be_bytes());
            line.extend_from_slice(part);
        }
        key.mac(&[&line])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_line_and_its_place_is_vouched_for() {
        let (here, owner) = (Instance::new([1; 16], &[2; 32]), OwnerId::new([3; 16]));
        let line = here.chained("looks", owner, &[0; 32], &[b"ab", b"c"]);
        assert_eq!(here.chained("looks", owner, &[0; 32], &[b"ab", b"c"]), line);
        let others = [
            here.chained("looks", owner, &[0; 32], &[b"a", b"bc"]),
            here.chained("looks", owner, &[1; 32], &[b"ab", b"c"]),
            here.chained("care", owner, &[0; 32], &[b"ab", b"c"]),
            here.chained("looks", OwnerId::new([4; 16]), &[0; 32], &[b"ab", b"c"]),
            Instance::new([1; 16], &[9; 32]).chained("looks", owner, &[0; 32], &[b"ab", b"c"]),
        ];
        assert!(others.iter().all(|other| *other != line));
    }
}

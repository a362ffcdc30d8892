//! What a sentence is weighed by: its words and what they stand for, alone, side by side and near each other.

use std::collections::HashMap;

/// How many words apart two of them still belong together.
const NEAR: usize = 5;

/// One word, pair or triple, told from all others by a number.
pub type Sign = u32;

/// What words stand for: someone, a means, a fear.
#[derive(Debug, Default)]
pub struct Kinds(HashMap<String, Vec<u64>>);

#[derive(Clone, Copy)]
enum How {
    Alone = 1,
    Beside,
    Row,
    Near,
}

impl Kinds {
    /// Of each kind, the words that are of it.
    pub fn of(kinds: &HashMap<String, String>) -> Self {
        let mut all: HashMap<String, Vec<u64>> = HashMap::new();
        for (kind, words) in kinds {
            for word in words.split_whitespace() {
                all.entry(word.to_owned()).or_default().push(number(&format!("<{kind}>")));
            }
        }
        Self(all)
    }

    /// All that a sentence is weighed by, each once.
    pub fn signs(&self, sentence: &[&str]) -> Vec<Sign> {
        let bounded = ["^"].iter().chain(sentence).chain(&["$"]);
        let faces: Vec<Vec<u64>> = bounded.map(|word| self.faces(word)).collect();
        let mut signs = Vec::with_capacity(faces.len() * 64);
        for (at, here) in faces.iter().enumerate() {
            let next = |far: usize| faces.get(at + far).map_or(&[][..], Vec::as_slice);
            for one in here {
                signs.push(sign(How::Alone, &[*one]));
                for two in next(1) {
                    signs.push(sign(How::Beside, &[*one, *two]));
                    signs.extend(next(2).iter().map(|three| sign(How::Row, &[*one, *two, *three])));
                }
                for far in 2..=NEAR {
                    signs.extend(next(far).iter().map(|two| sign(How::Near, &[*one, *two])));
                }
            }
        }
        signs.sort_unstable();
        signs.dedup();
        signs
    }

    /// A word as it is, without its ending, and each kind it is of.
    fn faces(&self, word: &str) -> Vec<u64> {
        let kinds = self.0.get(word).into_iter().flatten().copied();
        [number(stem(word))].into_iter().chain(kinds).collect()
    }
}

/// Without the commonest endings, where enough of it is left.
fn stem(word: &str) -> &str {
    let endings = ["ing", "ed", "es", "s"];
    endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 3)).unwrap_or(word)
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo, RFC 9923).
fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn sign(how: How, of: &[u64]) -> Sign {
    let mixed =
        of.iter().fold(how as u64, |mixed, one| (mixed.rotate_left(23) ^ one).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (mixed >> 32) as Sign
}

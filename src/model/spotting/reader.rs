//! How what was written is read: into plain sentences, without what is said and not meant, and into passages to weigh.

use std::collections::HashMap;

use serde::Deserialize;

use super::plain::{PART, WrittenOut, sentences};
use super::rules::{Rules, Ruling};
use super::signs::{Kinds, Sign};
use crate::base::content;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    kinds: HashMap<String, String>,
    written_out: WrittenOut,
}

/// What reads.
#[derive(Debug)]
pub struct Reader {
    kinds: Kinds,
    written_out: WrittenOut,
    rules: Rules,
}

/// One thing to weigh: a sentence, or two short ones that stand side by side.
#[derive(Debug)]
pub struct Passage {
    /// What it is weighed by.
    pub signs: Vec<Sign>,
    /// Whether something in it was said not to be so.
    pub denied: bool,
}

/// What was written, as it is judged.
#[derive(Debug)]
pub struct ReadText {
    /// What the rules say of each sentence.
    pub rulings: Vec<Ruling>,
    /// What is weighed.
    pub passages: Vec<Passage>,
}

impl Reader {
    pub fn load() -> anyhow::Result<Self> {
        let WordsFile { kinds, written_out } = content::toml("spotting/words.toml")?;
        Ok(Self { kinds: Kinds::of(&kinds), written_out, rules: Rules::of(&content::text("spotting/rules.toml")?)? })
    }

    pub fn read(&self, text: &str) -> ReadText {
        let plain: Vec<String> =
            sentences(text, &self.written_out).iter().map(|words| self.rules.meant(&words.join(" "))).collect();
        let next = |at: usize| plain.get(at + 1).map_or("", String::as_str);
        let rulings: Vec<Ruling> =
            plain.iter().enumerate().map(|(at, sentence)| self.rules.rule(sentence, next(at))).collect();
        let words: Vec<Vec<&str>> = plain.iter().map(|sentence| sentence.split(' ').collect()).collect();
        let each = words.iter().zip(&rulings).map(|(words, ruling)| self.passage(words, ruling.denied));
        let pairs = words.windows(2).zip(rulings.windows(2)).filter_map(|(words, rulings)| {
            let both = words.concat();
            let denied = rulings.iter().any(|ruling| ruling.denied);
            (both.len() <= PART).then(|| self.passage(&both, denied))
        });
        let passages = each.chain(pairs).collect();
        ReadText { rulings, passages }
    }

    fn passage(&self, words: &[&str], denied: bool) -> Passage {
        Passage { signs: self.kinds.signs(words), denied }
    }
}

//! What can get in the way, in a person's words.

use serde::Deserialize;

use super::scheduler::Barrier;
use crate::base::content;

/// Something that gets in the way, in a person's words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InTheWay {
    pub label: String,
    pub hint: String,
}

/// The five, in the order they are asked.
#[derive(Clone, Debug)]
pub struct Barriers(Vec<(Barrier, InTheWay)>);

impl Barriers {
    /// The five with their words, in the order they are asked.
    pub fn iter(&self) -> impl Iterator<Item = (Barrier, &InTheWay)> {
        self.0.iter().map(|(barrier, words)| (*barrier, words))
    }

    /// Their words in forms, and their labels.
    pub fn labels(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.iter().map(|(barrier, words)| (barrier.word(), words.label.as_str()))
    }

    pub fn load() -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct BarriersFile {
            low_energy: InTheWay,
            anxiety: InTheWay,
            practice: InTheWay,
            style: InTheWay,
            protective: InTheWay,
        }
        let file: BarriersFile = content::toml("barriers.toml")?;
        Ok(Self(vec![
            (Barrier::LowEnergy, file.low_energy),
            (Barrier::Anxiety, file.anxiety),
            (Barrier::MissingPractice, file.practice),
            (Barrier::DifferentStyle, file.style),
            (Barrier::Protective, file.protective),
        ]))
    }
}

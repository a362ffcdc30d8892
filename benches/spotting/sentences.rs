//! Sentences that were made up for this, by several hands who had not seen how they would be judged.

use std::path::Path;

use handrail::model::spotting::{ReadText, Reader};

/// What a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// At risk now, from themselves.
    Oneself,
    /// At risk now, from another person.
    Danger,
    /// Heavy, and no more.
    Heavy,
    Innocent,
}

pub const LABELS: [(&str, Label); 4] =
    [("oneself", Label::Oneself), ("danger", Label::Danger), ("heavy", Label::Heavy), ("innocent", Label::Innocent)];

#[derive(Debug)]
pub struct Example {
    pub label: Label,
    pub reading: ReadText,
    /// The file it stands in: one hand each.
    pub hand: String,
    pub text: String,
}

impl Label {
    pub const fn is_at_risk(self) -> bool {
        matches!(self, Self::Oneself | Self::Danger)
    }
}

/// All files of a folder, in order: a label, a tab and a sentence on each line.
pub fn read(folder: &str, reader: &Reader) -> Vec<Example> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/spotting").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let hands = files
        .into_iter()
        .map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(file).unwrap()));
    hands.flat_map(|(hand, lines)| lines.lines().map(|line| example(line, &hand, reader)).collect::<Vec<_>>()).collect()
}

fn example(line: &str, hand: &str, reader: &Reader) -> Example {
    let (label, text) = line.split_once('\t').unwrap();
    let (_, label) = *LABELS.iter().find(|(name, _)| *name == label).unwrap();
    Example { label, reading: reader.read(text), hand: hand.to_owned(), text: text.to_owned() }
}

//! What is plain enough to be met whatever else stands around it: rules that the scales cannot outweigh. Looked for in time
//! that grows with the length of the words and no faster, whatever they are.

use anyhow::Context as _;
use regex::Regex;
use serde::Deserialize;

use super::{Category, Level, SpottingResult, heavier};

/// The rules as they are authored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    denied: String,
    answered: String,
    goes_on: String,
    past_before: String,
    past_after: String,
    now: String,
    told: String,
    figures: Vec<String>,
    rule: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    level: Level,
    category: Category,
    can_be_denied: bool,
    says: Vec<String>,
    but_not: String,
}

#[derive(Debug)]
struct Rule {
    found: SpottingResult,
    can_be_denied: bool,
    says: Regex,
    but_not: Regex,
}

#[derive(Debug)]
pub struct Rules {
    all: Vec<Rule>,
    figures: Regex,
    denied: Regex,
    answered: Regex,
    goes_on: Regex,
    past_before: Regex,
    past_after: Regex,
    now: Regex,
    told: Regex,
}

/// What the rules say of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ruling {
    pub found: Option<SpottingResult>,
    /// Whether something was said not to be so, and nothing after it takes that back.
    pub denied: bool,
}

impl Rules {
    pub fn of(written: &str) -> anyhow::Result<Self> {
        let file: RulesFile = toml::from_str(written).context("the rules cannot be read")?;
        let all = file.rule.iter().map(RuleEntry::ready).collect::<anyhow::Result<Vec<_>>>()?;
        Ok(Self {
            all,
            figures: regex(&any_of(&file.figures))?,
            denied: regex(&file.denied)?,
            answered: regex(&file.answered)?,
            goes_on: regex(&file.goes_on)?,
            past_before: regex(&file.past_before)?,
            past_after: regex(&file.past_after)?,
            now: regex(&file.now)?,
            told: regex(&file.told)?,
        })
    }

    /// The sentence without what is said and not meant.
    pub fn meant(&self, sentence: &str) -> String {
        self.figures.replace_all(sentence, "-").into_owned()
    }

    /// What a sentence says, given what comes after it.
    pub fn rule(&self, sentence: &str, next: &str) -> Ruling {
        let mut ruling = Ruling::default();
        for rule in &self.all {
            for at in rule.says.find_iter(sentence) {
                let (before, after) = (&sentence[..at.start()], &sentence[at.end()..]);
                if rule.but_not.is_match(after) {
                    continue;
                }
                let denied = rule.can_be_denied && self.is_denied(before, after, next);
                ruling.denied |= denied;
                let softer = denied || self.is_past(before, after) || self.is_told(rule, sentence);
                let level = if softer { Level::Line } else { rule.found.level };
                let found = SpottingResult { level, ..rule.found };
                ruling.found = Some(ruling.found.map_or(found, |other| heavier(found, other)));
            }
        }
        ruling
    }

    fn is_denied(&self, before: &str, after: &str, next: &str) -> bool {
        let denied =
            self.denied.is_match(before.trim_end()) || self.answered.is_match(after) || self.answered.is_match(next);
        denied && !self.goes_on.is_match(after) && !self.goes_on.is_match(next)
    }

    fn is_past(&self, before: &str, after: &str) -> bool {
        (self.past_before.is_match(before.trim_end()) || self.past_after.is_match(after)) && !self.now.is_match(after)
    }

    /// Whether it is somebody else's story: a film, a course, the news.
    fn is_told(&self, rule: &Rule, sentence: &str) -> bool {
        rule.can_be_denied
            && self.told.is_match(sentence)
            && !sentence.split(' ').any(|word| matches!(word, "i" | "me" | "my" | "myself"))
    }
}

impl RuleEntry {
    fn ready(&self) -> anyhow::Result<Rule> {
        Ok(Rule {
            found: SpottingResult { level: self.level, category: self.category },
            can_be_denied: self.can_be_denied,
            says: regex(&any_of(&self.says))?,
            but_not: regex(&self.but_not)?,
        })
    }
}

fn any_of(phrases: &[String]) -> String {
    phrases
        .iter()
        .map(|phrase| if phrase.starts_with(['\\', '^']) { phrase.clone() } else { format!(r"\b{phrase}") })
        .collect::<Vec<_>>()
        .join("|")
}

fn regex(written: &str) -> anyhow::Result<Regex> {
    Regex::new(written).with_context(|| format!("a rule: {written}"))
}

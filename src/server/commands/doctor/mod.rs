//! Looks whether everything is as it should be, says so in short lines, and changes nothing.

mod database;
mod files;
mod surroundings;

use std::fmt;

use crate::base::clock::Clock;
use crate::base::config::Settings;

#[derive(Debug)]
pub struct DoctorFinding {
    verdict: Verdict,
    words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Ok,
    Note,
    Look,
}

impl DoctorFinding {
    fn ok(words: impl Into<String>) -> Self {
        Self { verdict: Verdict::Ok, words: words.into() }
    }

    /// Good to know, and nothing wrong.
    fn note(words: impl Into<String>) -> Self {
        Self { verdict: Verdict::Note, words: words.into() }
    }

    /// Something to mend.
    fn look(words: impl Into<String>) -> Self {
        Self { verdict: Verdict::Look, words: words.into() }
    }

    fn is_ok(&self) -> bool {
        self.verdict == Verdict::Ok
    }

    pub fn is_wrong(&self) -> bool {
        self.verdict == Verdict::Look
    }
}

impl fmt::Display for DoctorFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Note => "note",
            Verdict::Look => "look here",
        };
        write!(f, "{verdict:<11}{}", self.words)
    }
}

pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let findings = examine(&settings, &Clock::System).await;
    for finding in &findings {
        println!("{finding}");
    }
    let wrong = findings.iter().filter(|finding| finding.is_wrong()).count();
    anyhow::ensure!(wrong == 0, "{wrong} of these {} a look", if wrong == 1 { "needs" } else { "need" });
    Ok(())
}

pub async fn examine(settings: &Settings, clock: &Clock) -> Vec<DoctorFinding> {
    let mut findings = files::examine(&settings.data);
    findings.extend(database::examine(settings, clock.now()).await);
    let served_at = database::served_at(settings).await;
    findings.extend(surroundings::examine(settings, served_at.as_deref(), clock.now()).await);
    findings
}

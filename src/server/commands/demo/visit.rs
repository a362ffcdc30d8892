//! What one does on a visit, in words a story can use.

use super::actor::Visit;
use crate::features::{journal, measures, moments, reflections, steps, story, today};
use crate::web::form::new_id;

#[derive(Clone, Copy)]
pub(super) struct VisitOutcome<'a> {
    outcome: &'static str,
    felt: &'static str,
    nourishing: &'static str,
    note: &'a str,
    with: &'a str,
}

pub(super) const fn did<'a>(felt: &'static str, nourishing: &'static str, note: &'a str) -> VisitOutcome<'a> {
    VisitOutcome { outcome: "did", felt, nourishing, note, with: "" }
}

pub(super) const fn nearly(note: &str) -> VisitOutcome<'_> {
    VisitOutcome { outcome: "nearly", felt: "", nourishing: "", note, with: "" }
}

pub(super) const fn rested(note: &str) -> VisitOutcome<'_> {
    VisitOutcome { outcome: "rested", felt: "", nourishing: "", note, with: "" }
}

/// It was done, and nothing came back so far.
pub(super) const fn no_reply_yet<'a>(felt: &'static str, note: &'a str) -> VisitOutcome<'a> {
    VisitOutcome { outcome: "no-reply-yet", felt, nourishing: "", note, with: "" }
}

impl<'a> VisitOutcome<'a> {
    pub(super) const fn with(self, with: &'a str) -> Self {
        Self { with, ..self }
    }
}

impl Visit<'_> {
    pub(super) async fn checks_in(&self, energy: &str, feeling: &str) -> anyhow::Result<()> {
        self.sends(today::paths::CHECK_INS, &[("energy", energy), ("feeling", feeling)]).await
    }

    pub(super) async fn notices(&self, words: &str) -> anyhow::Result<()> {
        self.waits(5)?;
        self.sends(moments::paths::LIST, &[("words", words)]).await
    }

    /// Answers who besides this app knew how she was.
    pub(super) async fn says_who_knew(&self, knew: &str, words: &str) -> anyhow::Result<()> {
        self.sends(story::paths::BESIDES, &[("knew", knew), ("words", words)]).await
    }

    /// Answers the four questions of the second measure, which is chosen for that.
    pub(super) async fn answers_in_numbers(&self, answers: [&str; 4]) -> anyhow::Result<()> {
        self.sends(measures::paths::LIST, &[("measures", "2")]).await?;
        let [first, second, third, fourth] = answers;
        let fields = [("item-0", first), ("item-1", second), ("item-2", third), ("item-3", fourth)];
        self.sends(&measures::paths::measure(2), &fields).await
    }

    pub(super) async fn taps(&self, kind: &str, words: &str) -> anyhow::Result<()> {
        self.waits(5)?;
        self.sends(moments::paths::LIST, &[("kind", kind), ("words", words)]).await
    }

    /// Writes a page, with the prompt of this name where there is one.
    pub(super) async fn writes(&self, prompt: &str, words: &str) -> anyhow::Result<()> {
        self.waits(7)?;
        self.sends(journal::paths::LIST, &[("prompt", prompt), ("words", words)]).await
    }

    /// Asks for a step on a day on which none came by itself.
    pub(super) async fn asks_for_one(&self) -> anyhow::Result<()> {
        self.waits(1)?;
        self.sends(today::paths::SUGGESTIONS, &[]).await
    }

    pub(super) async fn says_not_today(&self) -> anyhow::Result<()> {
        self.answers(&[("answer", "rest")]).await.map(drop)
    }

    pub(super) async fn makes_it_smaller(&self) -> anyhow::Result<()> {
        self.answers(&[("answer", "smaller")]).await.map(drop)
    }

    pub(super) async fn wants_something_else(&self, why: &str) -> anyhow::Result<()> {
        self.answers(&[("answer", "different"), ("why", why)]).await.map(drop)
    }

    /// Says *I'll try*, with a guess, and later what came of it. Where nothing is suggested that day, nothing happens.
    pub(super) async fn tries(&self, guess: &str, told: VisitOutcome<'_>) -> anyhow::Result<()> {
        match self.answers(&[("answer", "try"), ("expected", guess)]).await? {
            Some(id) => self.tells(&id, "", told).await,
            None => Ok(()),
        }
    }

    /// Does a step found among all steps, and tells of it. Gives the id to come back to it by.
    pub(super) async fn picks(
        &self,
        step: &str,
        size: &str,
        guess: &str,
        told: VisitOutcome<'_>,
    ) -> anyhow::Result<String> {
        let id = new_id().to_string();
        self.waits(3)?;
        self.sends(&steps::paths::begin(step), &[("size", size), ("id", &id)]).await?;
        self.tells(&id, guess, told).await?;
        Ok(id)
    }

    async fn tells(&self, id: &str, guess: &str, told: VisitOutcome<'_>) -> anyhow::Result<()> {
        self.waits(40)?;
        let fields = [
            ("outcome", told.outcome),
            ("expected", guess),
            ("felt", told.felt),
            ("nourishing", told.nourishing),
            ("note", told.note),
            ("with", told.with),
        ];
        self.sends(&reflections::paths::reflect(id), &fields).await
    }

    /// Says whether a reply came to what was told under this id.
    pub(super) async fn hears_back(&self, id: &str, came: bool) -> anyhow::Result<()> {
        self.sends(&reflections::paths::reply(id), &[("reply", if came { "came" } else { "quiet" })]).await
    }
}

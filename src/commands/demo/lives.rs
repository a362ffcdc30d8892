//! What the demo's people did, day by day before today.

use jiff::Timestamp;
use serde::Deserialize;

use super::actor::{Actor, Visit};
use crate::content;

/// What they wrote.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    moments: Vec<String>,
    did: Vec<String>,
    nearly: Vec<String>,
    rested: Vec<String>,
}

/// One of the words, a different one each time.
fn one(words: &[String], turn: i64) -> &str {
    let at = usize::try_from(turn.unsigned_abs()).unwrap_or_default() % words.len().max(1);
    words.get(at).map_or("", String::as_str)
}

/// Mira: four months, anxious and out of practice, slowly opening. A low stretch in the third month.
pub(super) async fn mira(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let words: Words = content::toml("demo.toml")?;
    let visit = mira.visits(now, 119).await?;
    visit.sends("/welcome", &[("barriers", "anxiety"), ("barriers", "practice")]).await?;
    // Five days in seven, from four months ago until yesterday.
    for day in (1..=119).rev().filter(|day| day % 7 < 5) {
        let visit = mira.visits(now, day).await?;
        let low = (40..55).contains(&day) || day % 11 == 0;
        let energy = if low {
            "low"
        } else if day % 9 == 0 {
            "plenty"
        } else {
            "some"
        };
        let feeling = if low {
            "lonely"
        } else if day < 30 {
            "okay"
        } else {
            ""
        };
        visit.sends("/check-ins", &[("energy", energy), ("feeling", feeling)]).await?;
        mira_answers(&visit, &words, day, low).await?;
        if day % 5 == 0 {
            visit.sends("/moments", &[("words", one(&words.moments, day / 5))]).await?;
        }
    }
    // Today she has checked in and looks at a suggestion.
    mira.visits(now, 0).await?.sends("/check-ins", &[("energy", "some"), ("feeling", "okay")]).await
}

async fn mira_answers(visit: &Visit<'_>, words: &Words, day: i64, low: bool) -> anyhow::Result<()> {
    match day % 8 {
        3 => visit.answers(&[("answer", "rest")]).await.map(|_| ()),
        6 => {
            visit.answers(&[("answer", "smaller")]).await?;
            try_and_look_back(
                visit,
                &[("expected", "okay")],
                &[("outcome", "did"), ("felt", "easy"), ("nourishing", "a-little")],
            )
            .await
        }
        7 => {
            visit.answers(&[("answer", "different"), ("why", "no-occasion")]).await?;
            let note = one(&words.nearly, day);
            try_and_look_back(visit, &[("expected", "stretch")], &[("outcome", "nearly"), ("note", note)]).await
        }
        0 if low => {
            let note = one(&words.rested, day);
            try_and_look_back(visit, &[], &[("outcome", "rested"), ("note", note)]).await
        }
        4 => {
            try_and_look_back(visit, &[("expected", "stretch")], &[("outcome", "no-reply-yet"), ("felt", "okay")]).await
        }
        turn => {
            // She guesses harder than it turns out, and less so with the months.
            let guess = if day > 60 || turn == 1 { "stretch" } else { "okay" };
            let felt = if turn == 2 && day > 80 {
                "stretch"
            } else if turn == 5 {
                "easy"
            } else {
                "okay"
            };
            let note = if turn == 1 { one(&words.did, day) } else { "" };
            let told = [
                ("outcome", "did"),
                ("felt", felt),
                ("nourishing", if turn == 5 { "a-little" } else { "yes" }),
                ("note", note),
            ];
            try_and_look_back(visit, &[("expected", guess)], &told).await
        }
    }
}

/// Jo: mostly running on empty. Six days here, a long absence, and back this morning.
pub(super) async fn jo(jo: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let words: Words = content::toml("demo.toml")?;
    let visit = jo.visits(now, 41).await?;
    visit.sends("/welcome", &[("barriers", "low_energy")]).await?;
    for day in (36..=41).rev() {
        let visit = jo.visits(now, day).await?;
        visit.sends("/check-ins", &[("energy", "low"), ("feeling", "tired")]).await?;
        if day % 2 == 0 {
            visit.answers(&[("answer", "rest")]).await?;
        } else {
            let note = if day == 37 { one(&words.rested, 0) } else { "" };
            try_and_look_back(&visit, &[], &[("outcome", "did"), ("felt", "okay"), ("note", note)]).await?;
        }
    }
    Ok(())
}

/// Says *I'll try*, and later what came of it. Where nothing is suggested that day, nothing happens.
async fn try_and_look_back(visit: &Visit<'_>, guess: &[(&str, &str)], told: &[(&str, &str)]) -> anyhow::Result<()> {
    let answer: Vec<_> = [("answer", "try")].into_iter().chain(guess.iter().copied()).collect();
    if let Some(id) = visit.answers(&answer).await? {
        visit.looks_back(&id, told).await?;
    }
    Ok(())
}

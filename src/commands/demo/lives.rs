//! What the demo's people did, day by day before today.

use jiff::Timestamp;
use serde::Deserialize;

use super::actor::{Actor, Visit};
use crate::content;
use crate::web::form::new_id;

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
    let mut unanswered: Option<(i64, String)> = None;
    // Five days in seven, from four months ago until yesterday.
    for day in (1..=119).rev().filter(|day| day % 7 < 5) {
        let visit = mira.visits(now, day).await?;
        let low = (40..55).contains(&day) || day % 11 == 0;
        let (energy, feeling) = match day {
            _ if low => ("low", "lonely"),
            9 | 18 | 27 => ("plenty", "okay"),
            _ => ("some", ""),
        };
        visit.sends("/check-ins", &[("energy", energy), ("feeling", feeling)]).await?;
        if let Some((said_on, id)) = unanswered.take_if(|(said_on, _)| !low && *said_on - day >= 2) {
            let reply = if said_on % 3 == 0 { "quiet" } else { "came" };
            visit.sends(&format!("/reflections/{id}/reply"), &[("reply", reply)]).await?;
        }
        if day % 8 == 4 || day == 2 {
            unanswered = Some((day, says_hello(&visit).await?));
        } else {
            mira_answers(&visit, &words, day, low).await?;
        }
        if day % 5 == 0 {
            visit.sends("/moments", &[("words", one(&words.moments, day / 5))]).await?;
        }
    }
    // Today she has checked in and looks at a suggestion.
    let visit = mira.visits(now, 0).await?;
    visit.sends("/check-ins", &[("energy", "some"), ("feeling", "okay")]).await?;
    visit.sends("/suggestions", &[]).await
}

async fn mira_answers(visit: &Visit<'_>, words: &Words, day: i64, low: bool) -> anyhow::Result<()> {
    // She guesses harder than it turns out, and less so with the months.
    let guess = if day > 60 { "stretch" } else { "okay" };
    let did = |felt, nourishing, note| [("outcome", "did"), ("felt", felt), ("nourishing", nourishing), ("note", note)];
    match day % 8 {
        0 if low => {
            let note = one(&words.rested, day);
            tries(visit, &[], &[("outcome", "rested"), ("note", note)]).await
        }
        1 => tries(visit, &[("expected", "stretch")], &did("easy", "yes", one(&words.did, day))).await,
        2 if day > 80 => tries(visit, &[("expected", guess)], &did("stretch", "a-little", "")).await,
        3 => visit.answers(&[("answer", "rest")]).await.map(|_| ()),
        6 => {
            visit.answers(&[("answer", "smaller")]).await?;
            tries(visit, &[("expected", "okay")], &did("easy", "a-little", "")).await
        }
        7 => {
            visit.answers(&[("answer", "different"), ("why", "no-occasion")]).await?;
            let note = one(&words.nearly, day);
            tries(visit, &[("expected", "stretch")], &[("outcome", "nearly"), ("note", note)]).await
        }
        _ => tries(visit, &[("expected", guess)], &did("okay", "yes", "")).await,
    }
}

/// Sends a plain hello, found in the library, and hears nothing so far. Gives the id to look back on it by.
async fn says_hello(visit: &Visit<'_>) -> anyhow::Result<String> {
    let id = new_id().to_string();
    visit.sends("/steps/plain-hello/begin", &[("size", "regular"), ("id", &id)]).await?;
    visit.looks_back(&id, &[("outcome", "no-reply-yet"), ("expected", "stretch"), ("felt", "okay")]).await?;
    Ok(id)
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
            tries(&visit, &[], &[("outcome", "did"), ("felt", "okay"), ("note", note)]).await?;
        }
    }
    Ok(())
}

/// Says *I'll try*, and later what came of it. Where nothing is suggested that day, nothing happens.
async fn tries(visit: &Visit<'_>, guess: &[(&str, &str)], told: &[(&str, &str)]) -> anyhow::Result<()> {
    let answer: Vec<_> = [("answer", "try")].into_iter().chain(guess.iter().copied()).collect();
    if let Some(id) = visit.answers(&answer).await? {
        visit.looks_back(&id, told).await?;
    }
    Ok(())
}

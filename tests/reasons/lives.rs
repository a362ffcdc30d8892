//! Some weeks of made-up people, lived through the real program.

use crate::support::chance::Chance;
use crate::support::{Actor, PASSWORD, TestApp};

/// What is known of a loss.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    None,
    Told,
    NotAsked,
}

#[derive(Clone, Copy)]
pub struct Life {
    pub name: &'static str,
    /// What they say of ten steps, in turn.
    pub felt: [&'static str; 10],
    pub energy: [&'static str; 7],
    pub barriers: &'static [&'static str],
    pub loss: Loss,
    /// Whether they said that there is hardly anyone.
    pub nobody: bool,
    pub ladder: bool,
}

const ORDINARY: [&str; 7] = ["some", "some", "plenty", "", "low", "some", "plenty"];
const HEAVY: [&str; 7] = ["low", "some", "low", "", "some", "low", "some"];

pub const LIVES: [Life; 5] = [
    Life {
        name: "often too much",
        felt: ["okay", "too-much", "okay", "stretch", "okay", "too-much", "easy", "okay", "stretch", "okay"],
        energy: ORDINARY,
        barriers: &["anxiety"],
        loss: Loss::None,
        nobody: false,
        ladder: false,
    },
    Life {
        name: "cautious",
        felt: ["stretch", "okay", "stretch", "stretch", "okay", "stretch", "too-much", "stretch", "okay", "stretch"],
        energy: ORDINARY,
        barriers: &["anxiety", "practice"],
        loss: Loss::NotAsked,
        nobody: false,
        ladder: true,
    },
    Life {
        name: "hardly anyone",
        felt: ["okay", "okay", "stretch", "okay", "easy", "okay", "okay", "stretch", "okay", "easy"],
        energy: ORDINARY,
        barriers: &["practice"],
        loss: Loss::None,
        nobody: true,
        ladder: false,
    },
    Life {
        name: "bereaved",
        felt: ["okay", "stretch", "okay", "okay", "stretch", "okay", "okay", "too-much", "okay", "okay"],
        energy: HEAVY,
        barriers: &["low_energy"],
        loss: Loss::Told,
        nobody: false,
        ladder: false,
    },
    Life {
        name: "doing well",
        felt: ["easy", "okay", "okay", "easy", "okay", "okay", "easy", "okay", "stretch", "okay"],
        energy: ORDINARY,
        barriers: &[],
        loss: Loss::NotAsked,
        nobody: false,
        ladder: false,
    },
];

const DAYS: usize = 60;

pub struct Lived {
    /// Kept, since the folder goes with it.
    _app: TestApp,
    pub actor: Actor,
    /// Each suggestion that was seen, by its id, with the sentence beside it.
    pub said: Vec<(String, String)>,
}

pub async fn lived(life: &Life) -> Lived {
    let app = TestApp::new().await;
    let mut actor = app.member("mira").await;
    let barriers: Vec<_> = life.barriers.iter().map(|barrier| ("barriers", *barrier)).collect();
    actor.post("/welcome", &barriers).await;
    if life.loss == Loss::Told {
        actor.post("/welcome/safety", &[("recent_loss", "yes")]).await;
    }
    if life.nobody {
        actor.post("/welcome/around", &[("hardly_anyone", "yes")]).await;
    }
    if life.ladder {
        actor.post("/steps/plain-hello/ladder", &[]).await;
    }
    let (mut said, mut chance, mut felt) =
        (Vec::new(), Chance::seeded(life.name.len() as u64), life.felt.iter().cycle());
    for day in 0..DAYS {
        // Two weeks away, once.
        app.days_later(if day == 45 { 16 } else { 1 });
        actor = app.anonymous();
        actor.post("/sign-in", &[("name", "mira"), ("password", PASSWORD), ("stay", "yes")]).await;
        actor.post("/check-ins", &[("energy", life.energy[day % 7])]).await;
        let mut turns = 0;
        loop {
            app.minutes_later(1);
            let page = actor.get("/today").await;
            let Some(id) = page.id_of("/suggestions/{id}/answer") else { break };
            let sentence = page.between("<p class=\"why\">", "</p>").unwrap().replace("&#39;", "'");
            said.push((id.clone(), sentence));
            let answer = format!("/suggestions/{id}/answer");
            turns += 1;
            match if turns > 3 { 9 } else { chance.below(12) } {
                0 => drop(actor.post(&answer, &[("answer", "smaller")]).await),
                1 => drop(actor.post(&answer, &[("answer", "different")]).await),
                2 => {
                    let why = ["too-big", "no-energy", "no-occasion", "not-for-me", "nobody"][day % 5];
                    let why = if life.nobody && why == "nobody" { "no-occasion" } else { why };
                    actor.post(&answer, &[("answer", "different"), ("why", why)]).await;
                }
                3 => drop(actor.post(&answer, &[("answer", "rest")]).await),
                _ => {
                    actor.post(&answer, &[("answer", "try")]).await;
                    app.minutes_later(30);
                    let good = ["yes", "a-little", "yes", "no", ""][day % 5];
                    let told = [("outcome", "did"), ("felt", felt.next().unwrap()), ("nourishing", good)];
                    actor.look_back(&id, &told).await;
                    app.minutes_later(5);
                    if chance.below(4) == 0 {
                        actor.post("/suggestions", &[]).await;
                    }
                }
            }
        }
    }
    Lived { _app: app, actor, said }
}

//! The Tuesday circle: six people who tell one another once a week how it went, which Sam looks after.

use anyhow::Context as _;
use jiff::Timestamp;

use super::actor::{Actor, Visit};
use crate::features::groups::paths as groups;
use crate::features::welcome;

/// Who comes, and what they are called there.
pub(super) struct Circle<'a> {
    pub sam: &'a Actor,
    pub mira: &'a Actor,
    pub jo: &'a Actor,
    pub tove: &'a Actor,
    pub emre: &'a Actor,
    pub noor: &'a Actor,
}

/// What each wrote, by how many days ago: who, how it went, their words, and what it is about.
type Round = (&'static str, &'static str, &'static str, &'static str);

const WEEKS: [(i64, &[Round]); 4] = [
    (
        26,
        &[
            (
                "Sam",
                "rested",
                "I meant to call my brother and slept instead. Resting counts here, so I begin with it.",
                "",
            ),
            (
                "Mira",
                "tried",
                "Stood at the door of the reading room for a minute. Then went home. It was still something.",
                "",
            ),
            ("Emre", "nearly", "Had the message ready. Did not send it.", ""),
        ],
    ),
    (
        19,
        &[
            ("Sam", "tried", "Called him. We talked about his boiler for an hour.", ""),
            ("Jo", "rested", "", ""),
            ("Mira", "tried", "Sat in the corner by the maps. Nobody minded.", ""),
            ("Tove", "nearly", "My neighbour was on the stairs. I smiled after she had gone by.", ""),
            ("Emre", "tried", "Sent it. An hour later she wrote: at last.", ""),
        ],
    ),
    (
        12,
        &[
            ("Mira", "rested", "A flat week. I am here all the same.", ""),
            ("Tove", "tried", "Said good morning on the stairs. She said it back.", ""),
            ("Noor", "tried", "My first time here. I read more than I write.", ""),
            ("Emre", "nearly", "It is two years this week.", "my father"),
        ],
    ),
    (
        5,
        &[
            ("Sam", "tried", "Soup for a neighbour. Too much pepper, and she laughed.", ""),
            ("Mira", "tried", "Asked what the dog is called. Ministry.", ""),
            ("Jo", "tried", "Waved to the bus driver.", ""),
            ("Tove", "rested", "", ""),
            ("Noor", "nearly", "The doorbell rang, and I listened until it stopped.", ""),
        ],
    ),
];

impl<'a> Circle<'a> {
    fn others(&self) -> [(&'static str, &'a Actor); 5] {
        [("Mira", self.mira), ("Jo", self.jo), ("Tove", self.tove), ("Emre", self.emre), ("Noor", self.noor)]
    }

    fn person(&self, called: &str) -> &'a Actor {
        self.others().into_iter().find(|(name, _)| *name == called).map_or(self.sam, |(_, who)| who)
    }

    /// How it begins, and four weeks of it.
    pub(super) async fn meets(&self, now: Timestamp) -> anyhow::Result<()> {
        self.noor.visits(now, 30).await?.sends(welcome::paths::WELCOME, &[("skip", "yes")]).await?;
        let id = self.begins(now).await?;
        for (days, round) in WEEKS {
            for (who, tried, words, about) in round {
                let visit = self.person(who).visits(now, days).await?;
                let fields = [("tried", *tried), ("words", words), ("content_note", about)];
                visit.sends(&groups::rounds(&id), &fields).await?;
                self.sam.visits(now, days).await?.reads(&groups::group(&id)).await?;
            }
        }
        self.is_warm(now, &id).await?;
        let agreed = [
            ("name", NAME),
            ("purpose", PURPOSE),
            ("customs", CUSTOMS),
            ("days", "2"),
            ("from", "19:00"),
            ("to", "20:00"),
            ("whereabouts", "The quiet hour here, or the tea kitchen of the library."),
            ("agreements", AGREEMENTS),
            ("agreed", "yes"),
        ];
        self.sam.visits(now, 4).await?.sends(&groups::change(&id), &agreed).await
    }

    async fn begins(&self, now: Timestamp) -> anyhow::Result<String> {
        let visit = self.sam.visits(now, 29).await?;
        let about = [("name", NAME), ("called", "Sam"), ("purpose", PURPOSE), ("customs", CUSTOMS)];
        let times = [("days", "2"), ("from", "19:00"), ("to", "20:00")];
        let to = visit.leads(groups::NEW, &[about.as_slice(), &times].concat()).await?;
        let id = to.split(['/', '?']).nth(2).context("a group that was begun")?.to_owned();
        visit.sends(&groups::invitations(&id), &[("many", "5")]).await?;
        let page = visit.reads(&groups::invitations(&id)).await?;
        let links: Vec<&str> =
            page.split(&groups::join("")).skip(1).filter_map(|rest| rest.split('<').next()).collect();
        for ((called, who), token) in self.others().into_iter().zip(links) {
            let visit = who.visits(now, 28).await?;
            visit.sends(&groups::join(token), &[("called", called), ("agree", "yes")]).await?;
        }
        self.sam.visits(now, 27).await?.reads(&groups::group(&id)).await?;
        Ok(id)
    }

    /// Warm words, two who are buddies, and one thing that Jo would rather not see.
    async fn is_warm(&self, now: Timestamp, id: &str) -> anyhow::Result<()> {
        for (who, words, warm) in [
            ("Mira", "She said it back.", "glad"),
            ("Tove", "Then went home.", "took"),
            ("Sam", "It is two years this week.", "with"),
        ] {
            let visit = self.person(who).visits(now, 4).await?;
            let letter = visit.finds(id, words).await?;
            visit.sends(&groups::warm(id), &[("letter", &letter), ("warm", warm)]).await?;
        }
        let visit = self.jo.visits(now, 4).await?;
        let letter = visit.finds(id, "It is two years this week.").await?;
        visit.sends(&groups::hide(id), &[("letter", &letter)]).await?;
        for (who, buddy) in [("Mira", "Jo"), ("Jo", "Mira")] {
            let visit = self.person(who).visits(now, 3).await?;
            let page = visit.reads(&groups::people(id)).await?;
            let card = page.split("<article").find(|card| card.contains(&format!(">{buddy}</h2>")));
            let other = card.and_then(|card| after(card, "name=\"who\" value=\"")).context("somebody in the group")?;
            visit.sends(&groups::people(id), &[("who", &other), ("wish", "buddy")]).await?;
        }
        Ok(())
    }
}

impl Visit<'_> {
    /// What names a post in which these words stand.
    async fn finds(&self, id: &str, words: &str) -> anyhow::Result<String> {
        let page = self.reads(&groups::group(id)).await?;
        let post = page.split("<article").find(|post| post.contains(words));
        post.and_then(|post| after(post, "name=\"letter\" value=\"")).with_context(|| format!("no post says: {words}"))
    }
}

/// What stands between this and the next quotation mark.
fn after(text: &str, start: &str) -> Option<String> {
    Some(text.split(start).nth(1)?.split('"').next()?.to_owned())
}

const NAME: &str = "the Tuesday circle";
const PURPOSE: &str = "For a few of us who find people hard and miss them all the same";
const CUSTOMS: &str = "Once a week each says how it went, or nothing. Nobody is asked why";
const AGREEMENTS: &str = "What is told here stays here\nNo advice unless somebody asks\nResting counts";

//! Who lets Lind in, what they show her, and when she looks.

use anyhow::Context as _;
use jiff::{Timestamp, ToSpan as _};

use super::actor::{Actor, Visit};
use crate::base::ids::Id;
use crate::features::care::paths as care;
use crate::features::connecting::paths as connecting;
use crate::features::{received, reflections, sharing, welcome};
use crate::web::form::new_id;

/// Mira, after the low stretch: her looks back and her ladder, and for two weeks her moments too, which has ended since.
pub(super) async fn mira_lets_lind_in(lind: &Actor, mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = lind.visits(now, 61).await?;
    let introduction =
        [("name", "Lind Berg"), ("kind", "therapist"), ("days", "The day before we meet"), ("answers", "When we meet")];
    visit.sends(care::INTRODUCTION, &introduction).await?;
    let connection = connects(lind, mira, "Mira, Thursdays", now, 60).await?.to_string();
    let (long, short) = (day(now, 50)?, day(now, -46)?);
    let visit = mira.visits(now, 60).await?;
    for consent in [
        [("what", "kind"), ("kind", "reflections"), ("ends", &long)],
        [("what", "ladder"), ("kind", ""), ("ends", &long)],
        [("what", "kind"), ("kind", "moments"), ("ends", &short)],
    ] {
        let fields: Vec<_> = [("connection", connection.as_str())].into_iter().chain(consent).collect();
        visit.sends(sharing::paths::GRANTS, &fields).await?;
    }
    Ok(())
}

/// Lind looks before they meet. Mira has something to bring.
pub(super) async fn lind_looks(lind: &Actor, mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let connection = mira.connection().await?.to_string();
    for days in [50, 36, 22, 8] {
        lind.visits(now, days).await?.reads(&care::person(&connection)).await?;
    }
    let visit = mira.visits(now, 2).await?;
    visit.sends(sharing::paths::BRING, &[("words", "Why the second hello was harder than the first.")]).await?;
    let bring = [("connection", connection.as_str()), ("what", "bring"), ("ends", &day(now, 20)?)];
    visit.sends(sharing::paths::GRANTS, &bring).await?;
    let summary = [
        ("connection", connection.as_str()),
        ("what", "summary"),
        ("from", &day(now, -17)?),
        // Not a day that has not begun where they are.
        ("to", &day(now, -3)?),
        ("reflections", "yes"),
        ("notes", "yes"),
        ("measures", "2"),
        ("words", "Two weeks with more ups than I thought. I would like to talk about Thursdays."),
        ("called", "Mira"),
        ("ends", &day(now, 12)?),
    ];
    visit.sends(sharing::paths::GRANTS, &summary).await?;
    let visit = lind.visits(now, 1).await?;
    let meeting = [("called", "Mira"), ("next", &day(now, 3)?)];
    visit.sends(&care::arrange(&connection), &meeting).await?;
    visit.sends(&care::notes(&connection), &[("words", "Ask about the reading room. She lights up there.")]).await
}

/// What Lind gives back: notes, an idea that is taken, one that is left, and an order for the ladder that waits for an answer.
pub(super) async fn lind_gives(lind: &Actor, mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let connection = mira.connection().await?.to_string();
    for (days, words) in [
        (
            49,
            "I read what you showed me. Getting to the door of the reading room, and going home again, took something.",
        ),
        (
            21,
            "You guessed it would be too much, and it was okay. What do you make of that? We can look at it on Thursday.",
        ),
    ] {
        lind.visits(now, days).await?.sends(&care::given(&connection), &[("words", words)]).await?;
        mira.visits(now, days - 1).await?.reads(received::paths::LIST).await?;
    }
    for (days, step, answer) in [(36, "been-lonely", "different"), (15, "plain-hello", "try")] {
        let id_length = new_id().to_string().len();
        let idea = [("step", step), ("size", "smaller"), ("words", "Only if it fits your week.")];
        lind.visits(now, days).await?.sends(&care::offer(&connection), &idea).await?;
        let visit = mira.visits(now, days - 1).await?;
        let page = visit.reads(received::paths::LIST).await?;
        let ids = page.split(received::paths::LIST).filter_map(|rest| rest.get(1..=id_length));
        let mut offers = ids.filter(|id| page.contains(&received::paths::offer(id)));
        let id = offers.next().context("an idea that waits")?;
        let begun = visit.leads(&received::paths::offer(id), &[("answer", answer)]).await?;
        if answer == "try" {
            let id = begun.split('/').nth(2).context("what was begun")?;
            let told = [("outcome", "did"), ("expected", "stretch"), ("felt", "okay"), ("nourishing", "a-little")];
            visit.sends(&reflections::paths::reflect(id), &told).await?;
        }
    }
    let visit = lind.visits(now, 1).await?;
    visit.sends(&care::given(&connection), &[("words", "Until Thursday. The reading room can wait, or not.")]).await?;
    visit.proposes_an_order(&connection).await
}

impl Visit<'_> {
    /// Puts the two last steps of the ladder that is shown in each other's place.
    async fn proposes_an_order(&self, connection: &str) -> anyhow::Result<()> {
        let page = self.reads(&care::order(connection)).await?;
        let steps: Vec<&str> =
            page.split("name=\"step\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let places: Vec<String> = (1..=steps.len()).map(|place| place.to_string()).collect();
        let mut order = steps.clone();
        if let [.., one, other] = order.as_mut_slice() {
            std::mem::swap(one, other);
        }
        let fields = order.iter().zip(&places).flat_map(|(step, place)| [("step", *step), ("place", place.as_str())]);
        let words = [("words", "What you said of the phone makes me think it comes before the visit.")];
        let fields: Vec<_> = fields.chain(words).collect();
        self.sends(&care::order(connection), &fields).await
    }
}

/// Two more whom Lind accompanies: Tove shows her ladder, Emre nothing so far.
pub(super) async fn others(lind: &Actor, [tove, emre]: [&Actor; 2], now: Timestamp) -> anyhow::Result<()> {
    for (one, whom) in [(tove, "Tove"), (emre, "")] {
        one.visits(now, 34).await?.sends(welcome::paths::WELCOME, &[("skip", "yes")]).await?;
        connects(lind, one, whom, now, 30).await?;
    }
    let connection = tove.connection().await?.to_string();
    let visit = tove.visits(now, 20).await?;
    visit.sends(crate::features::ladder::paths::LADDER, &[]).await?;
    let ladder = [("connection", connection.as_str()), ("what", "ladder"), ("ends", &day(now, 60)?)];
    visit.sends(sharing::paths::GRANTS, &ladder).await
}

async fn connects(lind: &Actor, one: &Actor, whom: &str, now: Timestamp, days: i64) -> anyhow::Result<Id> {
    let page = lind.visits(now, days).await?.fetches(care::LINKS, &[("whom", whom)]).await?;
    let found = page.split(&connecting::connect("")).nth(1).and_then(|rest| rest.split('<').next());
    let path = connecting::connect(found.context("a link on the page")?);
    one.visits(now, days).await?.sends(&path, &[("agree", "yes")]).await?;
    one.connection().await
}

/// A day so many days from now, as a form has it.
fn day(now: Timestamp, days: i64) -> anyhow::Result<String> {
    let day = now.to_zoned(jiff::tz::TimeZone::UTC).date().checked_add(days.days())?;
    Ok(day.to_string())
}

//! What Mira keeps for herself: pages, a thought she tried out, a plan for heavy times; and a question that a friend answers.

use anyhow::Context as _;
use jiff::Timestamp;

use super::actor::Actor;
use super::visit::did;
use crate::features::{plan, quiet_rooms, replies, thoughts};
use crate::web::form::new_id;

pub(super) async fn all(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    pages(mira, now).await?;
    a_thought(mira, now).await?;
    a_plan(mira, now).await?;
    a_question(mira, now).await
}

async fn pages(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let written = [
        (74, "lighter", "The drawer with the letters. It can stay shut this week."),
        (56, "window", "Two pigeons on the crane, one above the other, like people on a ladder who don’t talk either."),
        (
            29,
            "",
            "I keep thinking of the woman with the grey dog. We say four words a week and I look forward to all four.\n\nMaybe that is what a neighbour is.",
        ),
        (8, "laugh", "Ana’s soup again. She sent a picture of it with a spoon standing up."),
        (2, "", "Slept well. Nothing to report, and it was nice to have nothing to report."),
    ];
    for (day, prompt, words) in written {
        mira.visits(now, day).await?.writes(prompt, words).await?;
    }
    let visit = mira.visits(now, 3).await?;
    visit.taps("music", "").await?;
    visit.taps("light", "on the wet roof opposite").await
}

/// She expected a polite answer, told something small, and heard more than that.
async fn a_thought(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let (id, step) = (new_id().to_string(), new_id().to_string());
    let thought = "They only ask me along to be polite.";
    let visit = mira.visits(now, 11).await?;
    visit.sends(thoughts::paths::LIST, &[("id", &id), ("thought", thought), ("believed", "mostly")]).await?;
    let looked = [
        ("revision", "1"),
        ("thought", thought),
        ("believed", "mostly"),
        ("situation", "Friday, when the others went for soup and asked if I was coming."),
        ("feeling", "Tight, and a bit ashamed."),
        ("speaks_for", "They asked in the doorway, with their coats on."),
        ("against", "Jonas kept me a chair the last time. Nobody has to ask twice to be polite."),
        ("friend", "Polite people can like you too."),
        ("finding", "not-sure"),
        ("fairer", "They ask in a hurry because it is lunch, and they may mean it."),
        ("now", "half"),
        ("step", &step),
        ("test", "Tell Jonas one small thing about my week"),
        ("who", "acquaintance"),
        ("expected", "He says “nice” and looks at his screen."),
    ];
    visit.sends(&thoughts::paths::thought(id), &looked).await?;
    let visit = mira.visits(now, 10).await?;
    let note = "I said my basil had died. He talked tomatoes for ten minutes, and wants to bring me one. We laughed.";
    visit.picks(&step, "smaller", "stretch", did("easy", "yes", note)).await?;
    let visit = mira.visits(now, 5).await?;
    visit
        .sends(thoughts::paths::LIST, &[("thought", "If I say no once, they will stop asking."), ("believed", "half")])
        .await
}

async fn a_plan(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let plan = [
        ("country", "GB"),
        ("better_day", "You have been here before, and it passed. By noon it looks smaller."),
        ("next_hours", "Nothing has to be decided tonight. The front room, with the lamp on."),
        ("could_tell", "Ana, by text. “Bad night. No need to fix it.”\nThe nurse at the practice, from nine."),
        ("less_alone", "The library, the corner by the maps.\nThe bench where the grey dog passes at six."),
        ("steadies", "Cool water on my hands. The same song three times. Toast."),
    ];
    mira.visits(now, 26).await?.sends(plan::paths::PLAN, &plan).await
}

/// She makes a room for Ana and herself; she asks Jonas along by a link, and he answers it.
async fn a_question(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 5).await?;
    let words =
        "I’m going to the market hall on Saturday, for an hour. Would you like to come along? No is a fine answer.";
    let question = visit.leads(replies::paths::LIST, &[("words", words), ("name", "Mira"), ("ends", "month")]).await?;
    let id = question.rsplit('/').next().context("an address of the question")?;
    visit.sends(quiet_rooms::paths::NEW, &[("name", "Tea and paper")]).await?;
    let page = visit.page(&question).await?;
    let link = page.split(&replies::paths::reply("")).nth(1).and_then(|rest| rest.split('<').next());
    let link = replies::paths::reply(link.context("a link on the page")?);
    visit.waits(90)?;
    let answer = [("answer", "another-time"), ("words", "This week is full. The one after? I bring the tomato.")];
    mira.is_answered(&link, &answer).await?;
    mira.visits(now, 4).await?.sends(&replies::paths::read(id), &[]).await
}

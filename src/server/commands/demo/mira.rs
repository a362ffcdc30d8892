//! Mira, 34. She moved here for work two years ago, and the friend she moved for has gone. Four months with Handrail:
//! anxious at first, a low stretch in the middle, slowly opening.

use jiff::Timestamp;

use super::actor::Actor;
use super::visit::{did, nearly, no_reply_yet, rested};
use super::{mira_writes, shared};
use crate::features::{composer, ladder, people, picture, practice, steps, welcome};

/// The step she made for herself.
const GREY_DOG: &str = "6b1f0c5e2d9a4473a8e1c04b7f2d5a90";
/// Her sister.
const ANA: &str = "2f8d61b09c7e4a15b3d2806fe94c1a77";
/// Where she reads.
const READING_ROOM: &str = "9e04c7ab51f24d3886b0d17a6c3e2f58";

pub(super) async fn lives(mira: &Actor, lind: &Actor, now: Timestamp) -> anyhow::Result<()> {
    the_first_days(mira, now).await?;
    those_who_matter(mira, now).await?;
    small_signals(mira, now).await?;
    a_low_stretch(mira, now).await?;
    shared::mira_lets_lind_in(lind, mira, now).await?;
    coming_back(mira, now).await?;
    opening(mira, now).await?;
    practising(mira, now).await?;
    mira_writes::all(mira, now).await?;
    shared::lind_looks(lind, mira, now).await?;
    shared::lind_gives(lind, mira, now).await?;
    today(mira, now).await
}

/// She answers what she can, skips what she can't, and begins with what asks almost nothing.
async fn the_first_days(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 119).await?;
    let in_the_way = [("barriers", "anxiety"), ("barriers", "practice"), ("weighs_most", "anxiety"), ("first", "yes")];
    visit.sends(welcome::paths::WELCOME, &in_the_way).await?;
    visit.sends(welcome::paths::SAFETY, &[("skip", "yes"), ("first", "yes")]).await?;
    let possible = [("presence", "1"), ("disclosure", "0"), ("receiving", "1"), ("first", "yes")];
    visit.sends(welcome::paths::POSSIBLE, &possible).await?;
    let cards = [("card-0", "okay"), ("card-1", "okay"), ("card-2", "stretch"), ("card-7", "too-much")];
    visit.sends(welcome::paths::CARDS, &cards).await?;
    visit.sends(welcome::paths::PACE, &[("quiet", "7"), ("turns_at", "4")]).await?;
    visit.sends(welcome::paths::ENOUGH, &[("first", "yes")]).await?;
    visit.checks_in("some", "worried").await?;
    visit.tries("okay", did("okay", "a-little", "Strange to write this down. It was only a minute.")).await?;

    let visit = mira.visits(now, 118).await?;
    visit.checks_in("some", "").await?;
    visit.says_not_today().await?;

    let visit = mira.visits(now, 116).await?;
    visit.checks_in("some", "lonely").await?;
    visit.tries("stretch", did("okay", "yes", "I had pictured a frown all morning.")).await?;
    visit.answers_in_numbers(["2", "2", "1", "2"]).await?;
    visit.notices("The neighbour's cat sat on my step and let me stay.").await?;

    let visit = mira.visits(now, 113).await?;
    visit.checks_in("low", "flat").await?;
    visit.tries("", rested("Slept instead. That was the right thing.")).await
}

/// Her sister, a reading room, a cat, a group she watches from afar, and somebody she would rather not be pointed to.
async fn those_who_matter(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 112).await?;
    let note = "My sister. She never minds when I answer late.";
    let ana = [
        ("id", ANA),
        ("name", "Ana"),
        ("sort", "person"),
        ("near", "close"),
        ("easy", "light-chat"),
        ("easy", "practical-help"),
        ("ways", "message"),
        ("ways", "call"),
        ("note", note),
        ("safety", "no"),
    ];
    visit.sends(people::paths::NEW, &ana).await?;
    let room = [("id", READING_ROOM), ("name", "the reading room"), ("sort", "place"), ("easy", "silence")];
    visit.sends(people::paths::NEW, &room).await?;
    visit
        .sends(people::paths::NEW, &[("name", "Pepper, next door’s cat"), ("sort", "pet"), ("easy", "silence")])
        .await?;
    visit
        .sends(people::paths::NEW, &[("name", "Drawing evening"), ("sort", "group"), ("easy", "shared-activity")])
        .await?;
    let work = [("name", "Ruth from work"), ("sort", "person"), ("near", "acquaintance"), ("ways", "face-to-face")];
    visit.sends(people::paths::NEW, &work).await?;
    visit.sends(people::paths::NEW, &[("name", "R."), ("sort", "person"), ("unnamed", "yes")]).await?;
    let sunday = [("name", "a call about soup"), ("with", ANA), ("weekday", "7"), ("often", "weekly")];
    visit.sends(people::paths::NEW_RHYTHM, &sunday).await
}

/// A hello to her sister, a reply after two days, a ladder of her own, a woman with a grey dog.
async fn small_signals(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 110).await?;
    visit.checks_in("some", "worried").await?;
    let note = "To Ana. I read it five times before I sent it.";
    let hello = visit.picks("plain-hello", "smaller", "stretch", no_reply_yet("stretch", note).with(ANA)).await?;
    let visit = mira.visits(now, 107).await?;
    visit.checks_in("some", "").await?;
    visit.hears_back(&hello, true).await?;
    let soup = did("easy", "yes", "Ana sent a photo of her terrible soup. I laughed out loud.");
    visit.tries("stretch", soup.with(ANA)).await?;
    visit.sends(&people::paths::touch(ANA), &[("way", "message")]).await?;

    let visit = mira.visits(now, 104).await?;
    visit.checks_in("some", "").await?;
    visit.sends(ladder::paths::LADDER, &[]).await?;
    let own = [
        ("id", GREY_DOG),
        ("title", "Say good morning to the woman with the grey dog"),
        ("kind", "message"),
        ("who", "stranger"),
        ("smaller", "Nod when she looks up."),
        ("smaller_minutes", "2"),
        ("smaller_feels", "okay"),
        ("regular", "Say good morning and walk on."),
        ("regular_minutes", "2"),
        ("regular_feels", "stretch"),
        ("more", "Ask what the dog is called."),
        ("more_minutes", "5"),
        ("more_feels", "too-much"),
        ("why", "We pass each other every day. I'd like it to be less like passing furniture."),
        ("words", "Good morning."),
    ];
    visit.sends(ladder::paths::NEW, &own).await?;
    visit.sends(&ladder::paths::shift(GREY_DOG), &[("to", "2")]).await?;

    let ordinary = [
        (102, "stretch", "okay", "Over in a minute."),
        (99, "stretch", "easy", ""),
        (97, "okay", "okay", "Quieter than I feared."),
        (94, "stretch", "okay", "My hands shook a little. Nobody saw."),
        (91, "okay", "easy", ""),
        (88, "stretch", "stretch", "It took some doing. I am glad it is done."),
    ];
    for (day, guess, felt, note) in ordinary {
        let visit = mira.visits(now, day).await?;
        visit.checks_in("some", "").await?;
        visit.tries(guess, did(felt, "a-little", note)).await?;
    }
    let visit = mira.visits(now, 86).await?;
    visit.checks_in("plenty", "hopeful").await?;
    visit.says_who_knew("one", "Ana, a bit. By text.").await?;
    visit.picks(GREY_DOG, "smaller", "stretch", did("okay", "yes", "She nodded first!")).await?;
    visit.notices("The woman with the grey dog knew my face.").await
}

/// She reaches too far, says so, and things stay soft. Then three weeks in which rest is most of it.
async fn a_low_stretch(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 81).await?;
    visit.checks_in("some", "worried").await?;
    let note = "I asked two people from work at once. They were kind. I could not sleep after.";
    visit.picks("low-key-invite", "regular", "stretch", did("too-much", "no", note)).await?;

    let visit = mira.visits(now, 80).await?;
    visit.checks_in("low", "sad").await?;
    visit.tries("", did("okay", "a-little", "")).await?;

    for day in [78, 75, 73, 70, 66] {
        let visit = mira.visits(now, day).await?;
        visit.checks_in("low", if day > 72 { "sad" } else { "flat" }).await?;
        match day {
            75 => visit.tries("", rested("Too much noise in my head today. Tea and a blanket.")).await?,
            70 => visit.tries("okay", did("okay", "yes", "Only breathing. It was enough.")).await?,
            _ => visit.says_not_today().await?,
        }
    }
    let visit = mira.visits(now, 63).await?;
    visit.checks_in("low", "").await?;
    visit.says_who_knew("nobody", "").await?;
    visit.answers_in_numbers(["2", "2", "3", "2"]).await?;
    visit.notices("Rain on the window. It was good to be inside.").await
}

/// Company without talk, first; a wrong guess of Handrail's put right; a step set aside.
async fn coming_back(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 58).await?;
    visit.checks_in("some", "").await?;
    visit.makes_it_smaller().await?;
    visit.tries("okay", did("easy", "a-little", "")).await?;

    let visit = mira.visits(now, 55).await?;
    visit.checks_in("some", "").await?;
    let note = "The library, the corner by the maps. Nobody minded me at all.";
    visit.picks("sit-where-people-are", "regular", "stretch", did("okay", "yes", note)).await?;
    visit.sends(&people::paths::touch(READING_ROOM), &[]).await?;
    visit.notices("Heard two people laugh on the stairs. It made me smile as well.").await?;

    let visit = mira.visits(now, 51).await?;
    visit.checks_in("some", "").await?;
    visit.wants_something_else("no-occasion").await?;
    visit.tries("stretch", nearly("I had the words ready. Then the phone rang. I kept them for later.")).await?;
    visit.sends(&steps::paths::aside("low-key-invite"), &[]).await?;
    visit.sends(picture::paths::PICTURE, &[("what", "side-1-easier")]).await?;

    let ordinary = [
        (48, "okay", "okay", "yes", "Stayed ten minutes longer than I had planned."),
        (45, "stretch", "okay", "yes", ""),
        (41, "okay", "easy", "a-little", ""),
        (38, "stretch", "easy", "yes", "Awkward for a moment, then fine."),
        (34, "okay", "okay", "a-little", ""),
        (31, "stretch", "stretch", "a-little", "I nearly turned round at the door. I am glad I did not."),
    ];
    for (day, guess, felt, nourishing, note) in ordinary {
        let visit = mira.visits(now, day).await?;
        visit.checks_in("some", "").await?;
        visit.tries(guess, did(felt, nourishing, note).with(if day == 41 { ANA } else { "" })).await?;
    }
    Ok(())
}

/// She asks what the dog is called. A hello to an old friend stays without a reply, and that is bearable.
async fn opening(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 28).await?;
    visit.checks_in("plenty", "hopeful").await?;
    visit.picks(GREY_DOG, "regular", "okay", did("easy", "yes", "She said it back and stopped for a bit.")).await?;

    let visit = mira.visits(now, 24).await?;
    visit.checks_in("some", "").await?;
    visit.says_who_knew("more", "Ana. And the one at work who said: mine too.").await?;
    let note = "To Lena. Two years is long. I said so, and asked for nothing.";
    let lena = visit.picks("lost-touch", "regular", "too-much", no_reply_yet("stretch", note)).await?;

    let ordinary = [
        (21, "some", "okay", "okay", "yes", ""),
        (18, "some", "okay", "easy", "yes", "Small talk by the kettle. Mostly about the kettle."),
        (15, "plenty", "stretch", "okay", "yes", "Said it was a hard week when she asked. She said: mine too."),
    ];
    for (day, energy, guess, felt, nourishing, note) in ordinary {
        let visit = mira.visits(now, day).await?;
        visit.checks_in(energy, "").await?;
        if day == 21 {
            visit.hears_back(&lena, false).await?;
        }
        visit.tries(guess, did(felt, nourishing, note).with(if day == 18 { "" } else { ANA })).await?;
    }
    let visit = mira.visits(now, 12).await?;
    visit.checks_in("low", "flat").await?;
    visit.says_not_today().await?;
    visit.notices("The woman at the market remembered that I like the small apples.").await?;

    let visit = mira.visits(now, 9).await?;
    visit.checks_in("plenty", "").await?;
    visit.answers_in_numbers(["1", "1", "1", "1"]).await?;
    let note = "The dog is called Ministry. I have no idea why, and now I can ask.";
    visit.picks(GREY_DOG, "more", "stretch", did("easy", "yes", note)).await?;

    let visit = mira.visits(now, 6).await?;
    visit.checks_in("some", "").await?;
    visit
        .tries("okay", did("okay", "yes", "Let her carry one of the bags. It felt odd for a minute, then warm."))
        .await?;

    let visit = mira.visits(now, 4).await?;
    visit.checks_in("some", "worried").await?;
    let note = "Asked Ana if I may come in spring. No answer yet. The asking was the thing.";
    visit.picks("plain-hello", "more", "stretch", no_reply_yet("okay", note).with(ANA)).await.map(drop)
}

/// She keeps words for a day that may come, plays one conversation to its end, and leaves another in the middle.
async fn practising(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 3).await?;
    let words =
        "Hi Petra. Would you like to walk round the pond on Sunday, about an hour? No is fine. So is another day.";
    visit.sends(composer::paths::MESSAGES, &[("words", words)]).await?;
    let late = "late-reply";
    visit.sends(&practice::paths::start(late), &[("name", "Lena")]).await?;
    for (scene, pick) in [("waiting", "0"), ("sign-of-life", "0"), ("not-cross", "2"), ("cat-calls", "1")] {
        visit.waits(1)?;
        visit.sends(&practice::paths::rehearsal(late), &[("scene", scene), ("pick", pick)]).await?;
    }
    let kept = [("ending", "end-a-dot"), ("words", "A dot is an answer. I had not thought of that.")];
    visit.sends(&practice::paths::keep(late), &kept).await?;
    let invite = "a-low-key-invite";
    visit.sends(&practice::paths::start(invite), &[("name", "Petra")]).await?;
    visit.sends(&practice::paths::rehearsal(invite), &[("scene", "urn"), ("pick", "0")]).await
}

/// This morning she has checked in, and looks at a suggestion.
async fn today(mira: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = mira.visits(now, 1).await?;
    visit.checks_in("some", "").await?;
    visit.notices("A child waved at everyone on the tram, so at me too.").await?;
    let visit = mira.visits(now, 0).await?;
    visit.checks_in("some", "okay").await?;
    visit.asks_for_one().await
}

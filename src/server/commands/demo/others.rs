//! Everybody else: somebody who was away for a long time, and those who keep the place.

use jiff::Timestamp;

use super::actor::Actor;
use super::visit::{did, rested};
use crate::features::{ladder, quiet_rooms, settings, welcome};

/// Jo, 52, mostly running on empty. A week of tiny things, five weeks away, and back this morning: nothing was missed.
pub(super) async fn jo(jo: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = jo.visits(now, 41).await?;
    visit.sends(welcome::paths::WELCOME, &[("barriers", "low_energy"), ("not_sure", "yes")]).await?;
    visit.sends(welcome::paths::PACE, &[("per_week", "3"), ("turns_at", "6")]).await?;
    visit.sends(settings::paths::ENERGY, &[("turn", "on")]).await?;
    visit.checks_in("low", "flat").await?;
    visit.tries("", did("okay", "", "Did the smallest one from the sofa.")).await?;

    let visit = jo.visits(now, 40).await?;
    visit.checks_in("low", "").await?;
    visit.says_not_today().await?;

    let visit = jo.visits(now, 39).await?;
    visit.checks_in("low", "sad").await?;
    visit.tries("stretch", did("okay", "a-little", "")).await?;
    visit.notices("The bus driver said good morning as if he meant it.").await?;

    let visit = jo.visits(now, 37).await?;
    visit.checks_in("low", "flat").await?;
    visit.makes_it_smaller().await?;
    visit.tries("", rested("Bed. The list can wait.")).await?;

    let visit = jo.visits(now, 36).await?;
    visit.checks_in("low", "").await?;
    visit.says_not_today().await
}

/// Lind is a therapist. She tries the steps herself before she speaks of them.
pub(super) async fn lind(lind: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = lind.visits(now, 90).await?;
    visit.sends(welcome::paths::WELCOME, &[("skip", "yes")]).await?;
    visit.checks_in("some", "").await?;
    visit.tries("easy", did("okay", "a-little", "Harder than I tell people it is. Good to know.")).await?;
    let visit = lind.visits(now, 60).await?;
    visit.checks_in("some", "").await?;
    visit.tries("easy", did("easy", "yes", "")).await
}

/// Sam opens the room for a small group on Thursdays, keeps a ladder of what they may try together, and a quiet hour for all.
pub(super) async fn sam(sam: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = sam.visits(now, 30).await?;
    visit.sends(welcome::paths::WELCOME, &[("barriers", "style")]).await?;
    for step in ["look-up-and-nod", "quiet-company", "song-or-link", "one-round"] {
        visit.sends(&ladder::paths::put(step), &[]).await?;
    }
    let hours = [("days", "2"), ("from", "19:00"), ("to", "20:00")];
    let room = [&[("name", "The quiet hour"), ("for_all", "yes")], hours.as_slice()].concat();
    visit.sends(quiet_rooms::paths::NEW, &room).await?;
    visit.checks_in("plenty", "").await?;
    let note = "Nine came. Three said nothing at all, and stayed to the end.";
    visit.picks("quiet-company", "regular", "okay", did("easy", "yes", note)).await.map(drop)
}

/// Host keeps the machine running, and looks in now and then.
pub(super) async fn host(host: &Actor, now: Timestamp) -> anyhow::Result<()> {
    let visit = host.visits(now, 14).await?;
    visit.sends(welcome::paths::WELCOME, &[("skip", "yes")]).await?;
    visit.notices("Somebody left a cake by the server.").await
}

//! What Handrail has for somebody is company too: a group they are in, somebody who accompanies them, a quiet room.

use handrail::model::steps::SizedStep;

use crate::follows::offered;
use crate::groups::{begun, invitation, joins};
use crate::quiet_rooms::common;
use crate::support::company::{connect, supporter};
use crate::support::{TestApp, signed_in};

/// Long enough for a group to have its turn more than once.
const DAYS: usize = 60;

/// Whether, in some weeks of good days on which all goes well, something comes that fits.
async fn comes(app: &TestApp, name: &str, fits: impl Fn(&SizedStep) -> bool) -> bool {
    for _ in 0..DAYS {
        app.days_later(1);
        let who = signed_in(app, name).await;
        let page = who.post_and_follow("/check-ins", &[("energy", "plenty")]).await;
        let Some(id) = page.id_of("/suggestions/{id}/answer") else { continue };
        let (step, size) = offered(app, &page);
        if fits(step.size(size).unwrap()) {
            return true;
        }
        let attempt = who.try_it(&id).await;
        who.look_back(&attempt, &[("outcome", "did"), ("felt", "easy"), ("nourishing", "yes")]).await;
    }
    false
}

const KEPT_AWAY: &str = "because of who you said is around you";

#[tokio::test]
async fn steps_with_a_group_come_once_there_is_one_here() {
    let app = TestApp::new().await;
    app.member("ada").await;
    let among = |size: &SizedStep| size.title.contains("your group");
    assert!(!comes(&app, "ada", among).await, "there is none yet");
    let (fay, group) = begun(&app, "fay").await;
    let ada = signed_in(&app, "ada").await;
    ada.get("/steps/your-own-ladder").await.must_say(KEPT_AWAY);
    ada.get("/steps/the-weekly-round").await.must_say("it needs a group here");
    joins(&ada, &invitation(&fay, &group).await, "Ada").await;
    fay.get(&group).await;
    ada.get(&group).await;
    ada.get("/steps/your-own-ladder").await.must_not_say(KEPT_AWAY);
    assert!(comes(&app, "ada", among).await, "a group has its turn");
}

#[tokio::test]
async fn steps_with_a_helper_are_not_kept_away_from_whoever_is_accompanied() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.get("/steps/tell-therapist").await.must_say(KEPT_AWAY);
    let lind = supporter(&app, "lind").await;
    connect(&app, &mira, &lind).await;
    mira.get("/steps/tell-therapist").await.must_not_say(KEPT_AWAY);
}

#[tokio::test]
async fn the_quiet_room_is_a_step_where_there_is_one() {
    let (app, mira) = TestApp::with_member("mira").await;
    let (page, none) = ("/steps/the-quiet-room", "no such room is open here");
    mira.get(page).await.must_say(none);
    common(&app, &[("name", "tea and paper")]).await;
    mira.get(page).await.must_not_say(none);
    mira.post("/steps/the-quiet-room/ladder", &[]).await;
    let of_the_room = |size: &SizedStep| size.title.contains("the quiet room");
    assert!(comes(&app, "mira", of_the_room).await, "it stands on her ladder, and there is a room");
}

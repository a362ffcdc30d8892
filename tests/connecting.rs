//! Letting one person in by their link, knowing that it is them, and parting.

use axum::http::StatusCode;
use handrail::members::{Name, resets};

use crate::support::company::{connect, connections, link, looks, supporter};
use crate::support::sample::Comes::Done;
use crate::support::sample::Sample;
use crate::support::{Actor, TestApp};

pub const SAMPLES: &[Sample] = &[
    Sample {
        comes: Done(|app, _| {
            Box::pin(async {
                let ines = supporter(app, "ines").await;
                link(&ines, "").await.split_once("/connect/").unwrap().1.to_owned()
            })
        }),
        routes: &["/connect/{token}"],
        forms: &[("/connect/{token}", &[("agree", "yes")])],
        ..Sample::NONE
    },
    Sample {
        comes: Done(|app, mira| Box::pin(async { connect(app, mira, &supporter(app, "otto").await).await })),
        routes: &["/sharing/{id}", "/care/{id}"],
        ..Sample::NONE
    },
];

/// Mira, and Lind who can support others.
async fn two() -> (TestApp, Actor, Actor) {
    let (app, mira) = TestApp::with_member("mira").await;
    let lind = supporter(&app, "lind").await;
    (app, mira, lind)
}

/// Begins anew, as somebody who lost password and code.
pub async fn begins_anew(app: &TestApp, name: &str) -> Actor {
    let link = resets::link(&app.app, &Name::parse(name).unwrap()).await.unwrap().unwrap();
    let anew = app.anonymous();
    let page = anew.post(link.split_once("8420").unwrap().1, &[("password", "lantern moss bicycle")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    anew
}

#[tokio::test]
async fn who_opens_a_link_reads_who_it_is_and_what_they_can_see() {
    let (_app, mira, lind) = two().await;
    let page = mira.get(&link(&lind, "the one on Thursdays").await).await;
    page.must_say("Let Lind Berg in?");
    page.must_say("as your therapist or counsellor");
    page.must_say("When they look: Mondays");
    page.must_say("When they answer: when we meet");
    page.must_say("Nothing at first");
    page.must_not_say("the one on Thursdays");
}

#[tokio::test]
async fn whoever_is_connected_already_is_told_so_by_a_second_link() {
    let (app, mira, lind) = two().await;
    let connection = connect(&app, &mira, &lind).await;
    let grant = [("connection", connection.as_str()), ("what", "ladder")];
    assert_eq!(mira.post("/sharing/grants", &grant).await.location(), "/sharing?saved=shown");
    let second = link(&lind, "").await;
    mira.get(&second).await.must_say("You are connected already.");
    let page = mira.post_and_follow(&second, &[("agree", "yes")]).await;
    page.must_say("You are connected already. What you show stays as it is.");
    page.must_not_say("Nothing is shown yet");
}

#[tokio::test]
async fn a_link_opens_nothing_while_its_maker_may_support_nobody() {
    let (app, mira, lind) = two().await;
    let path = link(&lind, "").await;
    app.loses_second_factor("lind").await;
    assert_eq!(mira.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mira.post(&path, &[("agree", "yes")]).await.status, StatusCode::NOT_FOUND);
    app.gives_second_factor("lind").await;
    mira.get(&path).await.must_say("Let Lind Berg in?");
    app.takes_role("lind", "supporter").await;
    assert_eq!(mira.post(&path, &[("agree", "yes")]).await.status, StatusCode::NOT_FOUND);
    assert!(connections(&app).await.is_empty());
}

#[tokio::test]
async fn a_link_lets_one_person_in_once() {
    let (app, mira, lind) = two().await;
    let path = link(&lind, "").await;
    let page = mira.post(&path, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("If you want to connect, tick this box");
    assert!(connections(&app).await.is_empty(), "nobody is connected without a yes");
    assert_eq!(mira.post(&path, &[("agree", "yes")]).await.location(), "/sharing?saved=connected");
    assert_eq!(mira.post(&path, &[("agree", "yes")]).await.location(), "/sharing?saved=already", "sent twice");
    let jo = app.member("jo").await;
    assert_eq!(jo.get(&path).await.status, StatusCode::NOT_FOUND);
    let page = jo.post(&path, &[("agree", "yes")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.must_say("This link is over");
    assert_eq!(connections(&app).await.len(), 1);
}

#[tokio::test]
async fn ones_own_link_and_links_that_are_over_connect_nobody() {
    let (app, mira, lind) = two().await;
    let path = link(&lind, "").await;
    lind.get(&path).await.must_say("This is your own link");
    assert_eq!(lind.post(&path, &[("agree", "yes")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let waiting = lind.get("/care").await;
    let take_back = waiting.action("/care/links/").unwrap();
    assert_eq!(mira.post(&take_back, &[]).await.status, StatusCode::NOT_FOUND, "not hers to take back");
    lind.post_and_follow(&take_back, &[]).await.must_say("Taken back");
    assert_eq!(mira.get(&path).await.status, StatusCode::NOT_FOUND);
    let old = link(&lind, "").await;
    app.days_later(15);
    assert_eq!(mira.post(&old, &[("agree", "yes")]).await.status, StatusCode::SEE_OTHER, "she signs in first");
    let mira = crate::support::signed_in(&app, "mira").await;
    assert_eq!(mira.post(&old, &[("agree", "yes")]).await.status, StatusCode::NOT_FOUND);
    for broken in ["/connect/x", "/connect/%00", &path[..path.len() - 1]] {
        assert_eq!(mira.get(broken).await.status, StatusCode::NOT_FOUND, "{broken}");
    }
    assert!(connections(&app).await.is_empty());
}

#[tokio::test]
async fn a_link_does_not_open_once_another_key_stands_in_the_file() {
    let (app, mira, lind) = two().await;
    let path = link(&lind, "").await;
    app.run("update letter_pairs set public_key = randomblob(32)").await;
    assert_eq!(mira.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(mira.post(&path, &[("agree", "yes")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn whoever_did_not_hold_the_link_is_not_recognised() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    app.run("update letter_pairs set public_key = randomblob(32) where owner = (select member from connections)").await;
    lind.get(&format!("/care/{id}")).await.must_say("not with a link of yours that we can recognise");
}

#[tokio::test]
async fn both_sides_read_the_same_numbers() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    lind.get(&format!("/care/{id}")).await.must_say("Nothing is shown just now");
    let hers = mira.get(&format!("/sharing/{id}/numbers")).await;
    let his = lind.get(&format!("/care/{id}/numbers")).await;
    let numbers = |page: &crate::support::Page| page.between("class=\"secret\"", "</p>").unwrap().to_owned();
    assert_eq!(numbers(&hers), numbers(&his));
    let (own_page, other_page) = (format!("/sharing/{id}/numbers"), format!("/care/{id}/numbers"));
    let said = hers.between("name=\"numbers\" value=\"", "\"").unwrap().to_owned();
    let untold = mira.post(&own_page, &[("numbers", "00000 00000")]).await;
    assert_eq!(untold.status, StatusCode::UNPROCESSABLE_ENTITY);
    untold.must_say("These are other numbers than the ones you compared");
    mira.post(&own_page, &[("numbers", &said)]).await;
    mira.get(&own_page).await.must_say("You have compared them. Lind Berg can say so too.");
    lind.get(&other_page).await.must_say("They are the same");
    lind.post(&other_page, &[("numbers", &said)]).await;
    for page in [mira.get(&own_page).await, lind.get(&other_page).await, lind.get(&format!("/care/{id}")).await] {
        page.must_say("You have both compared them.");
    }
    mira.get("/sharing").await.must_say("Numbers you compared");
    app.run("update connections set member_compared = supporter_compared").await;
    mira.get(&own_page).await.must_say("They are the same");
}

#[tokio::test]
async fn either_side_can_part_in_every_state() {
    for (asleep, by_member) in [(false, true), (false, false), (true, true), (true, false)] {
        let (app, mira, lind) = two().await;
        let id = connect(&app, &mira, &lind).await;
        if asleep {
            app.run("update connections set state = 'asleep', member_pin = null, supporter_pin = null").await;
        }
        let (side, path) = if by_member { (&mira, "/sharing") } else { (&lind, "/care") };
        side.get(&format!("{path}/{id}/part")).await.must_say("From then on");
        assert_eq!(side.post(&format!("{path}/{id}/part"), &[]).await.location(), format!("{path}?saved=parted"));
        assert!(connections(&app).await.is_empty());
        assert_eq!(lind.get(&format!("/care/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(mira.post(&format!("/sharing/{id}/part"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_ne!(connect(&app, &mira, &lind).await, id, "they can connect again");
    }
}

#[tokio::test]
async fn a_connection_of_others_is_not_there() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    let (jo, ines) = (app.member("jo").await, supporter(&app, "ines").await);
    for below in ["numbers", "part"] {
        assert_eq!(jo.get(&format!("/sharing/{id}/{below}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(jo.post(&format!("/sharing/{id}/{below}"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ines.get(&format!("/care/{id}/{below}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ines.post(&format!("/care/{id}/{below}"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(mira.get(&format!("/care/{id}/{below}")).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(ines.get(&format!("/care/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(looks(&app).await, 0, "and no look is noted");
    assert_eq!(connections(&app).await.len(), 1);
}

#[tokio::test]
async fn once_a_supporter_began_anew_nothing_opens_until_both_say_yes() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    lind.get(&format!("/care/{id}")).await;
    let before = mira.get(&format!("/sharing/{id}/numbers")).await.body;
    let lind = begins_anew(&app, "lind").await;
    app.gives_second_factor("lind").await;
    lind.get("/care").await.must_say("Only then say yes");
    mira.get(&format!("/sharing/{id}/numbers")).await.must_say("There are no numbers yet");
    assert_eq!(mira.post(&format!("/sharing/{id}/new-key"), &[]).await.location(), "/sharing?saved=not-yet");
    lind.post_and_follow(&format!("/care/{id}/new-key"), &[]).await.must_say("once they have done the same");
    lind.get(&format!("/care/{id}")).await.must_say("Nothing opens here until each of you");
    assert_eq!(mira.post(&format!("/sharing/{id}/new-key"), &[]).await.location(), "/sharing?saved=taken");
    lind.get(&format!("/care/{id}")).await.must_say("Nothing is shown just now");
    let after = mira.get(&format!("/sharing/{id}/numbers")).await;
    assert!(after.body.contains("class=\"secret\"") && after.body != before, "other numbers, to be compared anew");
}

#[tokio::test]
async fn once_a_member_began_anew_another_link_connects_the_two_again() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    lind.get(&format!("/care/{id}")).await;
    let mira = begins_anew(&app, "mira").await;
    lind.get(&format!("/care/{id}")).await.must_say("Nothing opens here until each of you");
    let again = mira.post_and_follow(&link(&lind, "").await, &[("agree", "yes")]).await;
    again.must_say("You are connected again.");
    assert_eq!(connections(&app).await.len(), 1);
    lind.get(&format!("/care/{id}")).await.must_say("Nothing is shown just now");
    let page = mira.get(&format!("/sharing/{id}/numbers")).await;
    assert!(page.body.contains("class=\"secret\""), "{}", page.text());
}

#[tokio::test]
async fn a_changed_password_keeps_a_connection_as_it_is() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    lind.get(&format!("/care/{id}")).await;
    let before = mira.get(&format!("/sharing/{id}/numbers")).await;
    let changed = [("current", crate::support::PASSWORD), ("password", "lantern moss bicycle")];
    assert_eq!(mira.post("/settings/password", &changed).await.status, StatusCode::SEE_OTHER);
    let after = mira.get(&format!("/sharing/{id}/numbers")).await;
    let numbers = |page: &crate::support::Page| page.between("class=\"secret\"", "</p>").unwrap().to_owned();
    assert_eq!(numbers(&before), numbers(&after));
}

#[tokio::test]
async fn both_can_part_at_once() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    lind.get(&format!("/care/{id}")).await;
    let (here, there) = (format!("/sharing/{id}/part"), format!("/care/{id}/part"));
    let (one, other) = tokio::join!(mira.post(&here, &[]), lind.post(&there, &[]));
    let mut answers = [one.status, other.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND], "whoever is second finds nothing there");
    assert!(connections(&app).await.is_empty());
    mira.get("/sharing").await.must_say("Nothing is shared");
    lind.get("/care").await.must_say("Nobody yet");
}

#[tokio::test]
async fn who_came_by_a_link_is_recognised_however_late_their_supporter_comes() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    app.days_later(80);
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    app.loses_second_factor("lind").await;
    let lind = crate::support::signed_in(&app, "lind").await;
    app.gives_second_factor("lind").await;
    lind.get(&format!("/care/{id}")).await.must_say("Nothing is shown just now");
}

#[tokio::test]
async fn who_is_not_recognised_connects_with_another_link() {
    let (app, mira, lind) = two().await;
    let id = connect(&app, &mira, &lind).await;
    app.run("delete from connect_links").await;
    lind.get(&format!("/care/{id}")).await.must_say("not with a link of yours that we can recognise");
    mira.post(&link(&lind, "").await, &[("agree", "yes")]).await;
    lind.get(&format!("/care/{id}")).await.must_say("Nothing is shown just now");
    assert_eq!(connections(&app).await.len(), 1);
}

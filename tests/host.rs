//! Whoever runs the place: people and roles, invitations, the page for an emergency; and that they see nobody's words.

use axum::http::{Method, StatusCode};
use handrail::members::{self, Role, instance};
use handrail::server::router::table;
use handrail::web::route::Who;

use crate::support::sample::{CANARY, Comes, Sample, Things};
use crate::support::second::{Phone, set_up, shown};
use crate::support::{Actor, PASSWORD, TestApp, recovery_code, signed_in};

pub const SAMPLES: &[Sample] = &[
    Sample {
        comes: Comes::Done(|app, _| Box::pin(id_of(app, "mira"))),
        routes: &["/host/people/{id}"],
        forms: &[("/host/people/{id}/roles", &[("role", "supporter"), ("turn", "off")])],
        ..Sample::NONE
    },
    Sample {
        comes: Comes::Done(|app, _| Box::pin(an_invitation(app))),
        routes: &["/host/invitations/{id}"],
        ..Sample::NONE
    },
];

async fn id_of(app: &TestApp, name: &str) -> String {
    let mut write = app.app.db.write().await.unwrap();
    members::store::door(&mut write, name).await.unwrap().unwrap().id.0.to_string()
}

async fn an_invitation(app: &TestApp) -> String {
    instance::invite(&app.app, Role::Member).await.unwrap();
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query_scalar("select lower(hex(substr(id, 1, 16))) from invitations limit 1")
        .fetch_one(&mut *write)
        .await
        .unwrap()
}

/// A host, with a second factor.
async fn with_host() -> (TestApp, Actor) {
    let (app, host) = TestApp::with_member("host").await;
    app.give("host", Role::Host).await;
    set_up(&app, &host).await;
    (app, host)
}

/// The link of an invitation, as its page shows it once.
async fn invites(host: &Actor, role: &str) -> String {
    let made = host.post("/host/invitations", &[("role", role)]).await;
    assert_eq!(made.status, StatusCode::OK);
    assert!(made.body.contains("<svg width=\"240\""), "and as a picture");
    shown(&made).concat().split_once("8420").unwrap().1.to_owned()
}

#[tokio::test]
async fn whoever_sets_it_up_for_others_is_host_once_the_second_step_is_on() {
    let app = TestApp::untouched().await;
    let first = app.anonymous();
    let link = instance::set_up_link(&app.app).await.unwrap().unwrap();
    let sent = [("how", "password"), ("for", "others"), ("name", "ada"), ("password", PASSWORD), ("adult", "yes")];
    first.post(link.split_once("8420").unwrap().1, &sent).await;
    first.get("/settings").await.must_say("As host");
    for (method, path) in [(Method::GET, "/host"), (Method::POST, "/host/invitations")] {
        let page = match method {
            Method::GET => first.get(path).await,
            _ => first.post(path, &[("role", "host")]).await,
        };
        assert_eq!(page.location(), "/settings/second-factor");
    }
    let open: i64 = count(&app, "select count(*) from invitations").await;
    assert_eq!(open, 0, "nothing was done");
    first.get("/settings/second-factor").await.must_say("That needs this step.");
    let phone = Phone::reading(&first.post_and_follow("/settings/second-factor", &[]).await);
    first.post("/settings/second-factor/confirm", &[("code", &phone.now(&app))]).await;
    let host = first.post_and_follow("/settings/second-factor/kept", &[]).await;
    host.must_say("You run this site.");
    host.must_say("No backup has been made yet.");
}

#[tokio::test]
async fn whoever_is_alone_with_it_hosts_nobody() {
    let app = TestApp::untouched().await;
    let me = app.anonymous();
    let link = instance::set_up_link(&app.app).await.unwrap().unwrap();
    me.post(link.split_once("8420").unwrap().1, &[("how", "personal")]).await;
    assert_eq!(me.get("/host").await.status, StatusCode::NOT_FOUND);
    me.get("/settings").await.must_not_say("As host");
    me.get("/settings/second-factor").await.must_say("It goes with a password, and you have none yet.");
    assert_eq!(me.post("/settings/second-factor", &[]).await.location(), "/settings/password");
}

#[tokio::test]
async fn an_invitation_says_what_one_will_be_able_to_do_and_gives_it() {
    let (app, host) = with_host().await;
    for (role, name, can) in [
        ("member", "Member", "Uses Handrail for themselves."),
        ("supporter", "Supporter", "see what a member chooses to share with them"),
        ("facilitator", "Facilitator", "look after a small group"),
        ("host", "Host", "Reads nothing of anybody’s"),
    ] {
        let link = invites(&host, role).await;
        host.get("/host/invitations").await.must_say(&format!("{name} Made"));
        let page = app.anonymous().get(&link).await;
        if role != "member" {
            page.must_say(&format!("You are invited as {name}"));
            page.must_say(can);
        }
        let new = app.anonymous();
        let invitation = link.rsplit('/').next().unwrap();
        let called = format!("new {role}");
        let account = [("name", called.as_str()), ("password", PASSWORD), ("adult", "yes"), ("invitation", invitation)];
        let signed_up = new.post("/sign-up", &account).await;
        let first = if role == "member" { "/welcome" } else { "/settings/second-factor" };
        assert_eq!(signed_up.location(), format!("/settings/recovery?then={first}"));
        let code = recovery_code(&new.get(signed_up.location()).await.text());
        let then = new.post("/settings/recovery", &[("code", &code), ("then", first)]).await;
        assert!(then.location().starts_with(first), "{}", then.location());
        if role != "member" {
            assert_eq!(then.location(), "/settings/second-factor?then=/welcome");
            let begun = new.post_and_follow("/settings/second-factor", &[("then", "/welcome")]).await;
            let phone = Phone::reading(&begun);
            let sent = [("code", phone.now(&app)), ("then", "/welcome".into())];
            let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
            assert_eq!(shown(&new.post_and_follow("/settings/second-factor/confirm", &sent).await).len(), 10);
            assert_eq!(new.post("/settings/second-factor/kept", &[("then", "/welcome")]).await.location(), "/welcome");
            host.get("/host/people").await.must_say(&format!("{called} {name}."));
        }
        assert_eq!(app.anonymous().get(&link).await.status, StatusCode::NOT_FOUND, "it lets one person in");
        assert_eq!(new.get("/host").await.status == StatusCode::OK, role == "host");
    }
    let refused = host.post("/host/invitations", &[("role", "emperor")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.must_say("Choose what they may do here.");
}

#[tokio::test]
async fn an_invitation_is_made_once_and_can_be_taken_back() {
    let (app, host) = with_host().await;
    let sent = [("id", "000102030405060708090a0b0c0d0e0f"), ("role", "supporter")];
    let (first, again) = (host.post("/host/invitations", &sent).await, host.post("/host/invitations", &sent).await);
    assert_eq!(shown(&first), shown(&again), "a form that is sent twice");
    let list = host.get("/host/invitations").await;
    assert!(!list.body.contains("/invite/"), "its link is shown once");
    let id = list.id_of("/host/invitations/{id}/remove").unwrap();
    let back = host.post_and_follow(&format!("/host/invitations/{id}/remove"), &[]).await;
    back.must_say("The link lets nobody in now.");
    back.must_say("No link is open just now.");
    let link = shown(&first).concat().split_once("8420").unwrap().1.to_owned();
    assert_eq!(app.anonymous().get(&link).await.status, StatusCode::NOT_FOUND);
    let again = host.post("/host/invitations", &sent).await;
    again.must_say("That link was used or taken back.");
    assert!(!again.body.contains("/invite/"), "it does not come to life again");
    assert_eq!(app.anonymous().get(&link).await.status, StatusCode::NOT_FOUND);
    let gone = host.post(&format!("/host/invitations/{id}/remove"), &[]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_role_counts_from_the_next_page_on_and_the_last_host_stays() {
    let (app, host) = with_host().await;
    let jo = app.member("jo").await;
    set_up(&app, &jo).await;
    let (jos, own) =
        (format!("/host/people/{}", id_of(&app, "jo").await), format!("/host/people/{}", id_of(&app, "host").await));
    let turn = async |whose: &str, role: &str, to: &str| {
        host.post(&format!("{whose}/roles"), &[("role", role), ("turn", to)]).await
    };
    assert_eq!(jo.get("/host").await.status, StatusCode::NOT_FOUND);
    let last = turn(&own, "host", "off").await;
    assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
    last.must_say("This is the last host here.");
    turn(&jos, "host", "on").await;
    turn(&jos, "supporter", "on").await;
    host.get(&jos).await.must_say("Host (has it)");
    assert_eq!(jo.get("/host").await.status, StatusCode::OK);
    turn(&jos, "host", "off").await;
    assert_eq!(jo.get("/host").await.status, StatusCode::NOT_FOUND);
    host.get("/host/people").await.must_say("jo Supporter.");
    for wrong in ["member", "emperor", ""] {
        assert_eq!(turn(&jos, wrong, "on").await.status, StatusCode::BAD_REQUEST);
    }
    turn(&jos, "host", "on").await;
    assert_eq!(turn(&own, "host", "off").await.location(), "/settings");
    assert_eq!(host.get("/host").await.status, StatusCode::NOT_FOUND);
    assert_eq!(jo.get("/host").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_host_takes_a_lost_second_step_off_with_their_own_password() {
    let (app, host) = with_host().await;
    let jo = app.member("jo").await;
    set_up(&app, &jo).await;
    let path = format!("/host/people/{}/second-factor", id_of(&app, "jo").await);
    app.minutes_later(20);
    let wrong = host.post(&path, &[("password", "not this one")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let half = app.anonymous().post("/sign-in", &[("name", "jo"), ("password", PASSWORD)]).await;
    assert!(half.location().starts_with("/sign-in/second"));
    let off = host.post_and_follow(&path, &[("password", PASSWORD)]).await;
    off.must_say("The second step is off.");
    assert_eq!(signed_in(&app, "jo").await.get("/today").await.status, StatusCode::OK);
    let own = format!("/host/people/{}/second-factor", id_of(&app, "host").await);
    assert_eq!(host.post(&own, &[("password", PASSWORD)]).await.location(), "/settings/second-factor");
    assert_eq!(host.get("/host").await.status, StatusCode::OK, "not one's own");
}

#[tokio::test]
async fn the_page_for_an_emergency_is_the_hosts_to_write_and_everybodys_to_read() {
    let (app, host) = with_host().await;
    let jo = app.member("jo").await;
    jo.get("/risk").await.must_say("Handrail is not an emergency service.");
    host.get("/host").await.must_say("These are not your own words yet");
    let empty = host.post("/host/risk", &[("words", "  \n ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = host.post("/host/risk", &[("words", &"a".repeat(5_001))]).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.body.contains(&"a".repeat(5_001)), "what was typed comes back");
    for words in ["We are here <b>on</b> weekdays.\r\n\r\nCall the ward at night.", "Call the ward."] {
        host.post_and_follow("/host/risk", &[("words", words)]).await.must_say("Saved.");
        host.post("/host/risk", &[("words", words)]).await;
    }
    assert_eq!(count(&app, "select max(number) from risk_pages").await, 2, "sent twice is one version");
    let page = jo.get("/risk").await;
    page.must_say("Call the ward.");
    page.must_not_say("weekdays");
    assert_eq!(app.anonymous().get("/risk").await.status, StatusCode::SEE_OTHER);
    let draft = handrail::web::form::new_id();
    let kept = host.post(&format!("/host/risk?draft={draft}&keep=now"), &[("words", "Nearly")]).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    host.get("/host/risk").await.must_say("Nearly");
}

#[tokio::test]
async fn a_host_sees_names_and_roles_and_nobodys_words() {
    let (app, host) = with_host().await;
    let mira = app.member("mira").await;
    let things = Things::of(&app, &mira).await;
    for route in table().into_iter().filter(|route| route.who == Who::Host && route.method == Method::GET) {
        let page = host.get(&things.fill(&route.path)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", route.path);
        assert!(!page.body.contains(CANARY), "{}", route.path);
    }
    host.get("/host/people").await.must_say("mira Supporter. Here since November 2026.");
}

async fn count(app: &TestApp, query: &'static str) -> i64 {
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *write).await.unwrap()
}

#[tokio::test]
async fn an_open_session_alone_invites_nobody_who_may_do_more() {
    let (app, host) = with_host().await;
    app.minutes_later(20);
    for role in ["supporter", "facilitator", "host"] {
        let page = host.post("/host/invitations", &[("role", role)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{role}");
        page.must_say("Your own password");
        let with = host.post("/host/invitations", &[("role", role), ("password", PASSWORD)]).await;
        assert_eq!(with.status, StatusCode::OK, "{role}");
    }
    assert_eq!(host.post("/host/invitations", &[("role", "member")]).await.status, StatusCode::OK);
}

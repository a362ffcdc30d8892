//! Small groups: who reads what, who is let in, and that it ends.

mod limits;
mod looked_after;
mod rounds;
mod trust;

use axum::http::StatusCode;
use handrail::members::Role;

use crate::support::sample::Comes::Done;
use crate::support::sample::{CANARY, Sample};
use crate::support::{Actor, Page, TestApp};

pub const SAMPLES: &[Sample] = &[
    Sample {
        kind: "rounds",
        comes: Done(|app, mira| {
            Box::pin(async {
                let (fay, group) = begun(app, "fay").await;
                joins(mira, &invitation(&fay, &group).await, CANARY).await;
                let kit = app.member("kit").await;
                joins(&kit, &invitation(&fay, &group).await, "Kit").await;
                fay.get(&group).await;
                let round = [("tried", "tried"), ("words", CANARY), ("content_note", CANARY)];
                mira.post(&format!("{group}/rounds"), &round).await;
                let idea = [("title", CANARY), ("kind", "message"), ("who", "stranger"), ("smaller", CANARY)];
                mira.post(&format!("{group}/ideas"), &idea).await;
                fay.get(&group).await.must_say(CANARY);
                let person = fay.get(&format!("{group}/people")).await.field("who").unwrap();
                let about = mira.get(&format!("{group}/people")).await.field("who").unwrap();
                mira.post(&format!("{group}/people"), &[("who", &about), ("wish", "buddy")]).await;
                fay.post(&format!("{group}/report"), &[("who", &person), ("words", CANARY)]).await;
                group.trim_start_matches("/groups/").to_owned()
            })
        }),
        routes: &["/groups/{id}"],
        forms: &[
            ("/groups/{id}/rounds", &[("tried", "rested"), ("words", "a walk")]),
            ("/groups/{id}/mine", &[("called", "Mira"), ("pace", "titles")]),
            (
                "/groups/{id}/ideas",
                &[("title", "Wave"), ("kind", "message"), ("who", "stranger"), ("smaller", "Wave.")],
            ),
        ],
        hidden: &["the circle by the pond", "For whoever likes water"],
    },
    Sample {
        comes: Done(|app, mira| Box::pin(wrote(app, mira))),
        routes: &["/groups/rounds/{id}"],
        forms: &[("/groups/rounds/{id}", &[("tried", "tried"), ("words", "changed"), ("revision", "1")])],
        ..Sample::NONE
    },
    Sample {
        comes: Done(|app, _| {
            Box::pin(async {
                let (hal, group) = begun(app, "hal").await;
                invitation(&hal, &group).await.trim_start_matches("/groups/join/").to_owned()
            })
        }),
        routes: &["/groups/join/{token}"],
        forms: &[("/groups/join/{token}", &[("called", "Mira"), ("agree", "yes")])],
        ..Sample::NONE
    },
];

/// Writes for a group of Gil's; the id of what was written.
pub async fn wrote(app: &TestApp, mira: &Actor) -> String {
    let (gil, group) = begun(app, "gil").await;
    joins(mira, &invitation(&gil, &group).await, "Mira").await;
    gil.get(&group).await;
    mira.post(&format!("{group}/rounds"), &[("tried", "nearly"), ("words", CANARY)]).await;
    mira.get(&group).await.id_of("/groups/rounds/{id}").unwrap()
}

/// Somebody who may look after a group.
pub async fn facilitator(app: &TestApp, name: &str) -> Actor {
    let who = app.member(name).await;
    app.give(name, Role::Facilitator).await;
    app.gives_second_factor(name).await;
    who
}

/// Somebody who has begun a group, and its path.
pub async fn begun(app: &TestApp, name: &str) -> (Actor, String) {
    let who = facilitator(app, name).await;
    let about = [
        ("name", "the circle by the pond"),
        ("called", name),
        ("purpose", "For whoever likes water"),
        ("days", "2"),
        ("from", "19:00"),
        ("to", "20:00"),
    ];
    let made = who.post("/groups/new", &about).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    (who, made.location().split('?').next().unwrap().to_owned())
}

/// A link for one person, as a path.
pub async fn invitation(who: &Actor, group: &str) -> String {
    let path = format!("{group}/invitations");
    let made = who.post_and_follow(&path, &[("many", "1")]).await;
    let link = made.between("class=\"secret\" id=\"link-1\" data-reading=\"skip\">", "<").unwrap();
    link.split_once("8420").unwrap().1.to_owned()
}

pub async fn joins(who: &Actor, link: &str, called: &str) -> Page {
    let joined = who.post(link, &[("called", called), ("agree", "yes")]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
    joined
}

/// A group of three who were let in: its path, whoever looks after it, and two others.
pub async fn three(app: &TestApp) -> (String, Actor, Actor, Actor) {
    let (fay, group) = begun(app, "fay").await;
    let (ada, ben) = (app.member("ada").await, app.member("ben").await);
    for (who, called) in [(&ada, "Ada"), (&ben, "Ben")] {
        joins(who, &invitation(&fay, &group).await, called).await;
    }
    fay.get(&group).await;
    (group, fay, ada, ben)
}

/// Writes for a group.
pub async fn writes(who: &Actor, group: &str, words: &str) -> Page {
    let given = who.post(&format!("{group}/rounds"), &[("tried", "tried"), ("words", words)]).await;
    assert!(given.status == StatusCode::SEE_OTHER || given.status == StatusCode::OK, "{}", given.text());
    given
}

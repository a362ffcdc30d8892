//! Two people, one of whom lets the other in.

use axum::http::StatusCode;
use handrail::members::Role;

use super::{Actor, TestApp};

/// Somebody who can support others, and has said who they are.
pub async fn supporter(app: &TestApp, name: &str) -> Actor {
    let supporter = app.member(name).await;
    app.give(name, Role::Supporter).await;
    app.gives_second_factor(name).await;
    let said = [("name", "Lind Berg"), ("kind", "therapist"), ("days", "Mondays"), ("answers", "when we meet")];
    let page = supporter.post("/care/introduction", &said).await;
    assert_eq!(page.location(), "/care/links", "{}", page.text());
    supporter
}

/// A new link of theirs, as a path.
pub async fn link(supporter: &Actor, whom: &str) -> String {
    let page = supporter.post("/care/links", &[("whom", whom)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let link = page.between("id=\"secret\" data-reading=\"skip\">", "<").unwrap();
    link.split_once("8420").unwrap().1.to_owned()
}

/// Connects the two; the connection's id. The supporter has not looked yet.
pub async fn connect(app: &TestApp, member: &Actor, supporter: &Actor) -> String {
    let before = connections(app).await;
    let page = member.post(&link(supporter, "").await, &[("agree", "yes")]).await;
    assert_eq!(page.location(), "/sharing?saved=connected", "{}", page.text());
    connections(app).await.into_iter().find(|id| !before.contains(id)).expect("a connection more")
}

/// The ids of all connections there are.
pub async fn connections(app: &TestApp) -> Vec<String> {
    let mut read = app.app.db.read().await.unwrap();
    sqlx::query_scalar("select lower(hex(id)) from connections").fetch_all(&mut *read).await.unwrap()
}

/// How often somebody has looked at what is shown, by the log of all.
pub async fn looks(app: &TestApp) -> i64 {
    let mut read = app.app.db.read().await.unwrap();
    sqlx::query_scalar("select count(*) from look_log").fetch_one(&mut *read).await.unwrap()
}

//! What keeps somebody safe outlasts whatever else is going on.

use axum::http::StatusCode;

use crate::support::{Kept, Page, TestApp};

#[tokio::test]
async fn what_keeps_somebody_safe_outlasts_another_tab_a_rhythm_and_a_file() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let Kept { id, address: person } = mira.keep("/people/new", &[("name", "Rex"), ("sort", "person")]).await;
    let change = format!("{person}/change");
    mira.post(&change, &[("name", "Rex"), ("sort", "person"), ("safety", "yes"), ("revision", "1")]).await;
    let late = mira.post(&change, &[("name", "Rex"), ("sort", "person"), ("note", "tea"), ("revision", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let again = [("name", "Rex"), ("sort", "person"), ("note", "tea"), ("revision", "2")];
    assert!(mira.post(&change, &again).await.status.is_redirection());

    for (name, with) in [("Lunch", id.as_str()), ("Call Rex, maybe", "")] {
        let fields = [("name", name), ("weekday", "7"), ("often", "weekly"), ("with", with)];
        mira.post("/people/rhythms/new", &fields).await;
    }
    mira.post("/people/rhythms/new", &[("name", "Rexford library"), ("weekday", "7"), ("often", "weekly")]).await;
    let rhythms = |page: Page| ["Lunch", "Call Rex", "Rexford"].map(|name| page.says(name));
    mira.check_in("some").await;
    assert_eq!(rhythms(mira.get("/today").await), [false, false, true]);
    mira.post(&format!("{person}/remove"), &[]).await;
    assert!(!mira.get("/today").await.says("Lunch"), "who was removed does not come back by a rhythm");
}

#[tokio::test]
async fn whoever_looks_at_the_page_of_somebody_unsafe_sees_what_is_there_of_anybody() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let mut seen = Vec::new();
    for safety in ["yes", "no", ""] {
        let fields = [("name", "Quentin"), ("sort", "person"), ("safety", safety)];
        let Kept { address, .. } = mira.keep("/people/new", &fields).await;
        let (page, form) = (mira.get(&address).await.text(), mira.get(&format!("{address}/change")).await);
        let answers = form.between("A private question", "</fieldset>").unwrap().to_owned();
        form.must_say("If they might look here, leave them out altogether.");
        seen.push((page, form.text(), answers));
        mira.post(&format!("{address}/remove"), &[]).await;
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:?}");
    assert!(seen[0].2.contains("value=\"\" checked"), "to leave the answer as it is: {}", seen[0].2);
}

#[tokio::test]
async fn an_answer_that_is_not_shown_stays_until_another_is_chosen() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let fields = [("name", "Quentin"), ("sort", "person"), ("near", "close"), ("safety", "yes")];
    let Kept { address, .. } = mira.keep("/people/new", &fields).await;
    let named = async || mira.get("/steps/plain-hello").await.says("Perhaps with Quentin");
    let change = async |safety: &'static str, revision: &'static str| {
        let fields =
            [("name", "Quentin"), ("sort", "person"), ("near", "close"), ("safety", safety), ("revision", revision)];
        assert!(mira.post(&format!("{address}/change"), &fields).await.status.is_redirection());
    };
    change("", "1").await;
    assert!(!named().await, "the yes is still there");
    change("no", "2").await;
    assert!(named().await);
}

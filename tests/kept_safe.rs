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
    let safety = late.between("name=\"safety\" value=\"yes\"", ">").unwrap();
    assert!(safety.contains("checked"), "{safety}");

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

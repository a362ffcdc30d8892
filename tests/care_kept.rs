//! What a supporter writes is not lost when something changes meanwhile, and what they look at is counted once for both.

use axum::http::StatusCode;

use crate::sharing::connected;
use crate::support::company::looks;
use crate::support::signed_in;
use crate::support::writing::form;

#[tokio::test]
async fn a_supporters_form_that_is_kept_for_later_leads_back_to_those_they_support() {
    let (_app, _mira, lind, id) = connected().await;
    for (page, field) in [("given", "words"), ("offer", "words"), ("notes", "words")] {
        let form = form(&lind, &format!("/care/{id}/{page}"), field).await;
        let kept = form.later(&lind, &[("words", "half a sentence")]).await;
        assert!(kept.location().starts_with("/care?begun="), "{page}: {}", kept.location());
        let list = lind.get(kept.location()).await;
        list.must_say("Kept for later.");
        list.must_say("Continue");
    }
}

#[tokio::test]
async fn words_of_a_supporters_form_stay_when_the_second_step_was_taken_off_meanwhile() {
    let (app, _mira, lind, id) = connected().await;
    let form = form(&lind, &format!("/care/{id}/given"), "words").await;
    app.loses_second_factor("lind").await;
    let page = form.sent(&lind, &[("words", "the kite suited you")]).await;
    assert_eq!(page.location(), "/settings/second-factor");
    lind.get("/drafts").await.must_say("the kite suited you");
}

#[tokio::test]
async fn a_working_note_is_removed_where_it_stands_and_keeps_the_name_of_whom_it_is_about() {
    let (_app, mira, lind, id) = connected().await;
    lind.post(&format!("/care/{id}/arrange"), &[("called", "M."), ("next", "")]).await;
    let notes = format!("/care/{id}/notes");
    lind.post(&notes, &[("words", "spoke of the lake")]).await;
    let page = lind.get(&notes).await;
    page.must_say("Remove the note of today");
    let removed = lind.post_and_follow(&page.action("/care/notes/").unwrap(), &[]).await;
    removed.must_say("Removed.");
    removed.must_say("A note for yourself");
    removed.must_not_say("spoke of the lake");
    let back = lind.post_and_follow(&removed.action("/care/notes/").unwrap(), &[]).await;
    back.must_say("A note for yourself");
    back.must_say("spoke of the lake");
    mira.post(&format!("/sharing/{id}/part"), &[]).await;
    lind.get("/care/notes").await.must_say("On M. (parted)");
}

#[tokio::test]
async fn whoever_is_no_supporter_any_more_keeps_their_notes_and_can_part() {
    let (app, mira, lind, id) = connected().await;
    lind.post(&format!("/care/{id}/notes"), &[("words", "spoke of the lake")]).await;
    app.takes_role("lind", "supporter").await;
    assert_eq!(lind.get("/care").await.status, StatusCode::NOT_FOUND);
    lind.get("/settings").await.must_say("Those you supported, and your working notes");
    let page = lind.get("/care/notes").await;
    page.must_say("spoke of the lake");
    page.must_say("End the connection with mira");
    let part = format!("/care/{id}/part");
    lind.get(&part).await.must_say("End the connection with mira");
    assert_eq!(mira.post(&part, &[]).await.status, StatusCode::NOT_FOUND, "it is the other side’s");
    lind.post_and_follow(&part, &[]).await.must_say("You have parted.");
    mira.get("/sharing").await.must_not_say("Lind Berg");
}

#[tokio::test]
async fn a_look_for_the_order_counts_on_both_sides() {
    let (app, mira, lind, id) = connected().await;
    lind.get(&format!("/care/{id}")).await;
    let moments = [("connection", id.as_str()), ("what", "kind"), ("kind", "moments")];
    mira.post("/sharing/grants", &moments).await;
    mira.post("/moments", &[("words", "a grey cat")]).await;
    lind.get(&format!("/care/{id}")).await;
    assert_eq!(looks(&app).await, 1);
    app.days_later(1);
    app.loses_second_factor("lind").await;
    let lind = signed_in(&app, "lind").await;
    app.gives_second_factor("lind").await;
    lind.get(&format!("/care/{id}/order")).await;
    assert_eq!(looks(&app).await, 2);
    lind.get(&format!("/care/{id}")).await.must_say("Your last look: today.");
}

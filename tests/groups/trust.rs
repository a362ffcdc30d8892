//! What somebody who can write to the file cannot do: add a reader, swap a key, or write as another.

use axum::http::StatusCode;

use super::{invitation, joins, three, writes};
use crate::connecting::begins_anew;
use crate::support::TestApp;

/// Does something to the file behind everybody's back.
async fn behind(app: &TestApp, sql: &'static str) {
    let mut write = app.app.db.write().await.unwrap();
    sqlx::query(sql).execute(&mut *write).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn whoever_is_added_in_the_file_reads_nothing() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let eve = app.member("eve").await;
    // A place of her own in another group, made over into one in this.
    joins(&eve, &invitation(&fay, &group).await, "Eve").await;
    behind(&app, "update memberships set proof = zeroblob(32) where proof is not null").await;
    fay.get(&group).await;
    ada.get(&group).await.must_say("2 people can read this");
    writes(&ada, &group, "Among us.").await;
    let page = eve.get(&group).await;
    page.must_say("open the door from the inside");
    page.must_not_say("Among us.");
}

#[tokio::test]
async fn a_key_that_was_swapped_in_the_file_opens_nothing() {
    let app = TestApp::new().await;
    let (group, _, ada, ben) = three(&app).await;
    ben.get(&group).await;
    behind(
        &app,
        "update letter_pairs set public_key = (select public_key from letter_pairs p where p.owner <> letter_pairs.owner limit 1)",
    )
    .await;
    writes(&ada, &group, "To the true Ben.").await;
    ben.get(&group).await.must_say("To the true Ben.");
}

#[tokio::test]
async fn nobody_writes_as_another() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "From Ada.").await;
    ben.get(&group).await.must_say("Ada · Tried");
    behind(&app, "update letters set author = (select member from memberships order by since, member limit 1) where kind = 'round'")
        .await;
    let pages = [fay.get(&group).await, ben.get(&group).await];
    let read = pages.iter().filter(|page| page.says("From Ada.") && !page.says("Ada · Tried")).count();
    assert_eq!(read, 0, "under another name it opens for nobody");
}

#[tokio::test]
async fn a_line_that_was_taken_out_of_the_log_shows() {
    let app = TestApp::new().await;
    let (group, _, ada, _) = three(&app).await;
    ada.get(&format!("{group}/care")).await.must_not_say("A line is missing");
    behind(&app, "delete from care_log where number = 2").await;
    ada.get(&format!("{group}/care")).await.must_say("A line is missing");
}

#[tokio::test]
async fn a_group_out_of_a_backup_opens_once_somebody_has_looked_who_is_in_it() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "From before.").await;
    behind(&app, "update groups set asleep = 1").await;
    let page = ben.get(&group).await;
    page.must_say("closed until whoever looks after it has looked at who is in it");
    page.must_not_say("From before.");
    fay.post(&format!("{group}/wake"), &[]).await;
    ben.get(&group).await.must_say("From before.");
}

#[tokio::test]
async fn whoever_begins_anew_is_let_in_anew() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    writes(&ada, &group, "From before.").await;
    let ben = begins_anew(&app, "ben").await;
    assert_eq!(ben.get(&group).await.status, StatusCode::NOT_FOUND);
    ada.get(&group).await.must_say("One person can read this: fay");
    joins(&ben, &invitation(&fay, &group).await, "Ben").await;
    fay.get(&group).await;
    ben.get(&group).await.must_not_say("From before.");
    writes(&ada, &group, "From now on.").await;
    ben.get(&group).await.must_say("From now on.");
}

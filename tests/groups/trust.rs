//! What somebody who can write to the file cannot do: add a reader, swap a key, or write as another.

use axum::http::StatusCode;
use handrail::members::Role;

use super::{begun, invitation, joins, three, writes};
use crate::connecting::begins_anew;
use crate::support::{Actor, PASSWORD, TestApp};

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
async fn the_end_of_the_log_is_missed_by_whoever_has_read_it() {
    let app = TestApp::new().await;
    let (group, _, ada, _) = three(&app).await;
    ada.get(&format!("{group}/care")).await.must_not_say("A line is missing");
    behind(&app, "delete from care_log where number = (select max(number) from care_log)").await;
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

/// Asks somebody to look after a group too, or no more.
async fn part(app: &TestApp, fay: &Actor, group: &str, (name, called): (&str, &str), part: &str) {
    app.give(name, Role::Facilitator).await;
    app.gives_second_factor(name).await;
    let page = fay.get(&format!("{group}/people")).await;
    let card = page.body.split("<article").find(|card| card.contains(&format!(">{called}</h2>"))).unwrap().to_owned();
    let who = card.split_once("name=\"who\" value=\"").unwrap().1[..32].to_owned();
    fay.post(&format!("{group}/part"), &[("who", &who), ("part", part)]).await;
}

#[tokio::test]
async fn whoever_looks_after_it_no_more_comes_back_as_anybody_does() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    part(&app, &fay, &group, ("ada", "Ada"), "facilitator").await;
    let link = invitation(&ada, &group).await;
    let other = invitation(&fay, &group).await;
    part(&app, &fay, &group, ("ada", "Ada"), "member").await;
    assert_eq!(ben.get(&link).await.status, StatusCode::NOT_FOUND, "her links end");
    ada.post(&format!("{group}/leave"), &[]).await;
    joins(&ada, &other, "Ada").await;
    ada.get(&group).await.must_say("open the door from the inside");
    for path in ["remove", "invitations", "people"] {
        assert_eq!(ada.get(&format!("{group}/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    fay.get(&group).await;
    ada.get(&group).await.must_say("2 people can read this");
    assert_eq!(ada.get(&format!("{group}/invitations")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_invitation_made_before_brings_nobody_back_to_what_they_were() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    part(&app, &fay, &group, ("ada", "Ada"), "facilitator").await;
    // It says that Ada looks after the group.
    let link = invitation(&fay, &group).await;
    part(&app, &fay, &group, ("ada", "Ada"), "member").await;
    ada.post(&format!("{group}/leave"), &[]).await;
    joins(&ada, &link, "Ada").await;
    assert_eq!(ada.get(&format!("{group}/invitations")).await.status, StatusCode::NOT_FOUND);
    ada.get(&group).await.must_say("open the door from the inside");
}

#[tokio::test]
async fn a_proof_for_one_group_opens_no_other() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let about = [("id", "0123456789abcdef0123456789abcdef"), ("name", "Another"), ("called", "fay")];
    let other = fay.post("/groups/new", &about).await.location().split('?').next().unwrap().to_owned();
    let eve = app.member("eve").await;
    joins(&eve, &invitation(&fay, &other).await, "Eve").await;
    fay.get(&other).await;
    behind(
        &app,
        "insert into memberships select (select place from memberships where place <> m.place limit 1), m.member, m.since,
             m.link, m.proof, m.ended, m.revision, m.key, m.body
         from memberships m join members e on e.id = m.member where e.name = 'eve'",
    )
    .await;
    behind(&app, "update group_links set place = (select place from memberships where place <> group_links.place limit 1) where used_at is not null and id = (select link from memberships m join members e on e.id = m.member where e.name = 'eve' limit 1)").await;
    fay.get(&group).await;
    ada.get(&group).await.must_say("2 people can read this");
    writes(&ada, &group, "Among us.").await;
    eve.get(&group).await.must_not_say("Among us.");
}

#[tokio::test]
async fn what_was_written_in_one_group_opens_in_no_other() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    let about = [("id", "0123456789abcdef0123456789abcdef"), ("name", "Another"), ("called", "fay")];
    let other = fay.post("/groups/new", &about).await.location().split('?').next().unwrap().to_owned();
    for (who, called) in [(&ada, "Ada"), (&ben, "Ben")] {
        joins(who, &invitation(&fay, &other).await, called).await;
    }
    fay.get(&other).await;
    ben.get(&other).await;
    writes(&ada, &group, "In the first.").await;
    ben.get(&group).await.must_say("In the first.");
    behind(&app, "update letter_keys set place = x'0123456789abcdef0123456789abcdef' where letter in (select id from letters where kind = 'round')").await;
    behind(&app, "update letters set place = x'0123456789abcdef0123456789abcdef' where kind = 'round'").await;
    ben.get(&other).await.must_not_say("In the first.");
}

#[tokio::test]
async fn what_was_handed_over_stands_though_whoever_did_leaves_at_once() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&fay, &group, "Goodbye.").await;
    part(&app, &fay, &group, ("ada", "Ada"), "facilitator").await;
    fay.post(&format!("{group}/leave"), &[("words", "yes")]).await;
    assert_eq!(ada.get(&format!("{group}/invitations")).await.status, StatusCode::OK);
    let page = ben.get(&group).await;
    page.must_not_say("Goodbye.");
    page.must_say("One person can read this: Ada");
    page.must_not_say("Nobody looks after this group");
}

#[tokio::test]
async fn whoever_begins_anew_and_has_a_link_left_is_let_in_with_their_new_key() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let spare = invitation(&fay, &group).await;
    let ben = begins_anew(&app, "ben").await;
    joins(&ben, &spare, "Ben").await;
    ben.get(&group).await.must_say("open the door from the inside");
    fay.get(&group).await;
    writes(&ada, &group, "From now on.").await;
    ben.get(&group).await.must_say("From now on.");
    writes(&ben, &group, "And from me.").await;
    ada.get(&group).await.must_say("And from me.");
}

#[tokio::test]
async fn a_group_that_nobody_is_in_goes() {
    let app = TestApp::new().await;
    let (fay, _) = begun(&app, "fay").await;
    fay.post("/settings/leave", &[("password", PASSWORD), ("sure", "yes")]).await;
    handrail::server::jobs::tidy(&app.app, app.app.now()).await.unwrap();
    let left = "select (select count(*) from groups) + (select count(*) from care_log)";
    let left: i64 = sqlx::query_scalar(left).fetch_one(&mut *app.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_group_that_nobody_looks_after_is_opened_again_by_whoever_is_in_it() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "From before.").await;
    ben.get(&group).await;
    fay.post(&format!("{group}/leave"), &[]).await;
    behind(&app, "update groups set asleep = 1").await;
    let page = ben.get(&group).await;
    page.must_say("These people are right. Open it");
    page.must_say("Ada");
    ben.post(&format!("{group}/wake"), &[]).await;
    ben.get(&group).await.must_say("From before.");
}

#[tokio::test]
async fn whoever_waits_at_the_door_changes_nothing_that_others_read() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "From inside.").await;
    let own = format!("/groups/rounds/{}", ada.get(&group).await.id_of("/groups/rounds/{id}").unwrap());
    let (first, second) = (invitation(&fay, &group).await, invitation(&fay, &group).await);
    ada.post(&format!("{group}/leave"), &[]).await;
    joins(&ada, &first, "Ada").await;
    ada.post(&own, &[("tried", "tried"), ("words", "From outside."), ("revision", "1")]).await;
    ben.get(&group).await.must_not_say("From outside.");
    ada.get(&own).await.must_not_say("Ben");
    let page = app.member("noor").await.post(&second, &[("called", "Ben")]).await;
    page.must_not_say("Choose another name.");
    joins(&ada, &second, "Ada").await;
    fay.get(&group).await;
    ada.get(&group).await.must_say("2 people can read this");
}

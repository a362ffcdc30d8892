//! Care of the space: what is hidden or told, who is removed, and that leaving is one tap.

use axum::http::StatusCode;

use super::{begun, facilitator, invitation, joins, three, writes};
use crate::support::writing::form;
use crate::support::{Actor, TestApp, signed_in};

/// The id of somebody in a group, as whoever looks at its people finds it.
async fn person(who: &Actor, group: &str, called: &str) -> String {
    let page = who.get(&format!("{group}/people")).await;
    let card = page.body.split("<article").find(|card| card.contains(&format!(">{called}</h2>"))).unwrap().to_owned();
    card.split_once("name=\"who\" value=\"").unwrap().1[..32].to_owned()
}

#[tokio::test]
async fn what_is_hidden_and_who_is_not_heard_is_ones_own_affair() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "A hard week.").await;
    let letter = ben.get(&group).await.field("letter").unwrap();
    let page = ben.post_and_follow(&format!("{group}/hide"), &[("letter", &letter)]).await;
    page.must_say("Hidden from you.");
    page.must_not_say("A hard week.");
    fay.get(&group).await.must_say("A hard week.");
    ben.post(&format!("{group}/hide"), &[("letter", &letter), ("back", "yes")]).await;
    ben.get(&group).await.must_say("A hard week.");
    let ada_id = person(&ben, &group, "Ada").await;
    ben.post(&format!("{group}/people"), &[("who", &ada_id), ("wish", "mute")]).await;
    ben.get(&group).await.must_not_say("A hard week.");
    ben.post(&format!("{group}/people"), &[("who", &ada_id), ("wish", "hear")]).await;
    ben.get(&group).await.must_say("A hard week.");
}

#[tokio::test]
async fn buddies_are_two_who_both_said_so() {
    let app = TestApp::new().await;
    let (group, _, ada, ben) = three(&app).await;
    let (ada_id, ben_id) = (person(&ben, &group, "Ada").await, person(&ada, &group, "Ben").await);
    let before = ben.get(&format!("{group}/people")).await.text();
    ada.post(&format!("{group}/people"), &[("who", &ben_id), ("wish", "buddy")]).await;
    assert_eq!(ben.get(&format!("{group}/people")).await.text(), before, "a choice alone is nobody else's affair");
    ben.post(&format!("{group}/people"), &[("who", &ada_id), ("wish", "buddy")]).await;
    for who in [&ada, &ben] {
        who.get(&format!("{group}/people")).await.must_say("You are buddies");
    }
    ada.post(&format!("{group}/people"), &[("who", &ben_id), ("wish", "no-buddy")]).await;
    ben.get(&format!("{group}/people")).await.must_not_say("You are buddies");
}

#[tokio::test]
async fn what_isnt_right_is_told_to_others_than_it_is_about() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "Too near to the bone.").await;
    let letter = ben.get(&group).await.field("letter").unwrap();
    ben.get(&format!("{group}/report?post={letter}")).await.must_say("fay can read this. Handrail never tells Ada");
    ben.post(&format!("{group}/report"), &[("post", &letter), ("words", "It was about me.")]).await;
    let page = fay.get(&format!("{group}/care")).await;
    page.must_say("About Ada From Ben");
    page.must_say("It was about me. What was written: Too near to the bone.");
    ada.get(&format!("{group}/care")).await.must_not_say("It was about me.");
    fay.post(&format!("{group}/care"), &[("letter", &page.field("letter").unwrap())]).await;
    fay.get(&format!("{group}/care")).await.must_not_say("It was about me.");

    let fay_id = person(&ben, &group, "fay").await;
    let alone = ben.post(&format!("{group}/report"), &[("who", &fay_id), ("words", "About you.")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    alone.must_say("Nobody else looks after this group.");
    let ada_id = person(&fay, &group, "Ada").await;
    fay.post(&format!("{group}/part"), &[("who", &ada_id), ("part", "facilitator")]).await;
    let shut = ben.post(&format!("{group}/report"), &[("who", &fay_id), ("words", "About you.")]).await;
    assert_eq!(shut.status, StatusCode::UNPROCESSABLE_ENTITY, "she has not the part here yet, and could not open it");
    shut.must_say("About you.");
    may_lead(&app, "ada").await;
    ben.post(&format!("{group}/report"), &[("who", &fay_id), ("words", "About you.")]).await;
    let given = "select count(*) from letter_keys k join letters l on l.id = k.letter where l.kind = 'report'";
    let keys: i64 = sqlx::query_scalar(given).fetch_one(&mut *app.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(keys, 2, "the file does not show who was left out");
    fay.get(&format!("{group}/care")).await.must_not_say("About you.");
    fay.get(&group).await.must_not_say("Something was told to you");
    ada.get(&group).await.must_say("Something was told to you");
    let ada_id = person(&fay, &group, "Ada").await;
    fay.post(&format!("{group}/part"), &[("who", &ada_id), ("part", "member")]).await;
    ada.get(&format!("{group}/care")).await.must_say("About you.");
}

/// Gives somebody what it takes to look after a group.
async fn may_lead(app: &TestApp, name: &str) {
    app.give(name, handrail::members::Role::Facilitator).await;
    app.gives_second_factor(name).await;
}

#[tokio::test]
async fn one_person_tells_a_few_things_at_a_time_and_the_same_thing_once() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let ben_id = person(&ada, &group, "Ben").await;
    let path = format!("{group}/report");
    for _ in 0..2 {
        ada.post(&path, &[("id", &"1".repeat(32)), ("who", &ben_id), ("words", "Once.")]).await;
    }
    let page = fay.get(&format!("{group}/care")).await;
    assert_eq!(page.text().matches("Once.").count(), 1);
    for number in 2..=5 {
        ada.post(&path, &[("who", &ben_id), ("words", &format!("Number {number}."))]).await;
    }
    let more = ada.post(&path, &[("who", &ben_id), ("words", "One more.")]).await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
    more.must_say("One more.");
    app.days_later(1);
    let ada = signed_in(&app, "ada").await;
    assert_eq!(ada.post(&path, &[("who", &ben_id), ("words", "One more.")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_was_begun_about_one_person_is_not_about_another() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    let fay_id = person(&ada, &group, "fay").await;
    may_lead(&app, "ben").await;
    fay.post(&format!("{group}/part"), &[("who", &person(&fay, &group, "Ben").await), ("part", "facilitator")]).await;
    let path = format!("{group}/report");
    form(&ada, &path, "words").await.later(&ada, &[("who", &fay_id), ("words", "About fay.")]).await;
    ada.get(&path).await.must_say("About fay.");
    writes(&ben, &group, "Something near.").await;
    let letter = ada.get(&group).await.field("letter").unwrap();
    let page = ada.get(&format!("{group}/report?post={letter}")).await;
    page.must_say("Handrail never tells Ben");
    page.must_not_say("About fay.");
}

#[tokio::test]
async fn nobody_is_called_as_somebody_else_in_the_group() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    for taken in ["fay", "FAY", "f\u{430}y", " Ben "] {
        let page = ada.post(&format!("{group}/mine"), &[("called", taken), ("pace", "all")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{taken}");
        page.must_say("Choose another name.");
    }
    let new = app.member("noor").await;
    let link = invitation(&fay, &group).await;
    let page = new.post(&link, &[("called", "Fay"), ("agree", "yes")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    joins(&new, &link, "Noor").await;
    ada.post(&format!("{group}/mine"), &[("called", "Adele"), ("pace", "all")]).await;
    fay.post(&format!("{group}/mine"), &[("called", "Faith"), ("pace", "all")]).await;
    fay.get(&group).await;
    ben.get(&group).await.must_say("3 people can read this: Faith , Adele and Noor");
    ben.get(&format!("{group}/care")).await.must_say("Adele took another name");
    writes(&fay, &group, "Good morning.").await;
    ben.get(&group).await.must_say("Faith , who looks after the group");
}

#[tokio::test]
async fn a_choice_of_a_buddy_tells_the_file_nothing() {
    let app = TestApp::new().await;
    let (group, _, ada, _) = three(&app).await;
    let ben_id = person(&ada, &group, "Ben").await;
    ada.post(&format!("{group}/people"), &[("who", &ben_id), ("wish", "buddy")]).await;
    let given =
        "select count(distinct k.reader) from letter_keys k join letters l on l.id = k.letter where l.kind = 'buddy'";
    let readers: i64 = sqlx::query_scalar(given).fetch_one(&mut *app.app.db.read().await.unwrap()).await.unwrap();
    assert_eq!(readers, 2, "each is told yes or no");
}

#[tokio::test]
async fn whoever_was_not_let_in_yet_learns_nobodys_name() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let new = app.member("noor").await;
    joins(&new, &invitation(&fay, &group).await, "Noor").await;
    for path in ["people", "care", "ideas", "report"] {
        assert_eq!(new.get(&format!("{group}/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    new.get(&group).await.must_not_say("Ada");
    ada.get(&format!("{group}/people")).await.must_say("Ben");
}

#[tokio::test]
async fn who_is_removed_reads_why_and_nothing_else_any_more() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "Before.").await;
    let waiting = invitation(&fay, &group).await;
    let ben_id = person(&fay, &group, "Ben").await;
    let without = fay.post(&format!("{group}/remove"), &[("who", &ben_id), ("why", " ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    fay.post(&format!("{group}/remove"), &[("who", &ben_id), ("why", "It went on after we spoke.")]).await;
    assert_eq!(ben.get(&group).await.status, StatusCode::NOT_FOUND);
    let late = ben.post(&format!("{group}/rounds"), &[("tried", "tried"), ("words", "Half a page of words.")]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    late.must_say("Half a page of words.");
    ben.get("/groups").await.must_say("fay wrote: It went on after we spoke.");
    writes(&ada, &group, "After.").await;
    ada.get(&group).await.must_say("One person can read this: fay");
    ada.get(&format!("{group}/care")).await.must_say("fay removed Ben");
    assert_eq!(app.member("late").await.get(&waiting).await.status, StatusCode::NOT_FOUND, "links are taken back");
    ben.post(&format!("{group}/leave"), &[]).await;
    ben.get("/groups").await.must_not_say("It went on");
}

#[tokio::test]
async fn whoever_leaves_may_take_their_words_along_and_come_back() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "These stay.").await;
    writes(&ben, &group, "These go.").await;
    ada.post_and_follow(&format!("{group}/leave"), &[]).await.must_say("A new link could let you in again");
    ben.post(&format!("{group}/leave"), &[("words", "yes")]).await;
    let page = fay.get(&group).await;
    page.must_say("Ada , who has left");
    page.must_say("These stay.");
    page.must_not_say("These go.");
    ada.get("/search?q=stay").await;
    assert_eq!(ada.get(&group).await.status, StatusCode::NOT_FOUND);
    joins(&ada, &invitation(&fay, &group).await, "Ada again").await;
    fay.get(&group).await.must_say("One person can read this: Ada again");
}

#[tokio::test]
async fn slow_and_closed_groups_keep_what_was_typed() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let slow = [("name", "the circle by the pond"), ("slow", "yes"), ("agreed", "yes"), ("agreements", "We listen.")];
    fay.post(&format!("{group}/change"), &slow).await;
    writes(&ada, &group, "Once.").await;
    let page = ada.post(&format!("{group}/rounds"), &[("words", "Twice.")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("each writes once a day");
    page.must_say("Twice.");
    page.must_say("We listen.");
    let now = app.app.now().to_zoned(jiff::tz::TimeZone::UTC);
    let tomorrow = now.date().tomorrow().unwrap().weekday().to_monday_one_offset().to_string();
    let closed = [
        ("name", "the circle by the pond"),
        ("open_days", tomorrow.as_str()),
        ("open_from", "06:00"),
        ("open_to", "07:00"),
    ];
    fay.post(&format!("{group}/change"), &closed).await;
    let page = ada.post(&format!("{group}/rounds"), &[("words", "At night.")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("The group is closed just now.");
    page.must_say("At night.");
}

#[tokio::test]
async fn somebody_who_looks_after_another_group_looks_after_none_but_theirs() {
    let app = TestApp::new().await;
    let (group, _, _, ben) = three(&app).await;
    let other = facilitator(&app, "other").await;
    for path in ["change", "invitations", "remove"] {
        for who in [&other, &ben] {
            assert_eq!(who.get(&format!("{group}/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    let fields = [("name", "Mine now"), ("many", "1")];
    for path in ["change", "invitations", "remove", "part", "wake", "care"] {
        assert_eq!(other.post(&format!("{group}/{path}"), &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_the_next_meetings_are_called_is_up_to_whoever_keeps_them() {
    let app = TestApp::new().await;
    let (fay, group) = begun(&app, "fay").await;
    let (status, file) = fay.fetch(&format!("{group}/calendar"), &[("words", "Swimming")]).await;
    let file = String::from_utf8(file).unwrap();
    assert_eq!(status, StatusCode::OK);
    assert_eq!(file.matches("SUMMARY:Swimming").count(), 12);
    assert!(!file.contains("pond") && !file.to_lowercase().contains("handrail"), "{file}");
}

#[tokio::test]
async fn what_is_told_by_the_same_form_in_other_words_is_told_too() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let ben_id = person(&ada, &group, "Ben").await;
    for words in ["He wrote to me.", "He wrote to me. At night too."] {
        let told = [("id", "11111111111111111111111111111111"), ("who", &ben_id), ("words", words)];
        ada.post(&format!("{group}/report"), &told).await;
    }
    fay.get(&format!("{group}/care")).await.must_say("At night too.");
}

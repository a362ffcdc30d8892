//! What is written, and who reads it.

use axum::http::StatusCode;

use super::{begun, invitation, joins, three, writes};
use crate::support::{TestApp, signed_in};

#[tokio::test]
async fn a_round_is_read_by_those_who_are_there_and_nobody_else() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    let eve = app.member("eve").await;
    ada.get(&group).await.must_say("2 people can read this: fay and Ben");
    let sent = [("tried", "nearly"), ("words", "To the water and back."), ("content_note", "a loss")];
    ada.post(&format!("{group}/rounds"), &sent).await;
    for reader in [&fay, &ben] {
        let page = reader.get(&group).await;
        page.must_say("Ada · Nearly");
        page.must_say("About a loss Read it To the water and back.");
        page.must_not_say("ada");
    }
    assert_eq!(eve.get(&group).await.status, StatusCode::NOT_FOUND);
    eve.get("/groups").await.must_not_say("the circle");
    ada.get("/groups").await.must_say("the circle by the pond");
}

#[tokio::test]
async fn whoever_comes_later_reads_nothing_older_until_its_author_shows_it() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    writes(&ada, &group, "Before you came.").await;
    let new = app.member("noor").await;
    joins(&new, &invitation(&fay, &group).await, "Noor").await;
    new.get(&group).await.must_say("open the door from the inside");
    let early = new.post(&format!("{group}/rounds"), &[("tried", "tried"), ("words", "Too early.")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.must_say("not open to you yet");
    fay.get(&group).await;
    new.get(&group).await.must_not_say("Before you came.");
    let page = ada.get(&group).await;
    page.must_say("3 people can read this");
    page.must_say("Noor is new here.");
    let own = format!("/groups/rounds/{}", page.id_of("/groups/rounds/{id}").unwrap());
    ada.get(&own).await.must_say("Noor can’t read it.");
    ada.post(&format!("{own}/show"), &[]).await;
    new.get(&group).await.must_say("Before you came.");
}

#[tokio::test]
async fn a_form_that_names_others_than_will_read_it_is_shown_again() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    let mark = ada.get(&group).await.field("readers").unwrap();
    let new = app.member("noor").await;
    joins(&new, &invitation(&fay, &group).await, "Noor").await;
    fay.get(&group).await;
    let sent = [("tried", "tried"), ("words", "For two."), ("readers", mark.as_str())];
    let page = ada.post(&format!("{group}/rounds"), &sent).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Who reads this has changed since.");
    page.must_say("For two.");
    new.get(&group).await.must_not_say("For two.");
    let again = [("tried", "tried"), ("words", "For two."), ("readers", &page.field("readers").unwrap())];
    ada.post(&format!("{group}/rounds"), &again).await;
    new.get(&group).await.must_say("For two.");
}

#[tokio::test]
async fn only_whoever_wrote_learns_what_came_back() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    writes(&ada, &group, "Said good morning.").await;
    let letter = ben.get(&group).await.field("letter").unwrap();
    for (warm, said) in [
        ("glad", "Glad you wrote"),
        ("know", "I know this too"),
        ("took", "That took something"),
        ("with", "Thinking of you"),
    ] {
        ben.post(&format!("{group}/warm"), &[("letter", &letter), ("warm", warm)]).await;
        ada.get(&group).await.must_say(&format!("Ben : {said}"));
        fay.get(&group).await.must_not_say(&format!("Ben : {said}"));
    }
    ben.get(&group).await.must_say("You sent: Thinking of you.");
    ben.post(&format!("{group}/warm"), &[("letter", &letter), ("warm", "")]).await;
    ada.get(&group).await.must_not_say("Ben : ");
}

#[tokio::test]
async fn what_is_changed_or_removed_is_so_for_everybody() {
    let app = TestApp::new().await;
    let (group, _, ada, ben) = three(&app).await;
    writes(&ada, &group, "First words.").await;
    let own = format!("/groups/rounds/{}", ada.get(&group).await.id_of("/groups/rounds/{id}").unwrap());
    let changed = [("tried", "rested"), ("words", "Second words."), ("wish", "ideas"), ("revision", "1")];
    ada.post(&own, &changed).await;
    let page = ben.get(&group).await;
    page.must_say("Ada · Rested");
    page.must_say("Second words. Ideas are welcome.");
    page.must_not_say("First words.");
    ada.post(&format!("{own}/remove"), &[]).await;
    ben.get(&group).await.must_not_say("Second words.");
    ada.post(&format!("{own}/restore"), &[]).await;
    ben.get(&group).await.must_not_say("Second words.");
    ada.get(&own).await.must_say("Only you can see this.");
    ada.post(&format!("{own}/show"), &[]).await;
    ben.get(&group).await.must_say("Second words.");
}

#[tokio::test]
async fn a_week_is_summed_up_from_five_people_on() {
    let app = TestApp::new().await;
    let (fay, group) = begun(&app, "fay").await;
    let mut others = Vec::new();
    for name in ["ann", "bob", "cat", "dan"] {
        let one = app.member(name).await;
        joins(&one, &invitation(&fay, &group).await, name).await;
        others.push(one);
    }
    fay.get(&group).await;
    for one in &others {
        writes(one, &group, "Something.").await;
    }
    fay.get(&group).await.must_not_say("wrote:");
    fay.post(&format!("{group}/rounds"), &[("tried", "rested")]).await;
    for one in others.iter().chain([&fay]) {
        one.get(&group).await.must_say("5 wrote: 4 tried, 0 nearly, 1 rested.");
    }
}

#[tokio::test]
async fn each_reads_at_their_own_pace() {
    let app = TestApp::new().await;
    let (group, _, ada, ben) = three(&app).await;
    writes(&ada, &group, "The first one.").await;
    app.minutes_later(5);
    writes(&ada, &group, "The second one.").await;
    let pace = async |pace| {
        ben.post(&format!("{group}/mine"), &[("called", "Ben"), ("pace", pace)]).await;
        let read = ben.get(&group).await.text();
        ["The first one.", "The second one."].map(|words| !read.contains(&format!("Read it {words}")))
    };
    assert_eq!(pace("all").await, [true, true]);
    assert_eq!(pace("titles").await, [false, false]);
    assert_eq!(pace("one-a-day").await, [true, false]);
    assert_eq!(pace("one-a-day").await, [true, false], "the same one all day");
    let rest = [("called", "Ben"), ("pace", "all"), ("paused", "yes")];
    ben.post(&format!("{group}/mine"), &rest).await;
    let read = ben.get(&group).await;
    read.must_say("You’re resting from this group.");
    read.must_not_say("The first one.");
}

#[tokio::test]
async fn a_look_back_can_be_the_start_of_a_round() {
    let app = TestApp::new().await;
    let (group, _, ada, _) = three(&app).await;
    let attempt = ada.begin("plain-hello", "smaller").await;
    ada.look_back(&attempt, &[("outcome", "nearly"), ("note", "My hand was on the door.")]).await;
    let id = attempt.trim_start_matches("/attempts/");
    let page = ada.get(&format!("{group}?start={id}")).await;
    page.must_say("My hand was on the door.");
    assert!(page.body.contains("value=\"nearly\" checked"));
}

#[tokio::test]
async fn ideas_are_taken_up_without_anybody_learning_of_it() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    let idea = [
        ("title", "Wave to the ferry"),
        ("kind", "message"),
        ("who", "stranger"),
        ("smaller", "Watch it go by."),
        ("regular", "Wave once."),
        ("more", "Wave until somebody waves back."),
    ];
    ada.post(&format!("{group}/ideas"), &idea).await;
    let page = ben.get(&format!("{group}/ideas")).await;
    page.must_say("Wave to the ferry From Ada");
    let before = fay.get(&format!("{group}/ideas")).await.text();
    ben.post(&format!("{group}/take"), &[("letter", &page.field("letter").unwrap())]).await;
    ben.get("/ladder").await.must_say("Wave to the ferry");
    assert_eq!(fay.get(&format!("{group}/ideas")).await.text(), before);
    ada.post(&format!("{group}/take"), &[("letter", &page.field("letter").unwrap())]).await;
    fay.get(&format!("{group}/ideas")).await.must_say("None yet, and that’s fine.");
    ben.get("/ladder").await.must_say("Wave to the ferry");
}

#[tokio::test]
async fn what_is_changed_stays_of_its_day_and_takes_no_turn() {
    let app = TestApp::new().await;
    let (group, _, ada, _) = three(&app).await;
    writes(&ada, &group, "With a tpyo.").await;
    let own = format!("/groups/rounds/{}", ada.get(&group).await.id_of("/groups/rounds/{id}").unwrap());
    app.days_later(8);
    let ada = signed_in(&app, "ada").await;
    ada.post(&own, &[("tried", "tried"), ("words", "With a typo."), ("revision", "1")]).await;
    let slow = [("name", "the circle by the pond"), ("slow", "yes")];
    let fay = signed_in(&app, "fay").await;
    fay.post(&format!("{group}/change"), &slow).await;
    let page = signed_in(&app, "ben").await.get(&group).await;
    page.must_say("With a typo.");
    page.must_not_say("This week");
    writes(&ada, &group, "Of today.").await;
}

#[tokio::test]
async fn no_more_stands_there_of_a_day_by_taking_away_and_bringing_back() {
    let app = TestApp::new().await;
    let (group, _, ada, ben) = three(&app).await;
    for number in 1..=5 {
        writes(&ada, &group, &format!("Number {number}.")).await;
    }
    let own = format!("/groups/rounds/{}", ada.get(&group).await.id_of("/groups/rounds/{id}").unwrap());
    ada.post(&format!("{own}/remove"), &[]).await;
    writes(&ada, &group, "Number 6.").await;
    ada.post(&format!("{own}/restore"), &[]).await;
    ada.post_and_follow(&format!("{own}/show"), &[]).await.must_say("Not now");
    let there = ben.get(&group).await.text().matches("Number ").count();
    assert_eq!(there, 5);
}

#[tokio::test]
async fn what_is_bettered_before_it_is_sent_again_is_kept() {
    let app = TestApp::new().await;
    let (group, fay, ada, ben) = three(&app).await;
    for words in ["Wave at the post van.", "Wave to the neighbour."] {
        let idea =
            [("id", "11111111111111111111111111111111"), ("title", words), ("kind", "message"), ("who", "stranger")];
        let idea = idea.into_iter().chain([("smaller", "Lift a hand.")]).collect::<Vec<_>>();
        ada.post(&format!("{group}/ideas"), &idea).await;
    }
    let page = ben.get(&format!("{group}/ideas")).await;
    page.must_say("Wave to the neighbour.");
    page.must_not_say("Wave at the post van.");
    let form = [("id", "22222222222222222222222222222222"), ("name", "The garden"), ("called", "fay")];
    for purpose in ["For who likes soil.", "For whoever likes soil."] {
        fay.post("/groups/new", &form.into_iter().chain([("purpose", purpose)]).collect::<Vec<_>>()).await;
    }
    fay.get("/groups/22222222222222222222222222222222/change").await.must_say("For whoever likes soil.");
}

#[tokio::test]
async fn whoever_would_read_it_is_named_wherever_something_is_given() {
    let app = TestApp::new().await;
    let (group, fay, ada, _) = three(&app).await;
    writes(&ada, &group, "For two.").await;
    let own = format!("/groups/rounds/{}", ada.get(&group).await.id_of("/groups/rounds/{id}").unwrap());
    let (of_idea, of_own) = (
        ada.get(&format!("{group}/ideas")).await.field("readers").unwrap(),
        ada.get(&group).await.field("readers").unwrap(),
    );
    let new = app.member("noor").await;
    joins(&new, &invitation(&fay, &group).await, "Noor").await;
    fay.get(&group).await;
    let idea =
        [("title", "Wave"), ("kind", "message"), ("who", "stranger"), ("smaller", "Wave."), ("readers", &of_idea)];
    let page = ada.post(&format!("{group}/ideas"), &idea).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("Who reads this has changed since.");
    ada.post_and_follow(&format!("{own}/show"), &[("readers", &of_own)])
        .await
        .must_say("Who is in the group has changed.");
    new.get(&group).await.must_not_say("For two.");
}

#[tokio::test]
async fn heavy_words_that_were_given_to_a_group_are_not_called_ones_own() {
    let app = TestApp::new().await;
    let (group, _, ada, _) = three(&app).await;
    let page = ada.post(&format!("{group}/rounds"), &[("tried", "rested"), ("words", "I want to kill myself.")]).await;
    page.must_say("fay and Ben can read this.");
    page.must_not_say("Only you can see this.");
}

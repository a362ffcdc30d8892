//! Gentle spotting: a calm page after words that sound heavy, which never stands in the way.

use axum::http::StatusCode;

use crate::support::TestApp;
use crate::support::writing::form;

const HEAVY: &str = "I want to die";

#[tokio::test]
async fn the_words_are_kept_and_the_page_leads_on() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let sheet = form(&mira, "/journal", "words").await;
    let page = sheet.sent(&mira, &[("words", HEAVY)]).await;
    assert_eq!(page.status, StatusCode::OK);
    page.must_say("You don’t have to be alone with this");
    page.must_say("Not what I meant");
    page.must_say("Go on");
    page.must_say("Where are you?");
    assert!(page.body.contains("/grounding"));
    page.must_not_say(HEAVY);
    let next = format!("/journal/{}", sheet.id.as_deref().unwrap());
    assert!(page.body.contains(&format!("href=\"{next}\"")));
    assert!(mira.get(&next).await.says(HEAVY), "it was kept before anything was said");

    let again = sheet.sent(&mira, &[("words", HEAVY)]).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(mira.get("/journal").await.body.matches(HEAVY).count(), 1, "a reload makes no second page");
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
}

#[tokio::test]
async fn it_knows_the_plan_and_the_country_on_it() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.post("/plan", &[("could_tell", "Sam, by text"), ("country", "GB")]).await;
    let page = mira.post("/thoughts", &[("thought", "everyone would be better off without me")]).await;
    page.must_say("That sounds very heavy");
    page.must_say("Samaritans");
    page.must_say("Sam, by text");
    page.must_say("Day and night");
    page.must_say("999");
}

#[tokio::test]
async fn every_form_with_words_answers_so() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let attempt = mira.check_in("some").await.unwrap();
    mira.try_it(&attempt).await;
    let heavy = [
        (format!("/attempts/{attempt}/reflection"), vec![("outcome", "did"), ("note", HEAVY)]),
        ("/moments".to_owned(), vec![("words", HEAVY)]),
        ("/journal".to_owned(), vec![("words", HEAVY)]),
        ("/thoughts".to_owned(), vec![("thought", HEAVY)]),
        ("/plan".to_owned(), vec![("how_it_starts", HEAVY)]),
        ("/story/besides".to_owned(), vec![("knew", "one"), ("words", HEAVY)]),
    ];
    for (path, fields) in heavy {
        let page = mira.post(&path, &fields).await;
        assert!(page.status == StatusCode::OK && page.says("these people can talk now"), "{path}");
    }
    let edit = [("outcome", "nearly"), ("note", "I want to die today"), ("revision", "1")];
    mira.post(&format!("/reflections/{attempt}"), &edit).await.must_say("these people can talk now");
}

#[tokio::test]
async fn what_only_sounds_heavy_gets_a_quiet_line_or_nothing() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let page = mira.post("/journal", &[("words", "I feel like a burden")]).await;
    assert!(page.status == StatusCode::OK);
    page.must_say("If things feel heavy, you can talk to someone. Find help");
    page.must_not_say("Not what I meant");
    for light in ["I feel lonely and hopeless about dating", "I would kill for a coffee", "hello to the neighbour"] {
        assert_eq!(mira.post("/journal", &[("words", light)]).await.status, StatusCode::SEE_OTHER, "{light}");
    }
}

#[tokio::test]
async fn nothing_of_it_is_stored() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/moments", &[("words", HEAVY)]).await;
    let bytes = app.bytes_at_rest();
    for word in ["suicide", "Suicide", "spotted", HEAVY] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
}

const AFRAID: &str = "my son hits me when he is angry";

#[tokio::test]
async fn whoever_is_afraid_of_someone_hears_which_lines_know_about_that_and_where_none_does() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let directory = "href=\"https://nomoredirectory.org\"";
    mira.post("/support/GB", &[]).await;
    let page = mira.post("/journal", &[("words", AFRAID)]).await;
    for line in
        ["For women who are not safe with someone", "Men’s Advice Line", "For Scotland.", "Live Fear Free", "Galop"]
    {
        page.must_say(line);
    }
    assert!(page.body.contains(directory) && page.says("Samaritans"));
    mira.post("/support/JM", &[]).await;
    let page = mira.post("/journal", &[("words", AFRAID)]).await;
    page.must_say("We know of no line in Jamaica for people who are afraid of someone.");
    let talk = page.between("id=\"talk\"", "</section>").unwrap();
    assert!(talk.find(directory) < talk.find("<li"), "the directory comes first");
    page.must_not_say("These know about being afraid");
    let other = mira.post("/journal", &[("words", HEAVY)]).await;
    assert!(!other.body.contains(directory));
}

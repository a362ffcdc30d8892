//! What can be wrong with it, the password, and what forms and lists say of who sees them.

use axum::http::StatusCode;

use super::{connected, give, moment, preview};

#[tokio::test]
async fn it_asks_for_a_day_within_a_year_and_for_something_that_is_theirs() {
    let (app, mira, _lind, connection) = connected().await;
    let id = moment(&mira, "a grey cat").await;
    for ends in ["2026-11-21", "2027-11-23", "soon"] {
        let fields = [("connection", connection.as_str()), ("what", "one"), ("about", &id), ("ends", ends)];
        let page = mira.post("/sharing/grants", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{ends}");
        page.must_say("Choose a day from today on, within a year.");
        let page = preview(&mira, &connection, &fields[1..]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say("Choose a day from today on, within a year.");
        assert!(page.body.contains(&format!("name=\"ends\" value=\"{ends}\"")), "what was typed stays");
        page.must_not_say("until 20 December");
        assert!(page.action("/sharing/grants").is_none(), "no other day is taken unsaid");
    }
    for fields in [&[("what", "everything")][..], &[("what", "one")], &[("what", "kind")], &[]] {
        let fields: Vec<_> = [("connection", connection.as_str())].into_iter().chain(fields.iter().copied()).collect();
        let page = mira.post("/sharing/grants", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say("Choose what to show, and to whom.");
    }
    let jo = app.member("jo").await;
    let own = moment(&jo, "a dog").await;
    for (who, about, kind) in
        [(&mira, own.as_str(), ""), (&jo, own.as_str(), ""), (&mira, "", "people"), (&mira, "", "plan")]
    {
        let what = if kind.is_empty() { "one" } else { "kind" };
        let fields = [("connection", connection.as_str()), ("what", what), ("about", about), ("kind", kind)];
        assert_eq!(who.post("/sharing/grants", &fields).await.status, StatusCode::NOT_FOUND, "{what} {kind}");
    }
    let unchosen = [("connection", connection.as_str()), ("what", "measure"), ("about", "1")];
    assert_eq!(mira.post("/sharing/grants", &unchosen).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_taken_off_and_came_back_says_who_does_not_see_it() {
    let (_app, mira, _lind, connection) = connected().await;
    give(&mira, &connection, &[("what", "bring")]).await;
    let id = mira.keep("/sharing/bring", &[("words", "the week at the lake")]).await.id;
    mira.get("/sharing/bring").await.must_not_say("doesn’t see this one");
    mira.post(&format!("/sharing/bring/{id}/remove"), &[]).await;
    let page = mira.post_and_follow(&format!("/sharing/bring/{id}/restore"), &[]).await;
    page.must_say("Back on your list.");
    page.must_say("Lind Berg doesn’t see this one. Show it");
    let seen = format!("/sharing/{connection}/as-they-see");
    mira.get(&seen).await.must_not_say("the week at the lake");
    let one = [("what", "one"), ("about", id.as_str())];
    preview(&mira, &connection, &one).await.must_say("the week at the lake");
    give(&mira, &connection, &one).await;
    mira.get(&seen).await.must_say("the week at the lake");
    mira.get("/sharing/bring").await.must_not_say("doesn’t see this one");
}

#[tokio::test]
async fn what_keeps_somebody_safe_is_never_shown() {
    let (_app, mira, _lind, connection) = connected().await;
    let plan = mira.keep("/plan", &[("steadies", "a warm drink")]).await.id;
    let person = mira.keep("/people/new", &[("name", "Ana"), ("sort", "person")]).await.id;
    for id in [&plan, &person] {
        let fields = [("connection", connection.as_str()), ("what", "one"), ("about", id.as_str())];
        assert_eq!(mira.post("/sharing/grants", &fields).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_password_is_asked_for_unless_it_was_just_given() {
    let (app, mira, _lind, connection) = connected().await;
    let id = moment(&mira, "a grey cat").await;
    app.minutes_later(20);
    let fields = [("what", "one"), ("about", id.as_str())];
    preview(&mira, &connection, &fields).await.must_say("Your password");
    let all = [("connection", connection.as_str()), fields[0], fields[1], ("password", "wrong wrong wrong")];
    let page = mira.post("/sharing/grants", &all).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.body.contains("wrong wrong wrong"));
    give(&mira, &connection, &[fields[0], fields[1], ("password", crate::support::PASSWORD)]).await;
    let stop = mira.get("/sharing").await.action("/sharing/grants/").unwrap();
    assert!(mira.post(&stop, &[]).await.location().starts_with("/sharing?saved=stopped"), "stopping asks for nothing");
}

#[tokio::test]
async fn forms_and_lists_say_who_sees_them() {
    let (_app, mira, _lind, connection) = connected().await;
    let forms = ["/moments", "/journal", "/thoughts", "/sharing/bring"];
    for form in forms {
        mira.get(form).await.must_not_say("Lind Berg can see this");
    }
    for kind in ["moments", "journal", "thoughts", "reflections"] {
        give(&mira, &connection, &[("what", "kind"), ("kind", kind)]).await;
    }
    mira.get("/sharing/bring").await.must_say("Lind Berg does not see this list now. As they would see it");
    give(&mira, &connection, &[("what", "bring")]).await;
    mira.get("/sharing/bring").await.must_not_say("does not see this list now");
    for form in forms {
        let page = mira.get(form).await;
        page.must_say("Lind Berg can see this.");
        page.must_not_say("Only you can see this.");
        assert_eq!(page.body.contains("name=\"kept_back\""), form != "/sharing/bring", "{form}");
    }
    let id = moment(&mira, "a grey cat").await;
    mira.get("/moments").await.must_say("Lind Berg can see this.");
    let edit = mira.get(&format!("/moments/{id}/edit")).await;
    edit.must_say("Lind Berg can see this.");
    edit.must_say("Not this one");
    let told = super::look_back(&mira, &[("outcome", "did")]).await;
    mira.get(&format!("/reflections/{told}")).await.must_say("Not this one");
    mira.get("/reflections").await.must_say("Lind Berg can see this.");
    let page = mira.post("/steps/plain-hello/begin", &[("size", "smaller")]).await;
    let attempt = page.id_of("/attempts/{id}").or_else(|| page.id_of("/attempts/{id}/guess")).unwrap();
    mira.get(&format!("/attempts/{attempt}")).await.must_say("Lind Berg can see this.");
}

#[tokio::test]
async fn what_can_be_shown_is_listed_for_somebody_who_was_let_in() {
    let (app, mira, _lind, connection) = connected().await;
    mira.post("/measures", &[("measures", "1")]).await;
    let page = mira.get(&format!("/sharing/{connection}/choose")).await;
    for words in ["What you want to bring", "Your ladder", "Every reflection you write", "Every moment you keep"] {
        page.must_say(words);
    }
    for link in
        page.body.split("href=\"").filter_map(|rest| rest.split('"').next()).filter(|link| link.contains("preview"))
    {
        let link = link.replace("&#38;", "&").replace("&amp;", "&");
        let shown = mira.get(&link).await;
        assert_eq!(shown.status, StatusCode::OK, "{link}");
        shown.must_say("Lind Berg sees");
    }
    let jo = app.member("jo").await;
    assert_eq!(jo.get(&format!("/sharing/{connection}/choose")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn after_heavy_words_it_says_who_can_see_them() {
    let (_app, mira, _lind, connection) = connected().await;
    let heavy = [("words", "I want to kill myself.")];
    mira.post("/journal", &heavy).await.must_say("Only you can see this.");
    give(&mira, &connection, &[("what", "kind"), ("kind", "journal")]).await;
    let page = mira.post("/journal", &[("words", "I still want to kill myself.")]).await;
    page.must_say("Lind Berg can see this when they next look.");
    page.must_not_say("Only you can see this.");
}

#[tokio::test]
async fn what_is_shown_already_is_said_where_one_chooses() {
    let (_app, mira, _lind, connection) = connected().await;
    let choose = format!("/sharing/{connection}/choose");
    mira.post("/measures", &[("measures", "1")]).await;
    let page = mira.get(&choose).await;
    assert_eq!(page.text().matches("They see").count(), 0, "{}", page.text());
    for (fields, said) in [
        (&[("what", "bring")][..], "What you want to bring They see it now"),
        (&[("what", "ladder")], "Your ladder They see it now"),
        (&[("what", "measure"), ("about", "1")], "They see it now A summary"),
        (&[("what", "kind"), ("kind", "moments")], "Every moment you keep They see these now"),
    ] {
        give(&mira, &connection, fields).await;
        mira.get(&choose).await.must_say(said);
    }
}

#[tokio::test]
async fn what_was_talked_about_is_kept_and_shown_to_nobody() {
    let (_app, mira, lind, connection) = connected().await;
    let care = format!("/care/{connection}");
    give(&mira, &connection, &[("what", "bring")]).await;
    let id = mira.keep("/sharing/bring", &[("words", "the letter from home")]).await.id;
    lind.get(&care).await.must_say("the letter from home");
    let path = format!("/sharing/bring/{id}/talked-about");
    let page = mira.post_and_follow(&path, &[]).await;
    page.must_say("It is kept below, with what you talked about.");
    page.must_say("Nothing here just now.");
    assert!(page.between("What you talked about</summary>", "</details>").unwrap().contains("the letter from home"));
    lind.get(&care).await.must_not_say("the letter from home");
    mira.post(&path, &[]).await;
    mira.post_and_follow(&path, &[("back", "yes")]).await.must_say("Back on your list.");
    let page = mira.get("/sharing/bring").await;
    page.must_not_say("What you talked about");
    page.must_say("We talked about it");
    page.must_not_say("doesn’t see this one");
    lind.get(&care).await.must_say("the letter from home");
    mira.post(&path, &[]).await;
    give(&mira, &connection, &[("what", "bring"), ("names", "yes")]).await;
    lind.get(&care).await.must_not_say("the letter from home");
}

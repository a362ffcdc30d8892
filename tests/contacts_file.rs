//! Names that come over from a file of contacts.

use axum::http::StatusCode;

use crate::support::{Actor, Page, TestApp};

async fn upload(actor: &Actor, file: &str) -> Page {
    actor.send_file("/people/import", "file", file.as_bytes(), &[]).await
}

#[tokio::test]
async fn names_come_over_from_a_file_and_nothing_else() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.keep("/people/new", &[("name", "Noor"), ("sort", "person")]).await;
    let card = |name: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL:0207946canary\r\nEND:VCARD\r\n");
    let page = upload(&mira, &["NOOR", "Zoë \"Zo\" <b>", "Old Boss"].map(card).concat()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.must_say("NOOR One of this name is here already");
    page.must_say("Nothing is kept yet");
    assert!(!page.body.contains("canary") && !page.body.contains("<b>"));
    assert!(!mira.get("/people").await.says("Old Boss"), "nothing was kept yet");
    let ticked = page.body.split("name=\"who\" value=\"").filter_map(|rest| rest.split('"').next());
    let who = ticked.last().unwrap().replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">");
    for _ in 0..2 {
        let page = mira.post_and_follow("/people/import/keep", &[("who", &who)]).await;
        page.must_say("The file was not kept.");
        page.must_not_say("Old Boss");
        assert_eq!(page.body.matches("Zoë").count(), 1, "added twice, there once");
    }
    let bytes = app.bytes_at_rest();
    assert!(!bytes.windows(13).any(|window| window == b"0207946canary"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_said_kindly() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for (file, words) in [("", "Choose a file first."), ("hello", "No names were found in that file.")] {
        let page = upload(&mira, file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_say(words);
        assert!(page.title().starts_with("Error: "), "{}", page.text());
    }
    let fits = upload(&mira, &format!("BEGIN:VCARD\r\nFN:Jo\r\nNOTE:{}\r\nEND:VCARD\r\n", "x".repeat(900_000))).await;
    assert!(fits.status == StatusCode::OK && fits.says("Jo"), "more than another form may hold");
    let page = upload(&mira, &"x".repeat(17_000_000)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("larger than 16 MB");
    let chosen = mira.post("/people/import/keep", &[("who", "not an id"), ("who", "")]).await;
    assert_eq!(chosen.location(), "/people");
}

#[tokio::test]
async fn two_of_one_name_can_both_be_brought_in_beside_one_that_is_here() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.keep("/people/new", &[("name", "Anna"), ("sort", "person")]).await;
    let card = |tel: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nTEL:{tel}\r\nEND:VCARD\r\n");
    let page = upload(&mira, &["1", "2"].map(card).concat()).await;
    let who: Vec<_> = page
        .body
        .split("name=\"who\" value=\"")
        .skip(1)
        .filter_map(|rest| Some(("who", rest.split('"').next()?)))
        .collect();
    assert_eq!(who.len(), 2, "{}", page.text());
    let page = mira.post_and_follow("/people/import/keep", &who).await;
    assert_eq!(page.body.matches(">Anna<").count(), 3, "{}", page.body);
}

#[tokio::test]
async fn letters_that_a_file_does_not_explain_are_guessed_shown_and_read_another_way() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let file = b"BEGIN:VCARD\nFN:\xce\xeb\xe5\xed\xe0\nEND:VCARD\n";
    let page = mira.send_file("/people/import", "file", file, &[]).await;
    page.must_say("We took them as Cyrillic: Олена");
    page.must_say("Ξλενΰ (Greek)");
    for (word, name) in [("windows-1253", "Ξλενΰ"), ("windows-1252", "Îëåíà"), ("nonsense", "Олена")] {
        let page = mira.send_file("/people/import", "file", file, &[("letters", word)]).await;
        assert!(page.body.contains(&format!("person {name}\"")), "{word}: {}", page.body);
    }
    upload(&mira, "BEGIN:VCARD\nFN:Олена\nEND:VCARD\n").await.must_not_say("how its letters are written");
}

#[tokio::test]
async fn names_stand_where_people_look_for_them() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let names = ["Zoe", "Öznur", "Emil", "Oskar", "Élodie"];
    let card = |name: &str| format!("BEGIN:VCARD\r\nFN:{name}\r\nEND:VCARD\r\n");
    let in_order = |page: &Page| {
        let text = page.text();
        let at = ["Élodie", "Emil", "Oskar", "Öznur", "Zoe"].map(|name| text.find(name).unwrap());
        assert!(at.is_sorted(), "{text}");
    };
    in_order(&upload(&mira, &names.map(card).concat()).await);
    for name in names {
        mira.keep("/people/new", &[("name", name), ("sort", "person")]).await;
    }
    in_order(&mira.get("/people").await);
}

#[tokio::test]
async fn several_files_are_taken_at_once_and_a_packed_one_is_said_to_be_that() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let card = |name: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD");
    let (omar, pia) = (card("Omar"), card("Pia"));
    let others = [("file", omar.as_str()), ("file", pia.as_str())];
    let page = mira.send_file("/people/import", "file", card("Noor").as_bytes(), &others).await;
    for name in ["Noor", "Omar", "Pia"] {
        page.must_say(name);
    }
    let page = upload(&mira, &["Noor", "Omar", "Pia"].map(card).concat()).await;
    assert!(["Noor", "Omar", "Pia"].iter().all(|name| page.says(name)), "joined without a line end: {}", page.text());
    let page = upload(&mira, "PK\u{3}\u{4}contacts.vcf").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_say("That file is packed (.zip). Unpack it first");
}

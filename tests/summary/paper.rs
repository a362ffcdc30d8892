//! The page to print, and the PDF, read back by other programs where these are there.

use std::process::{Command, Output};

use axum::http::StatusCode;

use super::{PDF, Ticks, fields, lives};
use crate::support::{Actor, TestApp};

/// What one of the programs that read PDFs has to say. None where it is not installed.
fn by(program: &str, arguments: &[&str], file: &[u8]) -> Option<Output> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("summary.pdf");
    std::fs::write(&path, file).unwrap();
    let path = path.to_str().unwrap();
    let arguments = arguments.iter().map(|argument| if *argument == "FILE" { path } else { argument });
    Command::new(program).args(arguments).output().ok()
}

fn text(file: &[u8]) -> Option<String> {
    let said = String::from_utf8(by("pdftotext", &["-layout", "FILE", "-"], file)?.stdout).unwrap();
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

async fn pdf(mira: &Actor, ticks: Ticks<'_>) -> Vec<u8> {
    let (status, file) = mira.fetch(PDF, &fields(ticks)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(file.starts_with(b"%PDF-1.7"), "{ticks:?}: {}", String::from_utf8_lossy(&file));
    file
}

const ALL: [(&str, &str); 9] = [
    ("reflections", "yes"),
    ("notes", "yes"),
    ("ladder", "yes"),
    ("measures", "1"),
    ("measures", "2"),
    ("bring", "yes"),
    ("names", "yes"),
    ("words", "my own beginning\n\nand a second line"),
    ("called", "Mira"),
];

#[tokio::test]
async fn a_pdf_says_what_the_page_says() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    let answer = mira.post(PDF, &fields(&ALL)).await;
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"summary-2026-11-22.pdf\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    let file = pdf(&mira, &ALL).await;
    if let Some(read) = text(&file) {
        for words in [
            "A summary, by Mira",
            "From 9 November 2026 to 22 November 2026",
            "my own beginning",
            "and a second line",
            "Ana smiled back",
            "A ladder, the gentlest first",
            "5 of 12",
            "• why Ana waits",
            "Chosen by Mira, 22 November 2026. Nothing else was shared.",
            "1/1",
        ] {
            assert!(read.contains(words), "{words}: {read}");
        }
    }
    if let Some(checked) = by("qpdf", &["--check", "FILE"], &file) {
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }
    if let Some(about) = by("pdfinfo", &["FILE"], &file) {
        let about = String::from_utf8_lossy(&about.stdout).into_owned();
        assert!(about.contains("A summary, by Mira") && about.contains("Tagged:"), "{about}");
    }
    if let Some(tags) = by("pdfinfo", &["-struct", "FILE"], &file) {
        let tags = String::from_utf8_lossy(&tags.stdout).into_owned();
        for tag in [
            "H1",
            "H2",
            "H3",
            "P (block)",
            "L (block)",
            "LI (block)",
            "Lbl (block)",
            "LBody (block)",
            "Table (block)",
            "TH",
            "TD",
            "BlockQuote",
        ] {
            assert!(tags.contains(tag), "{tag}: {tags}");
        }
        assert!(!tags.contains("1/1"), "which page it is is no part of what is read aloud");
    }
}

#[tokio::test]
async fn letters_that_it_can_show_are_in_it_and_others_lead_to_the_page_to_print() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for name in ["Łucja Żółć", "Ελένη", "Наталія", "Jose\u{301}", "❤\u{fe0f} Ola"] {
        let file = pdf(&mira, &[("called", name), ("words", "hello")]).await;
        if let Some(read) = text(&file) {
            let said = name.replace("Jose\u{301}", "José").replace('\u{fe0f}', "");
            assert!(read.contains(&said), "{said}: {read}");
        }
    }
    for name in ["ゆき 日本", "سارة", "נועה", "राम", "สมชาย", "👍🏽"] {
        let page = mira.post(PDF, &fields(&[("called", name), ("words", "hello")])).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        page.must_say("A PDF made here cannot show some of these letters.");
        assert!(page.body.contains(&format!("<bdi data-reading=\"skip\">{name}</bdi>")), "{name} is there");
        assert!(page.body.contains("data-theme=\"light\"") && !page.body.contains("class=\"menu\""));
    }
}

#[tokio::test]
async fn a_long_one_goes_on_over_pages_with_all_of_its_words() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let words = (0..1_500).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ");
    let file = pdf(&mira, &[("words", &words)]).await;
    if let Some(read) = text(&file) {
        assert!(read.contains(" 1/") && read.contains(" 2/"), "{read}");
        for at in 0..1_500 {
            assert!(read.contains(&format!("w{at} ")), "w{at}");
        }
    }
    let file = pdf(&mira, &[("words", &"z".repeat(9_999))]).await;
    let letters = text(&file).map(|read| read.matches('z').count());
    assert!(letters.is_none_or(|letters| letters == 9_999), "{letters:?}");
}

#[tokio::test]
async fn the_page_to_print_has_nothing_around_it() {
    let (_app, mira) = TestApp::with_member("mira").await;
    lives(&mira).await;
    mira.post("/settings/looks", &[("theme", "dark"), ("tint", "sand")]).await;
    let page = mira.post("/sharing/summary/print", &fields(&ALL)).await;
    page.must_say(", 22 November 2026. Nothing else was shared.");
    page.must_not_say("A PDF made here");
    assert!(page.body.contains("data-theme=\"light\"") && !page.body.contains("data-tint"));
    assert!(!page.body.contains("<nav") && page.body.contains("data-leave"));
    let nameless = mira.post("/sharing/summary/print", &fields(&[("words", "hello")])).await;
    nameless.must_say("Chosen on 22 November 2026. Nothing else was shared.");
    nameless.must_not_say("mira");
}

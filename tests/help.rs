//! Help at once: without an account, a script, or a working database.

use axum::http::StatusCode;

use crate::support::sample::Comes::Named;
use crate::support::sample::Sample;
use crate::support::{Page, TestApp};

pub const SAMPLES: &[Sample] = &[Sample { comes: Named("GB"), routes: &["/support/{country}"], ..Sample::NONE }];

#[tokio::test]
async fn every_page_is_one_tap_from_help_and_from_the_way_out() {
    let (_app, mira) = TestApp::with_member("mira").await;
    for path in
        ["/", "/sign-in", "/sign-up", "/today", "/steps", "/reflections", "/settings", "/about", "/support", "/nowhere"]
    {
        let page = mira.get(path).await;
        let page = if page.status.is_redirection() { mira.get(page.location()).await } else { page };
        assert!(page.body.contains("href=\"/support\""), "{path}");
        assert!(page.body.contains("href=\"/exit\""), "{path}");
    }
}

#[tokio::test]
async fn every_country_shows_its_lines_and_the_directories() {
    let app = TestApp::new().await;
    let (anon, help) = (app.anonymous(), &app.app.help);
    let list = anon.get("/support").await;
    assert_eq!(list.status, StatusCode::OK);
    for country in &help.countries {
        assert!(list.body.contains(&format!("href=\"/support/{}\"", country.code)), "{}", country.name);
        let page = anon.get(&format!("/support/{}", country.code.to_lowercase())).await;
        assert_eq!(page.status, StatusCode::OK, "{}", country.name);
        for line in &country.lines {
            assert!(page.says(&line.name), "{}: {}", country.name, line.name);
            if let Some(dial) = line.dial() {
                assert!(page.body.contains(&format!("href=\"tel:{dial}\"")), "{}: {dial}", country.name);
            }
        }
        names_the_directories(&page, &app);
    }
    names_the_directories(&list, &app);
    assert!(help.countries.len() > 60);
}

#[tokio::test]
async fn what_to_press_comes_first_and_stands_out_once() {
    let app = TestApp::new().await;
    for country in &app.app.help.countries {
        let page = app.anonymous().get(&format!("/support/{}", country.code)).await;
        let (head, _) = page.body.split_once("Something to steady you").expect("what steadies");
        let number = country.emergency_numbers().next().expect("a number where a life is in danger");
        assert!(head.contains(&format!("primary\" href=\"tel:{number}\"")), "{}", country.name);
        assert_eq!(page.body.matches("primary").count(), 1, "{}", country.name);
        assert!(head.matches("<li class=\"line\">").count() <= 3, "{}", country.name);
        for line in country.first_lines(3) {
            assert!(line.phone.is_none() || page.says(&format!("{}: ", line.name)), "{}", line.name);
        }
    }
}

#[tokio::test]
async fn a_number_that_was_not_checked_says_so() {
    let app = TestApp::new().await;
    for country in &app.app.help.countries {
        let page = app.anonymous().get(&format!("/support/{}", country.code)).await;
        let not = country.lines.iter().filter(|line| line.checked.is_none()).count();
        assert_eq!(page.body.matches("This one was not checked").count(), not, "{}", country.name);
        assert_eq!(page.body.matches(" Not checked.").count(), not, "{} on paper", country.name);
        assert_eq!(page.says("Numbers checked in November 2026."), not == 0, "{}", country.name);
        assert_eq!(page.says("Numbers collected in November 2026."), not > 0, "{}", country.name);
    }
}

#[tokio::test]
async fn a_country_we_know_nothing_of_leads_on_and_a_chosen_one_leads_there() {
    let app = TestApp::new().await;
    let anon = app.anonymous();
    assert_eq!(anon.get("/support/XX").await.status, StatusCode::NOT_FOUND);
    assert_eq!(anon.get("/support/uk").await.status, StatusCode::OK, "what many type");
    assert_eq!(anon.get("/support?country=gb").await.location(), "/support/GB");
}

#[tokio::test]
async fn help_opens_on_the_country_somebody_chose_and_still_leads_to_all_others() {
    let (_app, mira) = TestApp::with_member("mira").await;
    mira.get("/support").await.must_say("All countries here");
    mira.get("/support/NZ").await.must_say("Open this one first from now on");
    mira.get("/support").await.must_say("All countries here");

    mira.post_and_follow("/plan", &[("steadies", "A song"), ("country", "GB")]).await;
    assert_eq!(mira.get("/support").await.location(), "/support/GB", "their plan's");
    let page = mira.get("/support/GB").await;
    let order =
        ["tel:999", "tel:116123", "sms:85258", "/grounding", "/plan", "tel:08000684141", "/support?all=yes\">Other"];
    let order: Vec<_> = order.iter().map(|link| page.body.find(&format!("href=\"{link}")).expect("a link")).collect();
    assert!(order.is_sorted(), "numbers first, then what steadies, then the rest: {order:?}");

    let led = mira.post("/support/nz", &[]).await;
    assert_eq!((led.status, led.location()), (StatusCode::SEE_OTHER, "/support"));
    assert_eq!(mira.get("/support").await.location(), "/support/NZ", "the one they chose goes first");
    mira.get("/support/NZ").await.must_not_say("Open this one first");
    mira.get(&page.leads("Other countries")).await.must_say("All countries here");
    assert_eq!(mira.get("/support?country=ie").await.location(), "/support/IE");
    assert_eq!(mira.post("/support/XX", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_is_not_signed_in_chooses_each_time() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.post("/support/NZ", &[]).await;
    let anon = app.anonymous();
    anon.get("/support").await.must_say("All countries here");
    anon.get("/support/NZ").await.must_not_say("Open this one first");
    app.member("jo").await.get("/support").await.must_say("All countries here");
}

#[tokio::test]
async fn help_is_there_when_the_database_is_not() {
    let (app, mira) = TestApp::with_member("mira").await;
    app.app.db.close().await;
    assert_eq!(mira.get("/support").await.status, StatusCode::OK);
    assert_eq!(mira.get("/support/GB").await.status, StatusCode::OK);
    assert!(mira.get("/today").await.status.is_server_error());
    assert_eq!(mira.get("/exit").await.status, StatusCode::OK);
}

fn names_the_directories(page: &Page, app: &TestApp) {
    for directory in &app.app.help.directories {
        assert!(page.body.contains(&directory.url), "{}", directory.name);
    }
}

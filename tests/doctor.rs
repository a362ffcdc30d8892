//! What the doctor says of a healthy folder, and of one that is not.

use std::fs;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use handrail::base::clock::Clock;
use handrail::base::config::Settings;
use handrail::server::commands::{doctor, health};
use handrail::server::router;
use handrail::web::notices::ToldFile;
use jiff::ToSpan as _;

use crate::support::{NOON, TestApp};

fn settings(app: &TestApp) -> Settings {
    // Nobody listens on the discard port.
    Settings::local("127.0.0.1:9".parse().unwrap(), app.data())
}

/// What the doctor wants looked at.
async fn complaints(settings: &Settings, clock: &Clock) -> String {
    let findings = doctor::examine(settings, clock).await;
    told(findings.iter().filter(|finding| finding.is_wrong()))
}

fn told<'a>(findings: impl Iterator<Item = &'a doctor::DoctorFinding>) -> String {
    findings.map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_healthy_folder_needs_nothing() {
    let (app, _mira) = TestApp::with_member("mira").await;
    // The index of the log, `-shm`, notes who is reading.
    let kept = || ["handrail.db", "handrail.db-wal"].map(|file| fs::read(app.data().join(file)).unwrap());
    let before = kept();
    let findings = doctor::examine(&settings(&app), &app.app.clock).await;
    let told = told(findings.iter());
    assert!(!findings.iter().any(doctor::DoctorFinding::is_wrong), "{told}");
    for words in ["database is whole", "instance.key belongs", "no backup", "nobody answers", "closed to others (600)"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains("mira"));
    assert!(before == kept(), "and nothing is changed");
}

#[tokio::test]
async fn a_stranger_key_open_files_and_a_wrong_clock_are_told() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let (settings, clock) = (settings(&app), &app.app.clock);
    let key = app.data().join("instance.key");
    let right = fs::read(&key).unwrap();
    fs::write(&key, [7; 32]).unwrap();
    assert!(complaints(&settings, clock).await.contains("instance.key does not belong"));
    fs::write(&key, right).unwrap();

    fs::set_permissions(app.data().join("handrail.db"), Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(app.data(), Permissions::from_mode(0o755)).unwrap();
    let told = complaints(&settings, clock).await;
    assert!(
        told.contains("handrail.db is open to others (644)") && told.contains("folder is open to others"),
        "{told}"
    );
    fs::set_permissions(app.data().join("handrail.db"), Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(app.data(), Permissions::from_mode(0o700)).unwrap();

    let earlier = Clock::standing_at(app.app.now().checked_sub(3.hours()).unwrap());
    assert!(complaints(&settings, &earlier).await.contains("is it set?"));
    assert_eq!(complaints(&settings, clock).await, "");
}

#[tokio::test]
async fn backups_that_stopped_and_settings_that_cannot_work_are_told() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let mut settings = settings(&app);
    fs::write(app.data().join("last-backup"), NOON).unwrap();
    assert_eq!(complaints(&settings, &app.app.clock).await, "");
    app.days_later(9);
    assert!(complaints(&settings, &app.app.clock).await.contains("more than a week ago"));

    app.set_clock(NOON);
    settings.public_url = Some("https://handrail.example.org".into());
    assert!(complaints(&settings, &app.app.clock).await.contains("HANDRAIL_TRUSTED_PROXIES"));
    settings.trusted_proxies = vec!["10.0.0.2".parse().unwrap()];
    let told = complaints(&settings, &app.app.clock).await;
    assert!(told.contains("another computer") && told.contains("HANDRAIL_TRUSTED_PROXIES=127.0.0.1"), "{told}");
    settings.listen = "0.0.0.0:9".parse().unwrap();
    assert_eq!(complaints(&settings, &app.app.clock).await, "");
}

#[tokio::test]
async fn what_the_server_said_of_its_proxy_and_where_it_was_started_are_told() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let mut write = app.app.db.write().await.unwrap();
    handrail::members::instance::store::change_address(&mut write, "https://hr.example").await.unwrap();
    write.commit().await.unwrap();
    let began = app.app.now();
    let mut file = ToldFile { since: began, notices: vec!["refused a request".into()], ..ToldFile::default() };
    let mut settings = settings(&app);
    settings.public_url = Some("https://hr.example".into());
    settings.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    let told_with = async |file: &ToldFile| {
        fs::write(app.data().join("notices"), file.text()).unwrap();
        told(doctor::examine(&settings, &app.app.clock).await.iter())
    };
    let said = told_with(&file).await;
    assert!(said.contains("since the last start: refused a request"), "{said}");
    assert!(said.contains("nobody has come through the proxy since the last start, on 2026-11-22 12:00 UTC"), "{said}");
    assert!(said.contains("502") && !said.contains("can reach it"), "{said}");
    file.through_proxy = Some(began.checked_add(5.minutes()).unwrap());
    let said = told_with(&file).await;
    assert!(said.contains("somebody last came through the proxy on 2026-11-22 12:05 UTC"), "{said}");
    assert!(!said.contains("nobody has come"), "{said}");
    let settings = self::settings(&app);
    let said = told(doctor::examine(&settings, &app.app.clock).await.iter());
    assert!(said.contains("people reach it at https://hr.example, as it was last started"), "{said}");
    assert_eq!(complaints(&settings, &app.app.clock).await, "");
}

#[tokio::test]
async fn a_damaged_database_is_told() {
    let (app, _mira) = TestApp::with_member("mira").await;
    let settings = settings(&app);
    app.app.db.close().await;
    let file = app.data().join("handrail.db");
    let mut bytes = fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    let told = complaints(&settings, &app.app.clock).await;
    assert!(told.contains("restore a backup") && told.matches("look here").count() == 1, "once: {told}");
    fs::write(&file, "<html>404</html>").unwrap();
    let told = complaints(&settings, &app.app.clock).await;
    assert!(told.contains("is not Handrail's") && told.matches("not a database").count() == 1, "{told}");
    fs::remove_file(&file).unwrap();
    assert!(complaints(&settings, &app.app.clock).await.contains("handrail.db is missing"));
}

#[tokio::test]
async fn whoever_watches_can_ask_whether_it_answers() {
    let app = TestApp::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let everywhere = std::net::SocketAddr::from(([0, 0, 0, 0], port));
    let serving = tokio::spawn(async move { axum::serve(listener, router::build(&app.app)).await });
    health::ask(everywhere).await.unwrap();
    serving.abort();
    assert!(serving.await.is_err());
    assert!(health::ask(everywhere).await.is_err());
}

//! The program on a fresh folder, and people who use it as a browser does.

pub mod chance;
pub mod page;
pub mod writing;

use std::path::PathBuf;
use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use handrail::base::clock::Clock;
use handrail::base::config::{PublicUrl, Registration, Settings};
use handrail::base::vault::Cost;
use handrail::members::instance;
use handrail::server::commands::parts;
use handrail::server::router;
use handrail::web::app::{App, Parts};
use handrail::web::limits::{Limits, TriesPerMinute};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use tempfile::TempDir;
use tower::ServiceExt as _;

pub use page::Page;

pub const HOST: &str = "127.0.0.1:8420";
pub const PASSWORD: &str = "teapot window gravel";

/// A Sunday at noon.
pub const NOON: &str = "2026-11-22T12:00:00Z";

pub struct TestApp {
    pub app: App,
    pub folder: TempDir,
    router: Router,
}

/// One browser.
pub struct Actor {
    router: Router,
    cookies: Mutex<Vec<(String, String)>>,
    pub agent: &'static str,
}

impl TestApp {
    /// Set up for others, open to all.
    pub async fn new() -> Self {
        let app = Self::untouched().await;
        let mut write = app.app.db.write().await.unwrap();
        instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
        write.commit().await.unwrap();
        app
    }

    /// As it is after the first start.
    pub async fn untouched() -> Self {
        Self::with(|parts| parts).await
    }

    pub async fn with(change: impl FnOnce(Parts) -> Parts) -> Self {
        Self::on(tempfile::tempdir().unwrap(), NOON.parse().unwrap(), change).await
    }

    async fn on(folder: TempDir, now: Timestamp, change: impl FnOnce(Parts) -> Parts) -> Self {
        let settings = Settings::local(HOST.parse().unwrap(), folder.path().join("data"));
        let (db, vault) = instance::folder::open(&settings.data).await.unwrap();
        let url = PublicUrl { https: false, authority: HOST.into() };
        let parts = parts(db, vault, url, &settings).unwrap();
        let app = App::new(change(Parts {
            clock: Clock::standing_at(now),
            cost: Cost::new(8, 1, 1).unwrap(),
            home_zone: jiff::tz::TimeZone::UTC,
            limits: Limits::new(TriesPerMinute { network: 10_000, account: 10_000, overall: 10_000 }),
            ..parts
        }));
        Self { router: router::build(&app), app, folder }
    }

    /// The same folder, opened by a program that was started again.
    pub async fn restarted(self) -> Self {
        let now = self.app.now();
        self.app.db.close().await;
        Self::on(self.folder, now, |parts| parts).await
    }

    /// The same folder, reached under another address.
    pub async fn reached_as(self, url: &str) -> Self {
        let (now, url) = (self.app.now(), PublicUrl::parse(url).unwrap());
        self.app.db.close().await;
        Self::on(self.folder, now, |parts| Parts { url, ..parts }).await
    }

    /// What stands in another folder, opened by a program of its own.
    pub async fn opened(folder: TempDir) -> Self {
        Self::on(folder, NOON.parse().unwrap(), |parts| parts).await
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A browser that comes back to a restarted program.
    pub fn with_cookies_of(&self, actor: &Actor) -> Actor {
        Actor { router: self.router.clone(), ..actor.another_tab() }
    }

    pub async fn invite_only() -> Self {
        let app = Self::with(|parts| Parts { registration: Some(Registration::Invite), ..parts }).await;
        let mut write = app.app.db.write().await.unwrap();
        instance::store::finish_set_up(&mut write, "hosted", "invite").await.unwrap();
        write.commit().await.unwrap();
        app
    }

    /// With one member, who is signed in and has answered what comes first.
    pub async fn with_member(name: &str) -> (Self, Actor) {
        let app = Self::new().await;
        let member = app.member(name).await;
        (app, member)
    }

    pub async fn member(&self, name: &str) -> Actor {
        let actor = self.anonymous();
        let page = actor.post("/sign-up", &[("name", name), ("password", PASSWORD), ("adult", "yes")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let page = actor.post("/welcome", &[("skip", "yes")]).await;
        assert_eq!(page.location(), "/today");
        actor
    }

    pub fn anonymous(&self) -> Actor {
        Actor {
            router: self.router.clone(),
            cookies: Mutex::default(),
            agent: "Mozilla/5.0 (X11; Linux) Firefox/140.0",
        }
    }

    /// Lets hours go by.
    pub fn pass(&self, hours: i64) {
        self.app.clock.set(self.app.now().checked_add(SignedDuration::from_hours(hours)).unwrap());
    }

    pub fn minutes_later(&self, minutes: i64) {
        self.app.clock.set(self.app.now().checked_add(minutes.minutes()).unwrap());
    }

    pub fn set_clock(&self, now: &str) {
        self.app.clock.set(now.parse::<Timestamp>().unwrap());
    }

    pub fn days_later(&self, days: i64) {
        self.app.clock.set(self.app.now().checked_add((days * 24).hours()).unwrap());
    }

    /// Every byte of the data folder, for looking for what must not be there.
    pub fn bytes_at_rest(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path().join("data")).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

impl Actor {
    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_html_form::to_string(fields).unwrap();
        self.send(Method::POST, path, Some(body), &[("sec-fetch-site", "same-origin")]).await
    }

    /// Posts, then goes where it leads.
    pub async fn post_and_follow(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(path, fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}: {}", page.body);
        self.get(page.location()).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<String>, headers: &[(&str, &str)]) -> Page {
        let kind = body.is_some().then_some((header::CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"));
        let headers: Vec<_> = headers.iter().copied().chain(kind).collect();
        let (parts, body) = self.ask(method, path, body.map(Body::from), &headers).await;
        Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Posts what a browser sends for a form with a file in it.
    pub async fn send_file(&self, path: &str, name: &str, file: &[u8], fields: &[(&str, &str)]) -> Page {
        let part = |head: String, body: &[u8]| [b"--x\r\n", head.as_bytes(), b"\r\n\r\n", body, b"\r\n"].concat();
        let mut body = part(format!("content-disposition: form-data; name=\"{name}\"; filename=\"a\""), file);
        for (name, value) in fields {
            body.extend(part(format!("content-disposition: form-data; name=\"{name}\""), value.as_bytes()));
        }
        body.extend(b"--x--\r\n");
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "multipart/form-data; boundary=x")];
        let (parts, body) = self.ask(Method::POST, path, Some(Body::from(body)), &headers).await;
        Page { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Posts, and gives the file that comes back.
    pub async fn fetch(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, Vec<u8>) {
        let body = serde_html_form::to_string(fields).unwrap();
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        let (parts, body) = self.ask(Method::POST, path, Some(Body::from(body)), &headers).await;
        (parts.status, body)
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Body>,
        headers: &[(&str, &str)],
    ) -> (axum::http::response::Parts, Vec<u8>) {
        let cookies =
            self.cookies.lock().unwrap().iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let mut request = Request::builder().method(method).uri(path).header(header::USER_AGENT, self.agent);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(header::HOST, HOST);
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.unwrap_or_else(Body::empty)).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        (parts, body.collect().await.unwrap().to_bytes().to_vec())
    }

    fn keep(&self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        let mut cookies = self.cookies.lock().unwrap();
        cookies.retain(|(kept, _)| kept != name);
        if !value.is_empty() {
            cookies.push((name.into(), value.into()));
        }
    }

    /// The same browser in a second tab.
    pub fn another_tab(&self) -> Self {
        Self {
            router: self.router.clone(),
            cookies: Mutex::new(self.cookies.lock().unwrap().clone()),
            agent: self.agent,
        }
    }

    /// Checks in and gives the id of the suggestion that is open then.
    pub async fn check_in(&self, energy: &str) -> Option<String> {
        self.post_and_follow("/check-ins", &[("energy", energy)]).await.id_in("/suggestions/", "/answer")
    }

    /// Tries the open suggestion and gives the attempt's id.
    pub async fn try_it(&self, suggestion: &str) -> String {
        let page = self.post(&format!("/suggestions/{suggestion}/answer"), &[("answer", "try")]).await;
        page.location().trim_start_matches("/attempts/").to_owned()
    }

    pub async fn look_back(&self, attempt: &str, fields: &[(&str, &str)]) -> Page {
        self.post(&format!("/attempts/{attempt}/reflection"), fields).await
    }
}

/// The recovery code among the words of a page: eight groups of four.
pub fn recovery_code(text: &str) -> String {
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_group = |word: &&&str| word.len() == 4 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let run = groups.windows(8).find(|eight| eight.iter().filter(is_group).count() == 8);
    run.expect("a recovery code").join("-")
}

/// A fresh browser in which `name` has signed in.
pub async fn signed_in(app: &TestApp, name: &str) -> Actor {
    let actor = app.anonymous();
    let page = actor.post("/sign-in", &[("name", name), ("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    actor
}

//! The program on a fresh folder, and people who use it as a browser does.

pub mod actor;
pub mod chance;
pub mod company;
pub mod html;
pub mod page;
pub mod sample;
pub mod second;
pub mod writing;

use std::path::PathBuf;

use axum::Router;
use axum::http::StatusCode;
use handrail::base::clock::Clock;
use handrail::base::config::{PublicUrl, Registration, Settings};
use handrail::base::vault::Cost;
use handrail::members::{self, Role, instance};
use handrail::server::commands::parts;
use handrail::server::router;
use handrail::web::app::{App, Parts};
use handrail::web::limits::{Limits, TriesPerMinute};
use handrail::web::saves::SavesUnderWay;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use tempfile::TempDir;

pub use actor::{Actor, Kept};
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

impl TestApp {
    /// Set up for others, open to all.
    pub async fn new() -> Self {
        let app = Self::untouched().await;
        let mut write = app.app.db.write().await.unwrap();
        instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
        write.commit().await.unwrap();
        app
    }

    /// The same with other limits.
    pub async fn with_limits(limits: Limits) -> Self {
        let app = Self::with(|parts| Parts { limits, ..parts }).await;
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
            saves: SavesUnderWay::default(),
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
        actor.again_on(self.router.clone())
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

    /// Gives somebody a role, as their host would.
    pub async fn give(&self, name: &str, role: Role) {
        let mut write = self.app.db.write().await.unwrap();
        let owner = members::store::door(&mut write, name).await.unwrap().unwrap().id;
        members::roles::store::give(&mut write, owner, role).await.unwrap();
        write.commit().await.unwrap();
    }

    /// As if somebody had a second factor; one that nobody opens.
    pub async fn gives_second_factor(&self, name: &str) {
        let mut write = self.app.db.write().await.unwrap();
        sqlx::query(
            "insert or ignore into second_factors (owner, is_on, revision, key, body)
             select id, 1, 1, zeroblob(73), zeroblob(297) from members where name = ?",
        )
        .bind(name)
        .execute(&mut *write)
        .await
        .unwrap();
        write.commit().await.unwrap();
    }

    /// Takes a role away from somebody.
    pub async fn takes_role(&self, name: &str, role: &str) {
        let mut write = self.app.db.write().await.unwrap();
        sqlx::query("delete from member_roles where role = ? and owner = (select id from members where name = ?)")
            .bind(role)
            .bind(name)
            .execute(&mut *write)
            .await
            .unwrap();
        write.commit().await.unwrap();
    }

    /// As it was before they had a second factor, so that their password is enough again.
    pub async fn loses_second_factor(&self, name: &str) {
        let mut write = self.app.db.write().await.unwrap();
        sqlx::query("delete from second_factors where owner = (select id from members where name = ?)")
            .bind(name)
            .execute(&mut *write)
            .await
            .unwrap();
        write.commit().await.unwrap();
    }

    pub fn anonymous(&self) -> Actor {
        Actor::on(self.router.clone())
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

    /// Changes the database as somebody could who has the file.
    pub async fn run(&self, query: &'static str) {
        let mut write = self.app.db.write().await.unwrap();
        sqlx::raw_sql(query).execute(&mut *write).await.unwrap();
        write.commit().await.unwrap();
    }

    /// Everybody's first week is over.
    pub async fn all_are_at_home(&self) {
        let mut write = self.app.db.write().await.unwrap();
        sqlx::query("update members set joined_on = '2026-01-01'").execute(&mut *write).await.unwrap();
        write.commit().await.unwrap();
    }

    /// Every byte of the data folder, for looking for what must not be there.
    pub fn bytes_at_rest(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path().join("data")).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
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

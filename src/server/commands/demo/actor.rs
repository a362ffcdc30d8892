//! Someone who uses the program the way a browser does: by sending its forms to its router.

use anyhow::{Context as _, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, header};
use axum::response::Response;
use jiff::{Timestamp, ToSpan as _};
use secrecy::SecretString;
use tower::ServiceExt as _;

use crate::base::ids::Id;
use crate::features::today;
use crate::members::unlock::{self, Unlocked};
use crate::members::{self, Name, Role, second_factor, sessions};
use crate::records::{connections, suggestions};
use crate::server::router;
use crate::web::app::App;

/// More than any page has, in bytes.
const PAGE_MOST: usize = 1 << 20;

/// One made-up person.
pub(super) struct Actor {
    app: App,
    router: Router,
    opened: Unlocked,
}

/// One visit: signed in for a day.
pub(super) struct Visit<'a> {
    actor: &'a Actor,
    cookie: String,
}

impl Actor {
    pub(super) async fn join(app: &App, name: &str, role: Role, password: SecretString) -> anyhow::Result<Self> {
        let name = Name::parse(name).ok().context("a name anybody could have")?;
        let prepared = unlock::prepare(app, &password, name.shown()).await?;
        let prepared = prepared.ok().context("a password that nobody guesses early")?;
        let mut write = app.db.write().await?;
        let opened = unlock::make(app, &mut write, &name, role, &app.home_zone, &prepared)
            .await?
            .context("the name is taken")?;
        if let Some(code) = members::store::unconfirmed_code(&mut write, opened.owner()).await? {
            members::store::confirm_code(&mut write, opened.owner(), &code).await?;
        }
        write.commit().await?;
        Ok(Self { app: app.clone(), router: router::build(app), opened })
    }

    /// Sets up a second factor, and gives what an app needs of it.
    pub(super) async fn sets_up_second_factor(&self) -> anyhow::Result<SecretString> {
        let (owner, keyring) = (self.opened.owner(), self.opened.keyring(&self.app));
        let mut write = self.app.db.write().await?;
        let secret = second_factor::set_up(&mut write, &keyring, owner).await?;
        write.commit().await?;
        Ok(secret)
    }

    /// The connection they let somebody in by.
    pub(super) async fn connection(&self) -> anyhow::Result<Id> {
        let all = connections::store::all_of_member(&mut *self.app.db.read().await?, self.opened.owner()).await?;
        Ok(all.first().context("somebody was let in")?.id)
    }

    /// A friend without an account sends a form.
    pub(super) async fn is_answered(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<()> {
        let form = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, self.app.url.authority.as_str())
            .body(Body::from(serde_html_form::to_string(fields)?))?;
        let answer = self.router.clone().oneshot(form).await?;
        ensure!(answer.status().is_success(), "{path} answered {}", answer.status());
        Ok(())
    }

    /// Comes by `days` before `now`.
    pub(super) async fn visits(&self, now: Timestamp, days: i64) -> anyhow::Result<Visit<'_>> {
        self.app.clock.set(now.checked_sub((days * 24).hours())?);
        let mut write = self.app.db.write().await?;
        sessions::store::end_sessions(&mut write, self.opened.owner(), None).await?;
        let confirmed = self.opened.confirm(&mut write).await?.context("the password has changed")?;
        let cookie = sessions::start(&self.app, &mut write, confirmed, &HeaderMap::new(), false).await?;
        write.commit().await?;
        Ok(Visit { actor: self, cookie: cookie.stripped().to_string() })
    }
}

impl Visit<'_> {
    pub(super) async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<()> {
        let response = self.posts(path, fields).await?;
        ensure!(response.status().is_redirection(), "{path} answered {}", response.status());
        Ok(())
    }

    /// Sends a form that is answered with a page.
    pub(super) async fn fetches(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let response = self.posts(path, fields).await?;
        page(path, response).await
    }

    /// Sends a form, and says where that leads.
    pub(super) async fn leads(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let response = self.posts(path, fields).await?;
        let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        Ok(to.with_context(|| format!("{path} leads nowhere"))?.to_owned())
    }

    /// What a page says.
    pub(super) async fn page(&self, path: &str) -> anyhow::Result<String> {
        let response = self.asks(Request::get(path), Body::empty()).await?;
        let page = to_bytes(response.into_body(), PAGE_MOST).await?;
        Ok(String::from_utf8(page.to_vec())?)
    }

    /// Opens a page.
    pub(super) async fn reads(&self, path: &str) -> anyhow::Result<String> {
        page(path, self.asks(Request::get(path), Body::empty()).await?).await
    }

    async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Response> {
        let form = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.asks(form, Body::from(serde_html_form::to_string(fields)?)).await
    }

    async fn asks(&self, request: Builder, body: Body) -> anyhow::Result<Response> {
        let request = request
            .header(header::HOST, self.actor.app.url.authority.as_str())
            .header(header::COOKIE, self.cookie.as_str())
            .body(body)?;
        Ok(self.actor.router.clone().oneshot(request).await?)
    }

    pub(super) fn waits(&self, minutes: i64) -> anyhow::Result<()> {
        let clock = &self.actor.app.clock;
        clock.set(clock.now().checked_add(minutes.minutes())?);
        Ok(())
    }

    /// Answers the open suggestion, if there is one, and says under which id.
    pub(super) async fn answers(&self, fields: &[(&str, &str)]) -> anyhow::Result<Option<String>> {
        let owner = self.actor.opened.owner();
        let open = suggestions::store::open_id(&mut *self.actor.app.db.read().await?, owner).await?;
        let Some(id) = open.map(|id| id.to_string()) else { return Ok(None) };
        self.waits(2)?;
        self.sends(&today::paths::answer(&id), fields).await?;
        Ok(Some(id))
    }
}

async fn page(path: &str, response: Response) -> anyhow::Result<String> {
    ensure!(response.status().is_success(), "{path} answered {}", response.status());
    let page = to_bytes(response.into_body(), PAGE_MOST).await?;
    Ok(String::from_utf8(page.to_vec())?)
}

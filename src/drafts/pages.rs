//! Finding again what was being written.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;

use super::{Draft, store};
use crate::accounts;
use crate::app::App;
use crate::ids::Id;
use crate::sessions::guard::Member;
use crate::vault::{MemberPair, Purpose};
use crate::web::error::{Answer, Problem};
use crate::web::form::Path;
use crate::web::shell::{Section, Shell};
use crate::words::Said;

/// A draft on the page; one that does not open has no parts.
struct Entry {
    id: Id,
    kept: Said,
    found: Option<Found>,
}

/// A draft that opened.
struct Found {
    path: String,
    fields: Vec<(String, String)>,
}

impl Found {
    /// The words in it, which are shown; the rest of the form goes along unseen.
    fn words(&self) -> impl Iterator<Item = &str> {
        let written = |name: &str| matches!(name, "note" | "words");
        self.fields
            .iter()
            .filter(move |(name, value)| written(name) && !value.trim().is_empty())
            .map(|(_, value)| value.as_str())
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "drafts.html")]
struct DraftsPage {
    shell: Shell,
    entries: Vec<Entry>,
}

/// Lists what was being written.
///
/// # Errors
/// If the database fails.
pub async fn list(State(app): State<App>, member: Member) -> Answer {
    let mut read = app.db.read().await?;
    let secret = accounts::store::secret_key(&mut read, member.id()).await?;
    let pair = member.keyring().open_pair(&secret)?;
    let entries = store::list(&mut read, member.id()).await?.into_iter().map(|row| Entry {
        id: row.id,
        kept: member.calendar().moment(Timestamp::from_second(row.kept_at).unwrap_or_default(), member.zone()),
        found: open(&app, &member, &pair, row.id, &row.body),
    });
    let page = DraftsPage { shell: Shell::of(&member, Section::Today), entries: entries.collect() };
    Ok(page.into_response())
}

fn open(app: &App, member: &Member, pair: &MemberPair, id: Id, sealed: &[u8]) -> Option<Found> {
    let purpose = Purpose::draft(app.instance.id(), member.id().owner(), id.as_bytes());
    let plain = pair.open(&purpose, b"", sealed).ok()?;
    let draft: Draft = serde_json::from_slice(plain.expose_secret()).ok()?;
    let fields = serde_html_form::from_str(&draft.body).ok()?;
    Some(Found { path: draft.path, fields })
}

/// Lets a draft go.
///
/// # Errors
/// [`Problem::NotFound`] for one that is not theirs, or if the database fails.
pub async fn remove(State(app): State<App>, member: Member, Path(id): Path<Id>) -> Answer {
    let mut write = app.db.write().await?;
    if !store::remove(&mut write, member.id(), id).await? {
        return Err(Problem::NotFound);
    }
    write.commit().await?;
    Ok(Redirect::to("/drafts").into_response())
}

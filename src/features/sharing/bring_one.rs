//! Putting something of one's own among what to bring, with one tap.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use sqlx::SqliteConnection;

use super::bring::ToBring;
use super::paths;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::records::copies::seen::brought_as;
use crate::records::registry::Registry;
use crate::records::{entries, personal_library, reflections};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;

/// How much of it is taken along, in characters: enough to remember it by.
const TAKEN: usize = 600;

/// Keeps its words among those to bring. It is put there once, however often it is tapped, and again where it was taken off or
/// talked about.
pub async fn bring(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let said = said(&app, &mut *app.db.read().await?, &member, id).await?;
    let words = opening(&said.join("\n\n"));
    if words.is_empty() {
        return Err(PageError::NotFound);
    }
    let mut write = app.db.write().await?;
    let to_bring = ToBring { words, at: app.now().as_millisecond(), talked_about: false };
    let kept = brought_as(&member, id);
    let stands = |one: ToBring| one.words == to_bring.words && !one.talked_about;
    match entries::store::kept::<ToBring>(&mut write, member.id(), kept).await? {
        Some(row) if !row.removed && row.open(member.keyring()).is_ok_and(stands) => {}
        Some(row) => {
            let today = Some(member.today());
            entries::change_for(&mut write, &member, kept, row.revision, today, &to_bring).await?;
        }
        None => drop(entries::keep(&mut write, &member, kept, &to_bring).await?),
    }
    write.commit().await?;
    Ok(Redirect::to(&paths::brought(kept)).into_response())
}

/// Its first words, and no part of one: half a name is no name that would stay behind.
fn opening(said: &str) -> String {
    let Some((end, _)) = said.char_indices().nth(TAKEN) else { return said.trim().to_owned() };
    let start = said.get(..end).unwrap_or_default();
    // Where no blank stands between words, a sign may.
    let sign = || start.rfind(|c: char| !c.is_alphanumeric());
    let cut = start.rfind(char::is_whitespace).or_else(sign).unwrap_or(end);
    start.get(..cut).unwrap_or_default().trim_end().to_owned()
}

/// The words of a look back and what it was on, or of an entry. What is never shown, or is kept back, is not brought by a tap.
/// A look back comes first: one on an idea taken long ago has the id of what was given.
async fn said(app: &App, read: &mut SqliteConnection, member: &Member, id: Id) -> PageResult<Vec<String>> {
    let pair = reflections::store::pair(read, member.id(), id).await?.filter(|pair| !pair.removed);
    if let Some((attempt, told)) = pair.and_then(|pair| Some((pair.attempt, pair.reflection?))) {
        let (attempted, told) = (attempt.open(member.keyring())?, told.open(member.keyring())?);
        if told.kept_back {
            return Err(PageError::NotFound);
        }
        let library = personal_library::with_removed(app, read, member).await?;
        let title = library.heading(&attempted).map(ToOwned::to_owned);
        return Ok(title.into_iter().chain([told.note].into_iter().filter(|note| !note.is_empty())).collect());
    }
    let kept = entries::untyped::store::of_any_kind(read, member.id(), id).await?;
    let entry = kept.filter(|entry| !entry.removed).ok_or(PageError::NotFound)?;
    let kind = app.content::<Registry>()?.kind(&entry.kind).ok_or(PageError::NotFound)?;
    let (parts, words) = (kind.parts(entry.clone(), member.keyring())?, kind.words(entry, member.keyring())?);
    parts.filter(|parts| !parts.kept_back).map(|_| words).ok_or(PageError::NotFound)
}

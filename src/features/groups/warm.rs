//! A few warm words to whoever wrote, which only they see; and what somebody does not want to see.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::paths;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::model::group::Warmth;
use crate::records::groups::posts::{self, GroupLetter, NewPost};
use crate::records::groups::{self, OpenGroup};
use crate::records::letters::{self, LetterKind};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    letter: String,
    warm: String,
    /// Whether it is to be seen again.
    back: String,
}

/// Sends one of the warm words, in place of the one that was sent before; or takes it back.
pub async fn send(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let group = groups::open(&mut write, &member, id).await?;
    let Some(post) = theirs(&mut write, &member, &group, &fields.letter).await? else {
        return Ok(Redirect::to(&paths::group(id)).into_response());
    };
    let Ok(author) = group.other(post.author) else { return Ok(Redirect::to(&paths::group(id)).into_response()) };
    let before = (LetterKind::Warm, post.letter.id);
    if let Some(before) = posts::store::written_about(&mut write, member.id(), id, before).await? {
        letters::store::remove(&mut write, member.id(), before.letter.id).await?;
    }
    if let Some(warm) = Warmth::from_word(&fields.warm) {
        let new = NewPost { kind: LetterKind::Warm, about: Some(post.letter.id), says: &warm };
        posts::write_to(&mut write, &member, &group, &new, &[author]).await?;
    }
    write.commit().await?;
    Ok(Redirect::to(&paths::post_in(id, post.letter.id)).into_response())
}

/// Hides one thing from oneself, or shows it again. Nobody else learns of it.
pub async fn hide(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let mut group = groups::open(&mut write, &member, id).await?;
    let Some(post) = theirs(&mut write, &member, &group, &fields.letter).await? else {
        return Ok(Redirect::to(&paths::group(id)).into_response());
    };
    let letter = post.letter.id;
    let to = if fields.back.is_empty() {
        group.notes.hidden.insert(letter);
        paths::hidden(id, letter)
    } else {
        group.notes.hidden.remove(&letter);
        paths::post_in(id, letter)
    };
    group.keep(&mut write, &member).await?;
    write.commit().await?;
    Ok(Redirect::to(&to).into_response())
}

/// Something that somebody else wrote, if this one can read it.
pub async fn theirs(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    letter: &str,
) -> PageResult<Option<GroupLetter>> {
    let Ok(letter) = letter.parse::<Id>() else { return Ok(None) };
    if !group.is_in() || group.is_asleep() {
        return Ok(None);
    }
    let found = posts::store::post(read, member.id(), group.place(), LetterKind::Round, letter).await?;
    Ok(found.filter(|one| one.author != group.me()))
}

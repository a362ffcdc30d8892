//! Giving a consent, and ending it with one tap.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::compose::{self, Composed};
use super::ended::EndedConsent;
use super::form::{Fault, Fields, ShareRequest};
use super::{give_summary, overview, paths, preview};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::members::unlock;
use crate::records::copies;
use crate::records::form_context::FormContext;
use crate::records::grants::{self, ConsentKind, GrantTerms, NewGrant};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Path, SentForm, invalid, new_id};
use crate::web::paths::saved;

/// Shows something to somebody, from now on. What is sealed is composed within the write that keeps the consent.
pub async fn give(cx: FormContext, sent: SentForm) -> PageResult {
    let fields: Fields = sent.read()?;
    if fields.what == ConsentKind::Summary.word() {
        return give_summary::give(&cx, fields, sent.read()?).await;
    }
    let (app, member) = (cx.app, cx.member);
    let asked = match fields.understood(member.today()) {
        Ok(asked) => asked,
        Err(Fault::Subject) => return overview::nothing_chosen(&app, &member).await,
        Err(fault) => return invalid(preview::again(&app, &member, fields, fault).await?),
    };
    if !preview::connection(&mut *app.db.read().await?, &member, &asked).await?.is_open() {
        return Ok(Redirect::to(paths::SHARING).into_response());
    }
    if !unlock::is_them(&app, &member, fields.password.clone()).await? {
        return invalid(preview::again(&app, &member, fields, Fault::Password).await?);
    }
    let mut write = app.db.write().await?;
    keep(&app, &mut write, &member, &asked).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::SHARING, "shown")).into_response())
}

async fn keep(app: &App, write: &mut Write, member: &Member, asked: &ShareRequest) -> PageResult<()> {
    let terms = preview::terms(asked);
    let scope = copies::scope(write, member, &terms).await?;
    let Composed { what, kind, items, is_example } = compose::of(app, write, member, &asked.subject, &scope).await?;
    let new = NewGrant {
        id: new_id(),
        connection: asked.connection,
        what,
        kind,
        ends_at: end_of(member, asked.until)?,
        terms,
    };
    end_the_same(write, member, &new).await?;
    let grant = grants::give(write, member, new).await?.ok_or(PageError::NotFound)?;
    copies::remember_names(write, member).await?;
    for item in items.into_iter().filter(|_| !is_example) {
        copies::put(write, member, &grant, (item.about, item.day), &item.shown).await?;
    }
    Ok(())
}

/// A consent for the same thing gives way to the new one.
async fn end_the_same(write: &mut Write, member: &Member, new: &NewGrant) -> PageResult<()> {
    let about = |terms: &GrantTerms| (terms.about, terms.measure);
    for grant in grants::store::all(write, member.id(), member.asked_at()).await? {
        let is_same = (grant.connection, grant.what, &grant.kind) == (new.connection, new.what, &new.kind);
        if is_same && grant.terms(member).is_none_or(|terms| about(&terms) == about(&new.terms)) {
            grants::store::revoke(write, member.id(), grant.id).await?;
        }
    }
    Ok(())
}

/// The moment somebody’s day is over.
pub fn end_of(member: &Member, day: Date) -> PageResult<Timestamp> {
    let turns = Time::new(member.profile().day_turns_at, 0, 0, 0).unwrap_or(Time::midnight());
    let end = day.tomorrow().unwrap_or(day).to_datetime(turns).to_zoned(member.zone().clone());
    Ok(end.map_err(anyhow::Error::from)?.timestamp())
}

/// Ends a consent, with everything that could be seen by it. What its reader asks for next is not there.
pub async fn revoke(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut write = app.db.write().await?;
    let ended = grants::store::one(&mut write, member.id(), id).await?;
    let ended = ended.and_then(|grant| EndedConsent::of(&member, &grant)).map(|ended| format!("&{}", ended.query()));
    if !grants::store::revoke(&mut write, member.id(), id).await? {
        return Err(PageError::NotFound);
    }
    write.commit().await?;
    app.db.truncate_log().await;
    let to = saved(paths::SHARING, "stopped") + &ended.unwrap_or_default();
    Ok(Redirect::to(&to).into_response())
}

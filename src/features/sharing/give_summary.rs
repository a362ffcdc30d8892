//! Showing a summary to somebody: what is sealed is what its page showed.

use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;

use super::form::{Fault, Fields};
use super::give::end_of;
use super::paths;
use crate::base::ids::Id;
use crate::features::summary::compose::ComposedSummary;
use crate::features::summary::preview::{self, ShowingFault};
use crate::features::summary::{compose, form, pages};
use crate::members::sessions::guard::Member;
use crate::members::unlock;
use crate::model::shown::{Shown, ShownSummary};
use crate::records::form_context::FormContext;
use crate::records::grants::{self, ConsentKind, NewGrant, lasting};
use crate::records::{connections, copies};
use crate::web::error::{PageError, PageResult};
use crate::web::form::{id_or_new, invalid, new_id};
use crate::web::paths::saved;

pub async fn give(cx: &FormContext, fields: Fields, chosen: form::Fields) -> PageResult {
    let composed = match pages::composed(cx, &chosen).await? {
        Ok(composed) => composed,
        Err(fault) => return pages::with_fault(cx, chosen, fault).await,
    };
    let Ok(connection) = fields.connection.parse() else {
        return again(cx, fields, chosen, &composed, Fault::Reader).await;
    };
    if !is_open(cx, connection).await? {
        return Ok(Redirect::to(paths::SHARING).into_response());
    }
    let Some(until) = lasting::until(&fields.ends, cx.member.today()) else {
        return again(cx, fields, chosen, &composed, Fault::Ends).await;
    };
    if !unlock::is_them(&cx.app, &cx.member, fields.password.clone()).await? {
        return again(cx, fields, chosen, &composed, Fault::Password).await;
    }
    keep(cx, connection, until, &chosen).await
}

/// Whether something can be shown in a connection of theirs.
async fn is_open(cx: &FormContext, id: Id) -> PageResult<bool> {
    let found = connections::store::of_member(&mut *cx.app.db.read().await?, cx.member.id(), id).await?;
    Ok(found.ok_or(PageError::NotFound)?.is_open())
}

/// Composed anew within the write that keeps the consent. Sent twice, it is shown once.
async fn keep(cx: &FormContext, connection: Id, until: Date, chosen: &form::Fields) -> PageResult {
    let (app, member) = (&cx.app, &cx.member);
    let mut write = app.db.write().await?;
    let composed = match compose::of(app, &mut write, member, chosen).await? {
        Ok(composed) => composed,
        Err(fault) => return pages::with_fault(cx, chosen.clone(), fault).await,
    };
    let new = NewGrant {
        id: shown_as(member, (id_or_new(&chosen.id), connection, until), &composed.summary)?,
        connection,
        what: ConsentKind::Summary,
        kind: None,
        ends_at: end_of(member, until)?,
        terms: composed.terms(),
    };
    if let Some(grant) = grants::give(&mut write, member, new).await? {
        copies::remember_names(&mut write, member).await?;
        let about = (new_id(), composed.summary.made_on);
        copies::put(&mut write, member, &grant, about, &Shown::Summary(composed.summary)).await?;
        cx.finish(&mut write).await?;
        write.commit().await?;
    }
    Ok(Redirect::to(&saved(paths::SHARING, "shown")).into_response())
}

/// The id of a consent: the same one for the same form, to the same person, until the same day, with the same in it.
fn shown_as(member: &Member, (form, connection, until): (Id, Id, Date), summary: &ShownSummary) -> PageResult<Id> {
    let said = serde_json::to_vec(summary).map_err(|error| PageError::Broken(error.into()))?;
    let until = until.to_string();
    let parts = [form.as_bytes().as_slice(), connection.as_bytes(), until.as_bytes(), &said].concat();
    Ok(Id::half_of(&member.keyring().lasting_mac("summary", &parts)))
}

/// The page of it once more, with what is wrong.
async fn again(
    cx: &FormContext,
    fields: Fields,
    chosen: form::Fields,
    composed: &ComposedSummary,
    fault: Fault,
) -> PageResult {
    let fault =
        ShowingFault { connection: fields.connection, ends: fields.ends, field: fault.field(), words: fault.words() };
    invalid(preview::page(cx, chosen, &composed.summary, Some(fault)).await?)
}

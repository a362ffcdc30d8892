//! Whom somebody has let in, and each consent as one sentence.

use std::collections::BTreeSet;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::ended::EndedConsent;
use super::form::Fault;
use super::sentence::ConsentItem;
use crate::base::ids::Id;
use crate::base::vault::PublicKey;
use crate::base::words::DateText;
use crate::members::asleep::SleepCause;
use crate::members::sessions::guard::Member;
use crate::records::connections::{self, Connection, NumbersCompared, pair};
use crate::records::grants::{self, Grant};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Query, invalid};
use crate::web::frame::{NavSection, PageFrame};

/// What was done just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

struct ConnectionItem {
    id: Id,
    name: String,
    since: DateText,
    asleep: bool,
    /// Whether they are a supporter now.
    supports: bool,
    /// Why consents of theirs sleep: each cause once, and whether it is not known of some.
    causes: BTreeSet<Option<SleepCause>>,
    /// Whether it is their own yes that is wanted before anything opens again,
    wants_yes: bool,
    /// and whether they began anew themselves, so that nothing they kept of it opens.
    began_anew: bool,
    /// Whether they have compared the numbers themselves.
    compared: bool,
    consents: Vec<ConsentItem>,
}

#[derive(Template, WebTemplate)]
#[template(path = "sharing/overview.html")]
struct SharingPage {
    frame: PageFrame,
    connections: Vec<ConnectionItem>,
    fault: Option<Fault>,
    asked: Asked,
    /// Where what was just stopped can be shown again.
    undo: Option<String>,
}

pub async fn show(
    State(app): State<App>,
    member: Member,
    Query(asked): Query<Asked>,
    Query(ended): Query<EndedConsent>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let grants = grants::store::all(&mut read, member.id(), member.asked_at()).await?;
    let page = page(&app, &mut read, &member, &grants).await?;
    drop(read);
    tell_of_ends(&app, &member, &grants).await?;
    Ok(SharingPage { asked, undo: ended.page_before(), ..page }.into_response())
}

/// The same, where a form said neither what nor to whom.
pub async fn nothing_chosen(app: &App, member: &Member) -> PageResult {
    let mut read = app.db.read().await?;
    let grants = grants::store::all(&mut read, member.id(), member.asked_at()).await?;
    invalid(SharingPage { fault: Some(Fault::Subject), ..page(app, &mut read, member, &grants).await? })
}

async fn page(app: &App, read: &mut SqliteConnection, member: &Member, grants: &[Grant]) -> PageResult<SharingPage> {
    let connections = connections::store::all_of_member(read, member.id()).await?;
    let own = pair::kept(read, member).await?.map(|pair| pair.public());
    let items = connections.iter().map(|connection| item(app, member, (connection, own.as_ref()), grants));
    Ok(SharingPage {
        frame: PageFrame::of(member, NavSection::You),
        connections: items.collect::<PageResult<_>>()?,
        fault: None,
        asked: Asked::default(),
        undo: None,
    })
}

fn item(
    app: &App,
    member: &Member,
    (connection, own_key): (&Connection, Option<&PublicKey>),
    grants: &[Grant],
) -> PageResult<ConnectionItem> {
    let name = connection.supporter_name(member.keyring());
    let own = || grants.iter().filter(|grant| grant.connection == connection.id);
    let consents = own().map(|grant| ConsentItem::of(app, member, &name, grant)).collect::<PageResult<_>>()?;
    Ok(ConnectionItem {
        id: connection.id,
        since: member.calendar().date(connection.since),
        asleep: connection.is_asleep(),
        supports: connection.supports,
        causes: own().filter(|grant| grant.asleep).map(|grant| grant.slept_by).collect(),
        wants_yes: connection.is_asleep() && !connection.has_pinned(member.id()),
        began_anew: connection.member_notes(member.keyring()).is_err(),
        compared: own_key.is_some_and(|own| connection.compared(member, own) != NumbersCompared::No),
        consents,
        name,
    })
}

/// That a consent ends soon is said once elsewhere too: not any more, once it was read here.
async fn tell_of_ends(app: &App, member: &Member, grants: &[Grant]) -> PageResult<()> {
    let untold = |grant: &Grant| {
        let terms = grant.terms(member).filter(|terms| grant.ends_soon(member.asked_at()) && !terms.told)?;
        Some(grants::GrantTerms { told: true, ..terms })
    };
    let untold: Vec<_> = grants.iter().filter_map(|grant| Some((grant, untold(grant)?))).collect();
    if untold.is_empty() {
        return Ok(());
    }
    let mut write = app.db.write().await?;
    for (grant, terms) in untold {
        grants::change_terms(&mut write, member, grant, &terms).await?;
    }
    write.commit().await?;
    Ok(())
}

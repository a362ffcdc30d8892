//! Invitations to a group, each for one person. What a group is opens with the link alone; whoever made it knows afterwards
//! that whoever came held it.

pub mod store;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::{GroupNotes, LedGroup, OpenGroup, posts, seal_notes};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::Private;
use crate::base::vault::{LinkToken, PublicKey, SealContext, system_rng};
use crate::members::sessions::guard::Member;
use crate::model::group::{GroupFacts, GroupHello, GroupPerson, PEOPLE_MOST};
use crate::records::connections::pair;
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// How long one is good for: two weeks, as some meet every other week.
pub const LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What its maker keeps of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupInvitation {
    token: String,
    /// The group it leads to, whatever the file says.
    place: Id,
}

impl Private for GroupInvitation {
    const NAME: &'static str = "group_links";
}

/// What whoever brings one reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupPass {
    /// Who invites.
    pub by: Id,
    pub facts: GroupFacts,
}

/// One that was brought.
#[derive(Debug)]
pub struct BroughtInvitation {
    pub place: Id,
    pub maker: MemberId,
    pub pass: GroupPass,
    token: LinkToken,
}

/// One that nobody has used yet, as its maker sees it.
pub struct WaitingInvitation {
    /// What names it in a form, and tells nothing of the link.
    pub id: Id,
    pub ends_at: Timestamp,
    /// The part of its address that opens it.
    pub token: SecretString,
}

/// Makes one.
pub async fn make(app: &App, write: &mut Write, member: &Member, led: &LedGroup) -> PageResult<SecretString> {
    let (rng, token, group) = (&mut system_rng(), LinkToken::generate(&mut system_rng()), led.group());
    let pass = GroupPass { by: group.me, facts: group.facts().clone() };
    let page = token.seal(rng, app.instance.id(), member.id().owner(), &pass)?;
    let kept = GroupInvitation { token: token.text().expose_secret().to_owned(), place: group.place };
    let sealed = member.keyring().seal(rng, &place(&token.digest()), &kept)?;
    let ends = app.now().saturating_add(LASTS).map_err(|error| PageError::Broken(error.into()))?;
    store::add(write, member.id(), group.place, &token.digest(), (app.now(), ends), &page, &sealed).await?;
    Ok(token.text())
}

/// Those that wait, the latest first.
pub async fn waiting(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    of: Id,
) -> PageResult<Vec<WaitingInvitation>> {
    let rows = store::waiting(read, member.id(), of, app.now()).await?;
    let shown = |row: store::WaitingInvitationRow| {
        let kept = member.keyring().open(&place(&row.id), &row.sealed).ok()?;
        let token = LinkToken::parse(&kept.token).ok()?.text();
        Some(WaitingInvitation { id: Id::half_of(&row.id), ends_at: row.ends_at, token })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}

/// Takes one back. Which group it was of; `None` if there is none that waits.
pub async fn take_back(app: &App, write: &mut Write, member: &Member, of: Id, id: Id) -> PageResult<bool> {
    let rows = store::waiting(write, member.id(), of, app.now()).await?;
    let Some(row) = rows.into_iter().find(|row| Id::half_of(&row.id) == id) else { return Ok(false) };
    store::forget(write, member.id(), &row.id).await?;
    Ok(true)
}

/// Opens one that somebody brings.
///
/// # Errors
/// [`PageError::NotFound`] for one that was never made, is used, was taken back or has run out: one answer for all.
pub async fn open(app: &App, read: &mut SqliteConnection, text: &str) -> PageResult<BroughtInvitation> {
    let token = LinkToken::parse(text).map_err(|_| PageError::NotFound)?;
    let row = store::brought(read, &token.digest(), app.now()).await?.ok_or(PageError::NotFound)?;
    let pass = token.open(app.instance.id(), row.owner.owner(), &row.page).map_err(|_| PageError::NotFound)?;
    Ok(BroughtInvitation { place: row.place, maker: row.owner, pass, token })
}

/// The group that somebody came to by this invitation before.
pub async fn used_by(read: &mut SqliteConnection, member: MemberId, text: &str) -> PageResult<Option<Id>> {
    let Ok(token) = LinkToken::parse(text) else { return Ok(None) };
    Ok(store::came_with(read, member, &token.digest()).await?)
}

/// Joins the group of an invitation, once. `false` where no more people fit in.
pub async fn join(
    app: &App,
    write: &mut Write,
    member: &Member,
    invitation: &BroughtInvitation,
    called: String,
) -> PageResult<bool> {
    let place = invitation.place;
    let present = super::store::present(write, place).await?;
    if present.len() >= PEOPLE_MOST {
        return Ok(false);
    }
    let pair = pair::own(write, member).await?;
    let digest = invitation.token.digest();
    let (maker, me) = (invitation.maker.owner(), (member.id().owner(), &pair.public()));
    let proof = invitation.token.introduction(app.instance.id(), maker, me, Some(place.as_bytes()));
    let facts = invitation.pass.facts.clone().before_letting_in(member.id().0);
    let notes = GroupNotes { invited_by: Some(invitation.pass.by), ..GroupNotes::new(called.clone(), facts) };
    let sealed = seal_notes(member, place, 1, &notes)?;
    let came_by = Some((&digest, &proof));
    // Whoever was removed before, and is invited again, begins anew.
    super::store::remove_membership(write, member.id(), place).await?;
    super::store::add_membership(write, member.id(), (place, member.today()), came_by, &sealed).await?;
    store::use_up(write, &digest, app.now()).await?;
    let group = super::open(write, member, place).await?;
    greet(write, member, &group, called).await?;
    Ok(true)
}

/// Says to those who look after a group how one wants to be called there.
pub async fn greet(write: &mut Write, member: &Member, group: &OpenGroup, called: String) -> PageResult<()> {
    let to: Vec<&GroupPerson> = group.facts().facilitators().filter(|one| one.id != group.me).collect();
    let hello = GroupHello { called };
    posts::say_to(write, member, group, LetterKind::Hello, &hello, &to).await
}

/// Whether somebody who came by an invitation of this member's held it.
pub(super) async fn proves(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    of: Id,
    (who, key): (MemberId, &PublicKey),
    (link, proof): (&[u8; 32], &[u8]),
) -> PageResult<bool> {
    let Some(kept) = store::own(read, member.id(), of, link).await? else { return Ok(false) };
    let Ok(kept) = member.keyring().open(&place(link), &kept) else { return Ok(false) };
    let Ok(token) = LinkToken::parse(&kept.token) else { return Ok(false) };
    let to = Some(of.as_bytes());
    let holds =
        kept.place == of && token.introduces(app.instance.id(), member.id().owner(), (who.owner(), key), to, proof);
    if !holds {
        tracing::warn!("somebody is in a group who did not hold the invitation they are said to have come by");
    }
    Ok(holds)
}

/// Bound to half of its digest, which is as random as a row's id.
fn place(digest: &[u8; 32]) -> SealContext {
    SealContext { table: GroupInvitation::NAME, row: *Id::half_of(digest).as_bytes(), revision: 1 }
}

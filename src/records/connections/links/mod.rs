//! The link with which a supporter lets one member connect. It opens the supporter's introduction, carries their key's
//! fingerprint, and proves to them afterwards that whoever joined held it.

pub mod store;

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::{Connection, Introduction, pair};
use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::sealed::Private;
use crate::base::vault::{LinkToken, PublicKey, SealContext, system_rng};
use crate::members::sessions::guard::Member;
use crate::model::given::GivenAway;
use crate::records::connections;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// How long a link is good for: two weeks, as some meet every other week.
pub const LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How many links of a supporter can wait.
pub const WAITING_MOST: usize = 50;
/// Characters of a token; the fingerprint follows.
const TOKEN: usize = 43;

/// What its maker keeps of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectLink {
    /// The token, so that whoever joins with it can be recognised.
    token: String,
    /// Whom it is for, in their own words; may be empty.
    pub whom: String,
}

impl Private for ConnectLink {
    const NAME: &'static str = "connect_links";
}

/// A link that was opened: whose it is, how they introduce themselves, and their key, which fits the link.
#[derive(Debug)]
pub struct OpenedLink {
    pub supporter: MemberId,
    pub introduction: Introduction,
    pub key: PublicKey,
    token: LinkToken,
}

impl OpenedLink {
    /// What finds it in the database.
    pub fn digest(&self) -> [u8; 32] {
        self.token.digest()
    }

    /// What proves to the supporter that this member held it.
    pub fn proof(&self, app: &App, member: &Member, key: &PublicKey) -> [u8; 32] {
        self.token.introduction(app.instance.id(), self.supporter.owner(), (member.id().owner(), key), None)
    }
}

/// Makes a link; the part of its address that opens it.
pub async fn make(
    app: &App,
    write: &mut Write,
    supporter: &Member,
    introduction: &Introduction,
    whom: String,
) -> PageResult<SecretString> {
    let (rng, token) = (&mut system_rng(), LinkToken::generate(&mut system_rng()));
    let key = pair::own(write, supporter).await?.public();
    let shown = token.seal(rng, app.instance.id(), supporter.id().owner(), introduction)?;
    let kept = ConnectLink { token: token.text().expose_secret().to_owned(), whom };
    let sealed = supporter.keyring().seal(rng, &place(&token.digest()), &kept)?;
    let (now, ends) = (app.now(), app.now().saturating_add(LASTS).map_err(|error| PageError::Broken(error.into()))?);
    store::add_link(write, supporter.id(), &token.digest(), (now, ends), &shown, &sealed).await?;
    let fingerprint = BASE64URL_NOPAD.encode(key.fingerprint().as_bytes());
    Ok(format!("{}{fingerprint}", token.text().expose_secret()).into())
}

/// Opens a link that somebody brings.
///
/// # Errors
/// [`PageError::NotFound`] for one that was never made, is used or has run out, or whose maker's key is another now.
pub async fn open(app: &App, read: &mut SqliteConnection, text: &str) -> PageResult<OpenedLink> {
    let (token, fingerprint) = parsed(text).ok_or(PageError::NotFound)?;
    let row = store::open_link(read, &token.digest(), app.now()).await?.ok_or(PageError::NotFound)?;
    let key = pair::public_key(read, row.owner).await?.ok_or(PageError::NotFound)?;
    if BASE64URL_NOPAD.encode(key.fingerprint().as_bytes()) != fingerprint {
        tracing::warn!("a link to connect does not fit the key in the database that it was made for");
        return Err(PageError::NotFound);
    }
    let introduction = token.open(app.instance.id(), row.owner.owner(), &row.introduction)?;
    Ok(OpenedLink { supporter: row.owner, introduction, key, token })
}

/// What finds the link of this text in the database, where it could be one.
pub fn digest(text: &str) -> Option<[u8; 32]> {
    parsed(text).map(|(token, _)| token.digest())
}

/// The token in a link, and the fingerprint behind it.
fn parsed(text: &str) -> Option<(LinkToken, &str)> {
    let (token, fingerprint) = text.split_at_checked(TOKEN)?;
    Some((LinkToken::parse(token).ok()?, fingerprint))
}

/// Pins the key of a member who joined with a link of this supporter's since, if they held that link. What does not prove it
/// stays as it is, and opens nothing.
pub async fn recognise(app: &App, write: &mut Write, supporter: &Member, connection: &Connection) -> PageResult<()> {
    let Some((link, proof)) = connections::store::proof(write, supporter.id(), connection.id).await? else {
        return Ok(());
    };
    let Some(kept) = store::own_link(write, supporter.id(), &link).await? else { return Ok(()) };
    let Ok(kept) = supporter.keyring().open(&place(&link), &kept) else { return Ok(()) };
    let (Ok(token), Some(key)) = (LinkToken::parse(&kept.token), pair::public_key(write, connection.member).await?)
    else {
        return Ok(());
    };
    let whom = (connection.member.owner(), &key);
    if !token.introduces(app.instance.id(), supporter.id().owner(), whom, None, &proof) {
        tracing::warn!("somebody who joined with a link to connect did not hold it");
        return Ok(());
    }
    let pin = supporter.keyring().pin(&mut system_rng(), connection.member.owner(), &key)?;
    connections::store::pin_member(write, supporter.id(), connection.id, &pin).await?;
    store::forget_link(write, supporter.id(), &link).await?;
    Ok(())
}

/// Says on every link of a supporter's that waits when they are away, or that they are there.
pub async fn say_away(app: &App, write: &mut Write, supporter: &Member, away: Option<&GivenAway>) -> PageResult<()> {
    let (instance, owner) = (app.instance.id(), supporter.id().owner());
    for row in store::waiting_links(write, supporter.id(), app.now()).await? {
        let Ok(kept) = supporter.keyring().open(&place(&row.id), &row.sealed) else { continue };
        let (Ok(token), Some(link)) =
            (LinkToken::parse(&kept.token), store::open_link(write, &row.id, app.now()).await?)
        else {
            continue;
        };
        let Ok(said) = token.open::<Introduction>(instance, owner, &link.introduction) else { continue };
        let said = token.seal(&mut system_rng(), instance, owner, &Introduction { away: away.cloned(), ..said })?;
        store::change_introduction(write, supporter.id(), &row.id, &said).await?;
    }
    Ok(())
}

/// A link that waits for somebody, as its maker sees it.
pub struct WaitingLink {
    /// What names it in a form, and tells nothing of the link.
    pub id: Id,
    pub whom: String,
    pub ends_at: Timestamp,
}

/// The links of a supporter that nobody has used yet, the latest first.
pub async fn waiting(app: &App, read: &mut SqliteConnection, supporter: &Member) -> PageResult<Vec<WaitingLink>> {
    let rows = store::waiting_links(read, supporter.id(), app.now()).await?;
    let shown = |row: store::WaitingRow| {
        let kept = supporter.keyring().open(&place(&row.id), &row.sealed).ok()?;
        Some(WaitingLink { id: Id::half_of(&row.id), whom: kept.whom, ends_at: row.ends_at })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}

/// Takes a link back. `false` if there is none that waits.
pub async fn take_back(app: &App, write: &mut Write, supporter: &Member, id: Id) -> PageResult<bool> {
    let rows = store::waiting_links(write, supporter.id(), app.now()).await?;
    let Some(row) = rows.into_iter().find(|row| Id::half_of(&row.id) == id) else { return Ok(false) };
    store::forget_link(write, supporter.id(), &row.id).await?;
    Ok(true)
}

/// Bound to half of its digest, which is as random as a row's id.
fn place(digest: &[u8; 32]) -> SealContext {
    SealContext { table: ConnectLink::NAME, row: *Id::half_of(digest).as_bytes(), revision: 1 }
}

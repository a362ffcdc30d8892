//! Links that let somebody without an account do one thing: answer, or sit along. The token in one is kept nowhere but with
//! its owner, sealed; what whoever brings it may read opens with the token alone.

pub mod store;

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{LinkToken, MemberPair, SealContext, Sealed, system_rng};
use crate::base::words::form_words;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

form_words! {
    /// What a link is for.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum LinkUse {
        Reply = "reply",
        Room = "room",
    }
}

/// What its owner keeps of a link.
#[derive(Serialize, Deserialize)]
struct OwnersCopy<T> {
    token: String,
    kept: T,
}

/// A link that is to be made.
pub struct NewLink<'a, P, K> {
    pub what: LinkUse,
    pub about: Option<Id>,
    pub ends_at: Timestamp,
    /// What whoever brings it reads.
    pub page: &'a P,
    /// What its owner keeps of it.
    pub kept: &'a K,
    /// The pair that answers are sealed to.
    pub pair: Option<&'a MemberPair>,
}

/// A link that somebody brought.
pub struct BroughtLink<P> {
    pub digest: [u8; 32],
    pub owner: MemberId,
    pub about: Option<Id>,
    pub ends_at: Timestamp,
    pub used: i64,
    pub page: P,
}

/// A link as its owner sees it.
pub struct OwnLink<K> {
    /// What names it in a form, and tells nothing of the link.
    pub id: Id,
    pub digest: [u8; 32],
    pub about: Option<Id>,
    pub ends_at: Timestamp,
    /// Whether it lets anybody in.
    pub open: bool,
    pub kept: K,
    pair: Option<Vec<u8>>,
    token: LinkToken,
}

impl<K> OwnLink<K> {
    /// The part of its address that opens it.
    pub fn token(&self) -> SecretString {
        self.token.text()
    }

    /// The pair that answers to it are sealed to.
    pub fn pair(&self, owner: &Member) -> Option<MemberPair> {
        owner.keyring().open_link_pair(&self.digest, self.pair.as_deref()?).ok()
    }
}

/// A link that was made.
pub struct MadeLink {
    /// What names it in a form.
    pub id: Id,
    /// The part of its address that opens it.
    pub token: SecretString,
}

pub async fn make<P: Serialize, K: Serialize>(
    app: &App,
    write: &mut Write,
    owner: &Member,
    new: &NewLink<'_, P, K>,
) -> PageResult<MadeLink> {
    let (rng, token) = (&mut system_rng(), LinkToken::generate(&mut system_rng()));
    let digest = token.digest();
    let page = token.seal(rng, app.instance.id(), owner.id().owner(), new.page)?;
    let copy = OwnersCopy { token: token.text().expose_secret().to_owned(), kept: new.kept };
    let sealed = owner.keyring().seal(rng, &place(&digest), &copy)?;
    let pair = new.pair.map(|pair| owner.keyring().seal_link_pair(rng, &digest, pair)).transpose()?;
    let row = store::NewLinkRow {
        digest: &digest,
        what: new.what,
        about: new.about,
        made_at: app.now(),
        ends_at: new.ends_at,
        page: &page,
        key: sealed.key(),
        body: sealed.body(),
        pair: pair.as_deref(),
    };
    store::add(write, owner.id(), &row).await?;
    Ok(MadeLink { id: Id::half_of(&digest), token: token.text() })
}

/// Opens a link that somebody brings.
///
/// # Errors
/// [`PageError::NotFound`] for one that was never made, was taken back or has run out: one answer for all.
pub async fn open<P: DeserializeOwned>(
    app: &App,
    read: &mut SqliteConnection,
    what: LinkUse,
    text: &str,
) -> PageResult<BroughtLink<P>> {
    let token = LinkToken::parse(text).map_err(|_| PageError::NotFound)?;
    let digest = token.digest();
    let row = store::brought(read, what, &digest, app.now()).await?.ok_or(PageError::NotFound)?;
    let page = token.open(app.instance.id(), row.owner.owner(), &row.page).map_err(|_| PageError::NotFound)?;
    let store::BroughtRow { owner, about, ends_at, used, .. } = row;
    Ok(BroughtLink { digest, owner, about, ends_at: read_at(ends_at), used, page })
}

/// The links of this sort that somebody has, the latest first. One that does not open is left out.
pub async fn own<K: DeserializeOwned>(
    app: &App,
    read: &mut SqliteConnection,
    owner: &Member,
    what: LinkUse,
) -> PageResult<Vec<OwnLink<K>>> {
    let rows = store::own(read, owner.id(), what).await?;
    Ok(rows.into_iter().filter_map(|row| opened(app, owner, row)).collect())
}

fn opened<K: DeserializeOwned>(app: &App, owner: &Member, row: store::OwnRow) -> Option<OwnLink<K>> {
    let digest: [u8; 32] = row.digest.try_into().ok()?;
    let sealed = Sealed::<OwnersCopy<K>>::from_stored(row.key, row.body);
    let OwnersCopy { token, kept } = owner.keyring().open(&place(&digest), &sealed).ok()?;
    let (token, ends_at) = (LinkToken::parse(&token).ok()?, read_at(row.ends_at));
    let open = !row.closed && ends_at > app.now();
    Some(OwnLink { id: Id::half_of(&digest), digest, about: row.about, ends_at, open, kept, pair: row.pair, token })
}

/// Seals anew what whoever brings it reads.
pub async fn change_page<K, P: Serialize>(
    app: &App,
    write: &mut Write,
    owner: &Member,
    link: &OwnLink<K>,
    page: &P,
) -> PageResult<()> {
    let page = link.token.seal(&mut system_rng(), app.instance.id(), owner.id().owner(), page)?;
    Ok(store::change_page(write, owner.id(), &link.digest, &page).await?)
}

fn read_at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN)
}

/// Bound to half of its digest, which is as random as a row's id.
fn place(digest: &[u8; 32]) -> SealContext {
    SealContext { table: "links", row: *Id::half_of(digest).as_bytes(), revision: 1 }
}

//! What arrives after its session has ended. No key is at hand then, so it is sealed to its owner's public key, and taken
//! in with the rest at the next request that has the keys.

pub mod store;

use jiff::Timestamp;
use secrecy::ExposeSecret as _;

use super::drafts::form::{self, DraftQuery, DraftSave};
use super::drafts::{Draft, store as begun_store};
use super::registry::Registry;
use crate::base::ids::{Id, MemberId};
use crate::base::vault::{MemberPair, PublicKey, Purpose, system_rng};
use crate::members;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::new_id;

/// How many wait to be taken in at the most; the oldest give way.
const MOST: i64 = 20;

/// Seals a draft to its owner's public key and stores it, in place of what the same page sent before.
pub async fn keep(app: &App, owner: MemberId, key: PublicKey, id: Id, draft: &Draft) -> PageResult<()> {
    let plain = serde_json::to_vec(draft).map_err(|error| PageError::Broken(error.into()))?;
    let seal = |id: Id| key.seal(&mut system_rng(), &purpose(app, owner, id), b"", &plain);
    let mut write = app.db.write().await?;
    if !store::put(&mut write, owner, id, &seal(id)?, app.now()).await? {
        // Somebody else's: nobody would meet it by chance.
        let id = new_id();
        store::put(&mut write, owner, id, &seal(id)?, app.now()).await?;
    }
    store::keep_newest(&mut write, owner, MOST).await?;
    write.commit().await?;
    Ok(())
}

/// Whether something more can wait without another giving way.
pub async fn ensure_capacity(app: &App, owner: MemberId) -> PageResult<()> {
    let waiting = store::count(&mut *app.db.read().await?, owner).await?;
    if waiting < MOST { Ok(()) } else { Err(PageError::TooMany { wait: 60 }) }
}

/// Takes in what waits for a member. Their page does not depend on it, so this is tried, not required.
pub async fn adopt_pending(app: &App, member: &Member) {
    if member.has_late_forms()
        && let Err(problem) = take_in(app, member).await
    {
        tracing::warn!("what came late could not be taken in: {problem:?}");
    }
}

async fn take_in(app: &App, member: &Member) -> PageResult<()> {
    let (registry, owner) = (app.content::<Registry>()?, member.id());
    let mut write = app.db.write().await?;
    let secrets = members::resets::store::secret_keys(&mut write, owner).await?;
    let pairs: Vec<MemberPair> = secrets.iter().filter_map(|secret| member.keyring().open_pair(secret).ok()).collect();
    for row in store::list(&mut write, owner).await? {
        let at = Timestamp::from_second(row.kept_at).unwrap_or_default();
        match open(app, owner, &pairs, row.id, &row.body) {
            Some(draft) => {
                let saved = form::save(registry, &mut write, member, &DraftQuery::only(row.id), &draft, at).await?;
                if saved == DraftSave::Superseded {
                    form::save(registry, &mut write, member, &DraftQuery::only(new_id()), &draft, at).await?;
                }
            }
            // It stays in sight, shut, until its owner lets it go.
            None => begun_store::put_shut(&mut write, owner, row.id, &row.body, at).await?,
        }
        store::remove(&mut write, owner, row.id).await?;
    }
    write.commit().await?;
    Ok(())
}

/// A pair opens what was sealed while it was theirs.
fn open(app: &App, owner: MemberId, pairs: &[MemberPair], id: Id, sealed: &[u8]) -> Option<Draft> {
    let plain = pairs.iter().find_map(|pair| pair.open(&purpose(app, owner, id), b"", sealed).ok())?;
    serde_json::from_slice(plain.expose_secret()).ok()
}

fn purpose(app: &App, owner: MemberId, id: Id) -> Purpose {
    Purpose::draft(app.instance.id(), owner.owner(), id.as_bytes())
}

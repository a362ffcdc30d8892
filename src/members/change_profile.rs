//! Changing what somebody has told about themselves.

use super::sessions::guard::Member;
use super::store;
use crate::base::db::Write;
use crate::base::vault::system_rng;
use crate::model::profile::Profile;
use crate::web::app::App;
use crate::web::error::PageResult;

/// Changes what is stored of someone as it stands now, which another tab may have changed since their page was made.
pub async fn change(app: &App, member: &Member, change: impl FnOnce(&mut Profile)) -> PageResult<()> {
    let mut write = app.db.write().await?;
    change_within(&mut write, member, change).await?;
    write.commit().await?;
    Ok(())
}

/// The same together with what else is being written.
pub async fn change_within(write: &mut Write, member: &Member, change: impl FnOnce(&mut Profile)) -> PageResult<()> {
    let stored = store::profile(write, member.id()).await?;
    let (revision, mut profile) = match stored {
        Some((revision, sealed)) => (revision, Profile::opened(member.keyring(), member.id(), revision, &sealed)),
        None => (0, Profile::unreadable()),
    };
    change(&mut profile);
    let next = revision + 1;
    let sealed = member.keyring().seal(&mut system_rng(), &Profile::place(member.id(), next), &profile)?;
    store::save_profile(write, member.id(), next, &sealed).await?;
    Ok(())
}

//! Putting to sleep what somebody could open, in the database.

use super::SleepCause;
use crate::base::db::Write;
use crate::base::ids::MemberId;

/// Puts every consent to sleep by which this account could open something. What slept before keeps its cause, unless
/// somebody may have come in who is not them: that is told above all.
pub async fn put_consents_to_sleep(write: &mut Write, reader: MemberId, cause: SleepCause) -> sqlx::Result<()> {
    let cause = cause.word();
    sqlx::query!(
        "update grants set asleep = 1, slept_by = case when asleep = 0 or ?2 = 'sign-in' then ?2 else slept_by end
         where connection in (select id from connections where supporter = ?1)",
        reader,
        cause
    )
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes back what this account said of itself for a time: that it is away, that it has turned a measure on.
pub async fn take_back_what_stands(write: &mut Write, author: MemberId) -> sqlx::Result<()> {
    sqlx::query!("delete from letters where author = ? and kind in ('away', 'measure')", author)
        .execute(&mut **write)
        .await?;
    Ok(())
}

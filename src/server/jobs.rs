//! What is done now and then: forgetting what has run out.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::features::account::delete_account;
use crate::features::{self, Tidy};
use crate::members::sessions::{self, KEPT_AFTER};
use crate::members::{instance, resets};
use crate::records::{drafts, entries, late_forms};
use crate::web::app::App;
use crate::web::error::PageError;

const EVERY: Duration = Duration::from_hours(1);
/// How far the clock may be set within an hour before it is doubted.
const LEAP: SignedDuration = SignedDuration::from_hours(24);
/// How long what was removed can be brought back: 30 days.
pub const REMOVED_KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What holds rows of many sizes, or very many of them.
const PARTS: [Tidy; 4] = [
    |write, long_ago| Box::pin(resets::store::tidy(write, long_ago)),
    |write, long_ago| Box::pin(drafts::store::tidy(write, long_ago)),
    |write, long_ago| Box::pin(late_forms::store::tidy(write, long_ago)),
    |write, long_ago| Box::pin(entries::store::tidy(write, long_ago)),
];

/// Tidies every hour until it is told to stop.
pub async fn run(app: App, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(EVERY);
    let mut before: Option<(Instant, Timestamp)> = None;
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let (at, now) = (Instant::now(), app.now());
        let goes_right =
            before.is_some_and(|(earlier, told)| !has_leapt(at.duration_since(earlier), now.duration_since(told)));
        before = Some((at, now));
        let tidied = if goes_right { tidy(&app).await } else { end_what_ran_out(&app).await };
        if let Err(problem) = tidied {
            tracing::error!("tidying failed: {problem:?}");
        }
    }
}

/// Whether the clock has gone on otherwise than time did. Where it is wrong, and at a start it may be, nothing is taken away
/// for good: it would be too early.
fn has_leapt(passed: Duration, told: SignedDuration) -> bool {
    let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX);
    told.checked_sub(passed).is_none_or(|off| off.abs() > LEAP)
}

/// Ends sessions that have run out, and takes away for good what was removed 30 days ago.
pub async fn tidy(app: &App) -> Result<(), PageError> {
    end_what_ran_out(app).await?;
    let long_ago = app.now().checked_sub(REMOVED_KEPT_FOR).unwrap_or_default();
    for tidy in PARTS.iter().copied().chain(features::ALL.iter().filter_map(|feature| feature.tidy)) {
        in_parts(app, tidy, long_ago).await?;
    }
    app.db.truncate_log().await;
    Ok(())
}

/// Ends what has run out, and what was left for good.
async fn end_what_ran_out(app: &App) -> Result<(), PageError> {
    app.limits.tidy();
    let long_ago = app.now().checked_sub(REMOVED_KEPT_FOR).unwrap_or_default();
    let mut write = app.db.write().await?;
    sessions::store::tidy_sessions(&mut write, app.now(), KEPT_AFTER.as_secs()).await?;
    instance::store::tidy_invitations(&mut write, long_ago).await?;
    resets::store::tidy_links(&mut write, app.now()).await?;
    write.commit().await?;
    delete_account::finish(app).await
}

/// A part after the other, so that nobody waits for long to write.
async fn in_parts(app: &App, tidy: Tidy, long_ago: Timestamp) -> Result<(), PageError> {
    loop {
        let mut write = app.db.write().await?;
        let goes_on = tidy(&mut write, long_ago).await?;
        write.commit().await?;
        if !goes_on {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_far_off_is_doubted_whichever_way() {
        let hour = Duration::from_hours(1);
        assert!(!has_leapt(hour, SignedDuration::from_hours(1)) && !has_leapt(hour, SignedDuration::from_hours(2)));
        for told in [31 * 24, -31 * 24, 26] {
            assert!(has_leapt(hour, SignedDuration::from_hours(told)), "{told}");
        }
    }
}

//! What is done now and then: forgetting what has run out.

pub mod store;

use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::base::seen_time::LEAP;
use crate::features::account::delete_account;
use crate::features::{self, Tidy};
use crate::members::{instance, resets, sessions};
use crate::records::removed::long_ago;
use crate::records::{connections, drafts, entries, grants, groups, late_forms, links};
use crate::web::app::App;
use crate::web::error::PageError;

const EVERY: Duration = Duration::from_hours(1);

/// What holds rows of many sizes, or very many of them.
const PARTS: [Tidy; 4] = [
    |write, long_ago| Box::pin(resets::store::tidy(write, long_ago)),
    |write, long_ago| Box::pin(drafts::store::tidy(write, long_ago)),
    |write, long_ago| Box::pin(late_forms::store::tidy(write, long_ago)),
    |write, long_ago| Box::pin(entries::store::tidy(write, long_ago)),
];

/// Looks at the clock and tidies, from the start on every hour, until it is told to stop.
pub async fn run(app: App, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(problem) = tick(&app).await {
            tracing::error!("tidying failed: {problem:?}");
        }
    }
}

/// Notes the time, and tidies by what is known of it. A clock can be wrong, and at a start it often is: what it alone says
/// takes nothing away for good, since that would be too early.
pub async fn tick(app: &App) -> Result<(), PageError> {
    app.limits.tidy();
    match look_at_the_clock(app).await?.and_then(|latest| Timestamp::from_second(latest.saturating_sub(LEAP)).ok()) {
        Some(latest) => tidy(app, latest).await,
        None => end_what_ran_out(app, Timestamp::MIN).await,
    }
}

/// The latest time it has been for certain, if any is known.
async fn look_at_the_clock(app: &App) -> Result<Option<i64>, PageError> {
    let now = app.now().as_second();
    let mut write = app.db.write().await?;
    let before = store::seen_time(&mut write).await?;
    let seen = before.told(now);
    if seen != before {
        store::put_seen_time(&mut write, seen).await?;
    }
    if !seen.has_gone_back(now) {
        store::count_from(&mut write, now, now.saturating_add(LEAP)).await?;
    }
    write.commit().await?;
    Ok(seen.latest)
}

/// Ends sessions that have run out, and takes away for good what was removed 30 days before `latest`.
pub async fn tidy(app: &App, latest: Timestamp) -> Result<(), PageError> {
    let long_ago = long_ago(latest);
    end_what_ran_out(app, long_ago).await?;
    let mut write = app.db.write().await?;
    grants::store::tidy(&mut write, latest).await?;
    write.commit().await?;
    for tidy in PARTS.iter().copied().chain(features::ALL.iter().filter_map(|feature| feature.tidy)) {
        in_parts(app, tidy, long_ago).await?;
    }
    app.db.truncate_log().await;
    Ok(())
}

/// Ends what has run out, and what was left for good. Where the clock is wrong, one signs in again; what was kept of it goes
/// only once it ended `long_ago`.
async fn end_what_ran_out(app: &App, long_ago: Timestamp) -> Result<(), PageError> {
    let mut write = app.db.write().await?;
    sessions::store::tidy_sessions(&mut write, app.now(), long_ago).await?;
    instance::store::tidy_invitations(&mut write, long_ago).await?;
    resets::store::tidy_links(&mut write, long_ago).await?;
    connections::links::store::tidy_links(&mut write, long_ago).await?;
    links::store::tidy_links(&mut write, long_ago).await?;
    groups::store::tidy(&mut write).await?;
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

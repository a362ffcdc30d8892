//! Writes what is said to the host, where so much came at once that some of it had to wait.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::web::app::App;

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Looks, until it is told to stop.
pub async fn keep(app: App, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(EVERY);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        app.notices.write_waiting(&app.url);
    }
}

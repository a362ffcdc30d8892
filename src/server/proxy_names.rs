//! Which addresses the names of trusted proxies have: containers get others each time they start.

use std::time::Duration;

use tokio::net::lookup_host;
use tokio_util::sync::CancellationToken;

use crate::web::app::App;

/// How often it is asked.
const EVERY: Duration = Duration::from_secs(15);

/// Asks, from the start on, until it is told to stop.
pub async fn keep(app: App, stop: CancellationToken) {
    let names: Vec<String> = app.trusted_proxies.names().into_iter().map(ToOwned::to_owned).collect();
    if names.is_empty() {
        return;
    }
    let (mut ticks, mut missing) = (tokio::time::interval(EVERY), Vec::new());
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let (mut addresses, mut unknown) = (Vec::new(), Vec::new());
        for name in &names {
            // The port is of no matter.
            match lookup_host((name.as_str(), 0)).await {
                Ok(found) => addresses.extend(found.map(|address| address.ip())),
                Err(_) => unknown.push(name.clone()),
            }
        }
        app.trusted_proxies.now_at(addresses.into_iter());
        if unknown != missing && !unknown.is_empty() {
            tracing::warn!("nobody knows the proxy {} of HANDRAIL_TRUSTED_PROXIES so far", unknown.join(", "));
        }
        missing = unknown;
    }
}

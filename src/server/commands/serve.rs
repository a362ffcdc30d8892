//! Serves Handrail until it is told to stop.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::parts;
use crate::base::config::Settings;
use crate::members::{self, instance};
use crate::server::connections::{self, ConnectionLimits};
use crate::server::{jobs, process, router};
use crate::web::app::App;

/// How long those under way may take once the process is asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the data folder and serves. The first time, prints the link to set it up.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let url = settings.public_url()?;
    let (db, instance) = instance::folder::open(&settings.data).await?;
    let app = App::new(parts(db, instance, url, &settings)?);
    let open = members::store::open_door(&mut *app.db.read().await?).await?.is_some();
    anyhow::ensure!(
        !open || app.url.is_this_computer(),
        "this Handrail has no password, so it is for this computer only. Start it without HANDRAIL_PUBLIC_URL and add a \
         password in Settings first."
    );
    let listener = bind(settings.listen).await?;
    println!("Handrail is at {}", app.url);
    if let Some(link) = instance::set_up_link(&app).await? {
        println!("To set it up, open this link once: {link}");
    }
    until_stopped(app, listener).await
}

pub async fn bind(listen: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}: choose another address with --listen"))
}

/// Answers requests until the process is asked to stop, then lets those under way finish.
pub async fn until_stopped(app: App, listener: TcpListener) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let tidying = tokio::spawn(jobs::run(app.clone(), stop.clone()));
    let limits = ConnectionLimits::standard(process::open_files());
    let serving = connections::serve(listener, router::build(&app), &app.trusted_proxies, limits, stop.clone());
    tokio::select! {
        () = serving => {}
        () = asked_to_stop_and_waited(&stop) => {}
    }
    stop.cancel();
    tidying.await?;
    app.db.close().await;
    Ok(())
}

/// Ends when whoever is under way at the first signal has had their time, or at the second signal.
async fn asked_to_stop_and_waited(stop: &CancellationToken) {
    asked_to_stop().await;
    stop.cancel();
    let _ = tokio::time::timeout(PATIENCE, asked_to_stop()).await;
}

pub(super) async fn asked_to_stop() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

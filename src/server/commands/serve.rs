//! Serves Handrail until it is told to stop.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::parts;
use crate::base::config::{Listen, Settings, environment};
use crate::features::quiet_rooms::live;
use crate::members::instance::folder;
use crate::members::{self, instance};
use crate::server::connections::{self, ConnectionLimits, Peers, ServerListener};
use crate::server::{host_notices, jobs, process, proxy_names, router};
use crate::web::app::{App, Parts};
use crate::web::notices::{NOTICES, Notices};

/// How long those under way may take once the process is asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the data folder and serves. The first time, prints the link to set it up.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    for wrong in environment::misspelt() {
        tracing::warn!("{wrong}");
    }
    let url = settings.public_url()?;
    let _alone = folder::serve_alone(&settings.data)?;
    let (db, instance) = folder::open(&settings.data).await?;
    let parts = parts(db, instance, url, &settings)?;
    let app = App::new(Parts { notices: Notices::begun(settings.data.join(NOTICES), parts.clock.now()), ..parts });
    ensure_closed(&app).await?;
    remember_address(&app).await?;
    let listener = ServerListener::bind(&settings.listen).await?;
    println!("Handrail is at {}", app.url);
    if app.url.is_this_computer() && app.is_published {
        println!("{}", only_here(&settings.listen));
    }
    if let Some(link) = instance::set_up_link(&app).await? {
        println!("To set it up, open this link once: {link}");
    }
    until_stopped(app, listener).await
}

/// # Errors
/// If there is no password, and others than whoever is at this computer could get in.
async fn ensure_closed(app: &App) -> anyhow::Result<()> {
    let open = members::store::open_door(&mut *app.db.read().await?).await?.is_some();
    anyhow::ensure!(
        !open || app.is_only_here(),
        "this Handrail has no password, so it is for this computer only. Start it without HANDRAIL_PUBLIC_URL, listening on \
         127.0.0.1, and add a password in Settings first."
    );
    Ok(())
}

/// So that links which a command prints later begin with the address people use.
async fn remember_address(app: &App) -> anyhow::Result<()> {
    let mut write = app.db.write().await?;
    instance::store::change_address(&mut write, &app.url.to_string()).await?;
    Ok(write.commit().await?)
}

fn only_here(listen: &Listen) -> String {
    format!(
        "It listens on {listen} and, without https, answers this computer only. In a container, publish its port with \
         -p 127.0.0.1:8420:8420 and nothing wider"
    )
}

/// Answers requests until the process is asked to stop, then lets those under way finish.
pub async fn until_stopped(app: App, listener: ServerListener) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let tidying = tokio::spawn(jobs::run(app.clone(), stop.clone()));
    let naming = tokio::spawn(proxy_names::keep(app.clone(), stop.clone()));
    let telling = tokio::spawn(host_notices::keep(app.clone(), stop.clone()));
    let rooms = tokio::spawn(live::keep(app.clone(), stop.clone()));
    let limits = ConnectionLimits::standard(process::open_files());
    let serving = connections::serve(listener, router::build(&app), Peers::of(&app), limits, stop.clone());
    tokio::select! {
        () = serving => {}
        () = asked_to_stop_and_waited(&stop) => {}
    }
    stop.cancel();
    tidying.await?;
    naming.await?;
    telling.await?;
    rooms.await?;
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

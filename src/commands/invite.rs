//! Prints a link with which one person can sign up.

use super::parts;
use crate::app::App;
use crate::config::Settings;
use crate::instance::{self, Mode};

/// Makes an invitation, also while the server runs.
///
/// # Errors
/// If the data folder cannot be opened, or nothing is set up there yet.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let url = settings.public_url()?;
    let (db, instance) = instance::folder::open(&settings.data).await?;
    let app = App::new(parts(db, instance, url, &settings)?);
    let about = instance::about(&app, &mut *app.db.read().await?).await?;
    anyhow::ensure!(about.mode != Mode::New, "set Handrail up first: run it and open the link it prints");
    let link = instance::invite(&app).await?;
    println!("Good for one person, for a week: {link}");
    if about.registration == crate::config::Registration::Closed {
        println!("Sign-up is closed. Start Handrail with --registration invite for the link to work.");
    }
    app.db.close().await;
    Ok(())
}

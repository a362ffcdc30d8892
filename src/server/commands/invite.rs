//! Prints a link with which one person can sign up.

use anyhow::Context as _;

use super::opened;
use crate::base::config::{InviteSettings, Registration};
use crate::members::Role;
use crate::members::instance::{self, Mode};
use crate::web::app::App;

/// Makes an invitation, also while the server runs.
///
/// # Errors
/// If the data folder cannot be opened, or nothing is set up there yet.
pub async fn run(invite: InviteSettings) -> anyhow::Result<()> {
    let role = Role::from_word(&invite.role).context("no such role")?;
    let app = App::new(opened(&invite.settings).await?);
    let about = instance::about(&app, &mut *app.db.read().await?).await?;
    anyhow::ensure!(about.mode != Mode::New, "set Handrail up first: run it and open the link it prints");
    anyhow::ensure!(
        about.registration != Registration::Closed,
        "this Handrail is for one person. Start it with --registration invite, or set it up for others, to let more in"
    );
    println!(
        "Good for one {}, for a week: {}",
        if role == Role::Member { "person" } else { role.word() },
        instance::invite(&app, role).await?
    );
    app.db.close().await;
    Ok(())
}

//! Prints a link with which somebody who lost password and recovery code can begin anew.

use super::parts;
use crate::accounts::Name;
use crate::app::App;
use crate::config::ResetSettings;
use crate::{instance, resets};

/// Makes the link, also while the server runs.
///
/// # Errors
/// If the data folder cannot be opened, or nobody has the name.
pub async fn run(reset: ResetSettings) -> anyhow::Result<()> {
    let url = reset.settings.public_url()?;
    let (db, instance) = instance::folder::open(&reset.settings.data).await?;
    let app = App::new(parts(db, instance, url, &reset.settings)?);
    let name = Name::parse(&reset.name).map_err(|_| anyhow::anyhow!("nobody could have this name"))?;
    let Some(link) = resets::link(&app, &name).await? else { anyhow::bail!("nobody here is called {}", name.shown()) };
    println!("What {} wrote before stays shut unless the old recovery code turns up within 30 days.", name.shown());
    println!("Make sure it is really them. Good once, for a day: {link}");
    app.db.close().await;
    Ok(())
}

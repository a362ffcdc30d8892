//! Prints a link with which somebody who lost password and recovery code can begin anew.

use super::opened;
use crate::base::config::ResetSettings;
use crate::members::{Name, resets};
use crate::web::app::App;

/// Makes the link, also while the server runs.
pub async fn run(reset: ResetSettings) -> anyhow::Result<()> {
    let app = App::new(opened(&reset.settings).await?);
    let name = Name::parse(&reset.name).map_err(|_| anyhow::anyhow!("nobody could have this name"))?;
    let Some(link) = resets::link(&app, &name).await? else { anyhow::bail!("nobody here is called {}", name.shown()) };
    println!("What {} wrote before stays shut unless the old recovery code turns up within 30 days.", name.shown());
    println!("Their second step at sign-in is taken off with it.");
    println!("Whoever has the link can take all of it away for good. So make sure it is really them.");
    println!("Good once, for a day: {link}");
    app.db.close().await;
    Ok(())
}

//! One command each.

pub mod backup;
pub mod demo;
pub mod doctor;
pub mod health;
pub mod invite;
mod passphrase;
pub mod reset;
pub mod restore;
pub mod serve;

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::accounts::barriers::Barriers;
use crate::app::Parts;
use crate::clock::Clock;
use crate::config::{PublicUrl, Settings};
use crate::db::Db;
use crate::instance;
use crate::journal::prompts::Prompts;
use crate::measures::Measures;
use crate::plan::sections::Sections;
use crate::reading::Shelf;
use crate::steps::Library;
use crate::suggestions;
use crate::suggestions::sentence::Reasons;
use crate::support::Help;
use crate::support::spotting::words::Words;
use crate::vault::{Cost, Instance};
use crate::web::gate::PasswordGate;
use crate::web::limits::Limits;
use crate::welcome::cards::Cards;
use crate::words::Calendars;
use jiff::tz::TimeZone;

/// Everything the program is made of, with its embedded content read.
pub fn parts(db: Db, instance: Instance, url: PublicUrl, settings: &Settings) -> anyhow::Result<Parts> {
    let library = Library::load()?;
    Ok(Parts {
        db,
        clock: Clock::System,
        instance,
        cost: Cost::standard(),
        url,
        trusted_proxies: settings.trusted_proxies.clone(),
        registration: settings.registration,
        cards: Cards::load(&library)?,
        library,
        reasons: Reasons::load()?,
        feelings: suggestions::feelings()?,
        help: Help::load()?,
        spotting: Words::load()?,
        prompts: Prompts::load()?,
        plan: Sections::load()?,
        calendars: Calendars::load()?,
        barriers: Barriers::load()?,
        shelf: Shelf::load()?,
        measures: settings.measures.iter().try_fold(Measures::load()?, with_pack)?,
        home_zone: TimeZone::system(),
        gate: PasswordGate::new(settings.passwords_at_once.into()),
        limits: Limits::default(),
    })
}

fn with_pack(all: Measures, path: &PathBuf) -> anyhow::Result<Measures> {
    let added = fs::read_to_string(path).map_err(Into::into).and_then(|pack| all.with_pack(&pack));
    added.with_context(|| format!("{} is no pack of questionnaires", path.display()))
}

/// An installation that is there already, for a command beside the server.
pub async fn opened(settings: &Settings) -> anyhow::Result<Parts> {
    instance::folder::ensure_there(&settings.data)?;
    let (db, instance) = instance::folder::open(&settings.data).await?;
    parts(db, instance, settings.public_url()?, settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_that_is_not_there_stops_the_start_and_says_which() {
        let error = with_pack(Measures::load().unwrap(), &PathBuf::from("no such file")).unwrap_err();
        assert!(format!("{error:#}").starts_with("no such file is no pack"), "{error:#}");
    }
}

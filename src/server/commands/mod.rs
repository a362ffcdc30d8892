//! One command each.

pub mod backup;
pub mod demo;
pub mod doctor;
pub mod health;
pub mod invite;
mod passphrase;
pub mod reset;
pub mod restore;
pub mod routes;
pub mod serve;

use jiff::tz::TimeZone;

use crate::base::clock::Clock;
use crate::base::config::{PublicUrl, Settings};
use crate::base::db::Db;
use crate::base::disk::Disk;
use crate::base::vault::{Cost, Instance};
use crate::base::words::DateFormats;
use crate::features;
use crate::members::instance;
use crate::model::barriers::Barriers;
use crate::model::help::Help;
use crate::model::spotting::words::SpottingWords;
use crate::model::steps::Library;
use crate::web::app::Parts;
use crate::web::at_once::AtOnce;
use crate::web::contents::StartUp;
use crate::web::heavy::{HeavyGate, half_of_the_processors};
use crate::web::limits::Limits;
use crate::web::password_queue::PasswordQueue;
use crate::web::saves::SavesUnderWay;

/// Everything the program is made of, with its embedded content read.
pub fn parts(db: Db, instance: Instance, url: PublicUrl, settings: &Settings) -> anyhow::Result<Parts> {
    let library = Library::load()?;
    let contents = features::contents(&StartUp { settings, library: &library })?;
    Ok(Parts {
        db,
        disk: Disk::Of(settings.data.clone()),
        clock: Clock::System,
        instance,
        cost: Cost::standard(),
        url,
        trusted_proxies: settings.trusted_proxies.clone(),
        registration: settings.registration,
        library,
        contents,
        help: Help::load()?,
        spotting: SpottingWords::load()?,
        calendars: DateFormats::load()?,
        barriers: Barriers::load()?,
        home_zone: TimeZone::system(),
        gate: PasswordQueue::new(settings.passwords_at_once.into()),
        heavy: HeavyGate::new(half_of_the_processors()),
        at_once: AtOnce::default(),
        limits: Limits::default(),
        saves: SavesUnderWay::default(),
    })
}

/// An installation that is there already, for a command beside the server.
pub async fn opened(settings: &Settings) -> anyhow::Result<Parts> {
    instance::folder::ensure_there(&settings.data)?;
    let (db, instance) = instance::folder::open(&settings.data).await?;
    parts(db, instance, settings.public_url()?, settings)
}

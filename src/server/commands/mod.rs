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

use std::net::Ipv4Addr;

use jiff::tz::TimeZone;

use crate::base::clock::Clock;
use crate::base::config::{Listen, PublicUrl, Settings, TrustedProxy};
use crate::base::db::Db;
use crate::base::disk::Disk;
use crate::base::vault::{Cost, Instance};
use crate::base::words::DateFormats;
use crate::features;
use crate::members::instance;
use crate::members::instance::folder::{self, DATABASE};
use crate::members::instance::trouble::told;
use crate::model::barriers::Barriers;
use crate::model::help::Help;
use crate::model::spotting::words::SpottingWords;
use crate::model::steps::Library;
use crate::server::backup::store as database;
use crate::web::app::Parts;
use crate::web::at_once::AtOnce;
use crate::web::contents::StartUp;
use crate::web::heavy::{HeavyGate, half_of_the_processors};
use crate::web::limits::Limits;
use crate::web::notices::Notices;
use crate::web::password_queue::PasswordQueue;
use crate::web::saves::SavesUnderWay;
use crate::web::trusted_proxies::TrustedProxies;

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
        trusted_proxies: trusted_proxies(settings),
        is_published: settings.is_published(),
        notices: Notices::default(),
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

/// Those that are named, and whoever is at the socket.
fn trusted_proxies(settings: &Settings) -> TrustedProxies {
    let at_socket = matches!(settings.listen, Listen::Socket(_));
    let at_socket = at_socket.then_some(TrustedProxy::Range { first: Ipv4Addr::LOCALHOST.into(), bits: 32 });
    TrustedProxies::new(settings.trusted_proxies.iter().cloned().chain(at_socket).collect())
}

/// An installation that is there already, for a command beside the server.
pub async fn opened(settings: &Settings) -> anyhow::Result<Parts> {
    folder::ensure_there(&settings.data)?;
    let cannot =
        |what: &'static str| move |error: sqlx::Error| told(&settings.data, anyhow::Error::from(error).context(what));
    let mut look = database::look(&settings.data.join(DATABASE)).await.map_err(cannot("cannot open the database"))?;
    let schema = database::schema(&mut look).await.map_err(cannot("the database is not Handrail's"))?;
    database::close(look).await?;
    schema.ensure_current()?;
    let (db, instance) = folder::open(&settings.data).await?;
    let served_at = instance::store::address(&mut *db.read().await?).await?;
    parts(db, instance, address_for_links(settings, served_at.as_deref())?, settings)
}

/// The address that people really use: the one set for this command, else the one that Handrail was last started with.
fn address_for_links(settings: &Settings, served_at: Option<&str>) -> anyhow::Result<PublicUrl> {
    let Some(set) = &settings.public_url else {
        return served_at.map_or_else(|| settings.public_url(), PublicUrl::parse);
    };
    let url = PublicUrl::parse(set)?;
    if let Some(served_at) = served_at.filter(|served_at| *served_at != url.to_string()) {
        eprintln!("Handrail was last started as {served_at}. What follows is for {url}, as HANDRAIL_PUBLIC_URL says.");
    }
    Ok(url)
}

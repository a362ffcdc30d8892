//! A throwaway instance on this computer, with made-up people whose months went through the real program.

mod actor;
mod circle;
mod mira;
mod mira_writes;
mod others;
mod shared;
mod visit;

use std::fs::Permissions;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt as _;

use actor::Actor;
use anyhow::Context as _;
use circle::Circle;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use secrecy::{ExposeSecret as _, SecretString};
use tempfile::TempDir;

use super::parts;
use super::serve::until_stopped;
use crate::base::clock::Clock;
use crate::base::config::{DemoSettings, PublicUrl, Settings};
use crate::base::vault::{OneTimeToken, system_rng};
use crate::members::{Role, instance};
use crate::server::connections::ServerListener;
use crate::web::app::App;

/// How many days ago the demo's people began.
const BEGAN: i64 = 120;

/// Makes the instance, fills it, and serves it until it is stopped.
pub async fn run(demo: DemoSettings) -> anyhow::Result<()> {
    anyhow::ensure!(demo.listen.ip().is_loopback(), "the demo is for this computer only: listen on 127.0.0.1");
    let (data, temporary) = match demo.data {
        Some(named) => (named, None),
        None => made_for_now().map(|made| (made.path().to_owned(), Some(made)))?,
    };
    let is_fresh = instance::folder::in_the_way(&data)?.is_none();
    anyhow::ensure!(is_fresh, "there is something in {} already: the demo wants a fresh folder", data.display());
    let listener = ServerListener::bind(&demo.listen.into()).await?;
    let settings = Settings::local(listener.port()?, data.clone());
    let url = PublicUrl::here(&settings.listen);
    let password: String = OneTimeToken::generate(&mut system_rng()).text().expose_secret().chars().take(16).collect();
    let factors = fill(&settings, &url, &password).await.context("the demo's people could not be made")?;
    println!("people: mira, jo, lind, sam, host, tove, emre, noor");
    println!("password: {password}");
    for (name, secret) in &factors {
        println!("second factor {name}: {}", secret.expose_secret());
    }
    let (db, vault) = instance::folder::open(&data).await?;
    let app = App::new(parts(db, vault, url.clone(), &settings)?);
    println!("listening on {url}");
    let served = until_stopped(app, listener).await;
    if let Some(temporary) = temporary {
        temporary.close()?;
    }
    served
}

/// A folder that nobody else made, under a name that nobody could foresee.
fn made_for_now() -> std::io::Result<TempDir> {
    let only_ours = Permissions::from_mode(0o700);
    tempfile::Builder::new().prefix("handrail-demo-").permissions(only_ours).tempdir()
}

/// The hours of the night before the day turns, at which a visit would begin on one day and end on the next.
const LATE: Range<i8> = 0..4;

/// Now, or some hours ago where a visit that begins now would not end on the same day.
fn within_one_day(now: Timestamp, zone: &TimeZone) -> anyhow::Result<Timestamp> {
    let hour = now.to_zoned(zone.clone()).hour();
    Ok(if LATE.contains(&hour) { now.checked_sub(i64::from(LATE.end).hours())? } else { now })
}

/// Gives the second factors of those who have one, with their names.
async fn fill(
    settings: &Settings,
    url: &PublicUrl,
    password: &str,
) -> anyhow::Result<Vec<(&'static str, SecretString)>> {
    let (db, vault) = instance::folder::open(&settings.data).await?;
    let now = within_one_day(Timestamp::now(), &TimeZone::system())?;
    let began = now.checked_sub((BEGAN * 24).hours())?;
    let parts = crate::web::app::Parts { clock: Clock::standing_at(began), ..parts(db, vault, url.clone(), settings)? };
    let app = App::new(parts);
    let mut write = app.db.write().await?;
    instance::store::finish_set_up(&mut write, "hosted", "invite").await?;
    write.commit().await?;
    let password = || SecretString::from(password.to_owned());
    let host = Actor::join(&app, "host", Role::Host, password()).await?;
    let lind = Actor::join(&app, "lind", Role::Supporter, password()).await?;
    let sam = Actor::join(&app, "sam", Role::Facilitator, password()).await?;
    let mira = Actor::join(&app, "mira", Role::Member, password()).await?;
    let jo = Actor::join(&app, "jo", Role::Member, password()).await?;
    let tove = Actor::join(&app, "tove", Role::Member, password()).await?;
    let emre = Actor::join(&app, "emre", Role::Member, password()).await?;
    let noor = Actor::join(&app, "noor", Role::Member, password()).await?;
    let factors = vec![
        ("lind", lind.sets_up_second_factor().await?),
        ("sam", sam.sets_up_second_factor().await?),
        ("host", host.sets_up_second_factor().await?),
    ];
    mira::lives(&mira, &lind, now).await?;
    others::jo(&jo, now).await?;
    others::lind(&lind, now).await?;
    shared::others(&lind, [&tove, &emre], now).await?;
    others::sam(&sam, now).await?;
    others::host(&host, now).await?;
    let circle = Circle { sam: &sam, mira: &mira, jo: &jo, tove: &tove, emre: &emre, noor: &noor };
    circle.meets(now).await?;
    app.db.close().await;
    Ok(factors)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The longest visit, in minutes.
    const LONGEST: i64 = 180;

    #[test]
    fn no_visit_goes_on_over_the_turn_of_the_day() -> anyhow::Result<()> {
        let (turns, zone) = (4.hours(), TimeZone::UTC);
        let day = |at: Timestamp| at.checked_sub(turns).map(|at| at.to_zoned(TimeZone::UTC).date());
        for minute in 0..24 * 60 {
            let now = Timestamp::UNIX_EPOCH.checked_add(minute.minutes())?;
            let comes = within_one_day(now, &zone)?;
            assert_eq!(day(comes)?, day(comes.checked_add(LONGEST.minutes())?)?, "{now}");
            assert!(comes <= now && day(comes)? == day(now)?, "{now}");
        }
        Ok(())
    }
}

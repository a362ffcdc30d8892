//! What stands in front, whether anybody answers, and when the last backup was made.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use super::DoctorFinding;
use crate::base::config::Settings;
use crate::base::disk::last_backup;
use crate::server::commands::health;

/// Once there are backups, another one is due within this: a week and a day.
const BACKUP_EVERY: SignedDuration = SignedDuration::from_hours(8 * 24);

pub async fn examine(settings: &Settings, now: Timestamp) -> Vec<DoctorFinding> {
    let mut findings = vec![address(settings)];
    findings.extend(proxy(settings));
    findings.push(match health::ask(settings.listen).await {
        Ok(()) => DoctorFinding::ok(format!("Handrail answers at {}", settings.listen)),
        Err(error) => DoctorFinding::note(format!("{error:#}: that is fine if it is not running")),
    });
    findings.push(backup(settings, now));
    findings
}

fn address(settings: &Settings) -> DoctorFinding {
    match settings.public_url() {
        Ok(url) => DoctorFinding::ok(format!("people reach it at {url}")),
        Err(error) => DoctorFinding::look(format!("with these settings it would not start: {error:#}")),
    }
}

fn proxy(settings: &Settings) -> Option<DoctorFinding> {
    let here = settings.listen.ip().is_loopback();
    let on_this = |proxy: &IpAddr| proxy.to_canonical().is_loopback();
    if settings.trusted_proxies.is_empty() {
        None
    } else if here && !settings.trusted_proxies.iter().any(on_this) {
        let words = "the proxy is on another computer, but Handrail listens on this one only: set HANDRAIL_LISTEN";
        Some(DoctorFinding::look(words))
    } else if !here && settings.trusted_proxies.iter().all(on_this) {
        let words =
            "the proxy is on this computer: HANDRAIL_LISTEN=127.0.0.1:8420 would be enough, and closed to others";
        Some(DoctorFinding::note(words))
    } else {
        Some(DoctorFinding::ok("the proxy in front can reach it"))
    }
}

fn backup(settings: &Settings, now: Timestamp) -> DoctorFinding {
    let Some(last) = last_backup(&settings.data) else {
        return DoctorFinding::note("no backup of this folder has been made yet: handrail backup FILE");
    };
    let told = last.strftime("%Y-%m-%d %H:%M UTC");
    if now.duration_since(last) > BACKUP_EVERY {
        DoctorFinding::look(format!("the last backup was made on {told}, more than a week ago"))
    } else {
        DoctorFinding::ok(format!("the last backup was made on {told}"))
    }
}

//! What stands in front, whether anybody answers, and when the last backup was made.

use jiff::{SignedDuration, Timestamp};

use super::DoctorFinding;
use crate::base::config::{Listen, Settings, TrustedProxy};
use crate::base::disk::last_backup;
use crate::server::commands::health;
use crate::web::notices::NOTICES;

/// Once there are backups, another one is due within this: a week and a day.
const BACKUP_EVERY: SignedDuration = SignedDuration::from_hours(8 * 24);

pub async fn examine(settings: &Settings, served_at: Option<&str>, now: Timestamp) -> Vec<DoctorFinding> {
    let mut findings = vec![address(settings, served_at)];
    findings.extend(proxy(settings));
    findings.push(match health::ask(settings.listen.clone()).await {
        Ok(()) => DoctorFinding::ok(format!("Handrail answers at {}", settings.listen)),
        Err(error) => DoctorFinding::note(format!("{error:#}: that is fine if it is not running")),
    });
    findings.extend(notices(settings));
    findings.push(backup(settings, now));
    findings
}

fn address(settings: &Settings, served_at: Option<&str>) -> DoctorFinding {
    match settings.public_url() {
        Err(error) => DoctorFinding::look(format!("with these settings it would not start: {error:#}")),
        Ok(url) => match served_at.filter(|served_at| *served_at != url.to_string()) {
            Some(served_at) => DoctorFinding::note(format!(
                "people reach it at {served_at}, as it was last started; here the settings say {url}. For a service, give \
                 the doctor the same: sudo -u handrail sh -ac '. /etc/handrail.env; handrail doctor'"
            )),
            None => DoctorFinding::ok(format!("people reach it at {url}")),
        },
    }
}

/// What the server has said since its last start of how requests come in.
fn notices(settings: &Settings) -> Vec<DoctorFinding> {
    let said = std::fs::read_to_string(settings.data.join(NOTICES)).unwrap_or_default();
    said.lines().map(|line| DoctorFinding::note(format!("since the last start: {line}"))).collect()
}

fn proxy(settings: &Settings) -> Option<DoctorFinding> {
    let is_port = matches!(settings.listen, Listen::Port(_));
    let (here, proxies) = (settings.listen.is_here(), &settings.trusted_proxies);
    if proxies.is_empty() {
        None
    } else if is_port && here && !proxies.iter().any(TrustedProxy::is_here) {
        let words = "the proxy is on another computer, but Handrail listens on this one only: set HANDRAIL_LISTEN";
        Some(DoctorFinding::look(words))
    } else if !here && proxies.iter().all(TrustedProxy::is_here) {
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

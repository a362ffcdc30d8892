//! What stands in front, whether anybody answers, and when the last backup was made.

use jiff::{SignedDuration, Timestamp};

use super::DoctorFinding;
use crate::base::clock::to_the_minute;
use crate::base::config::{Listen, Settings, TrustedProxy, environment};
use crate::base::disk::last_backup;
use crate::server::commands::health;
use crate::web::notices::{NOTICES, ToldFile};

/// Once there are backups, another one is due within this: a week and a day.
const BACKUP_EVERY: SignedDuration = SignedDuration::from_hours(8 * 24);

pub async fn examine(settings: &Settings, served_at: Option<&str>, now: Timestamp) -> Vec<DoctorFinding> {
    let said = std::fs::read_to_string(settings.data.join(NOTICES)).ok().and_then(|said| ToldFile::read(&said));
    let mut findings: Vec<_> = environment::misspelt().into_iter().map(DoctorFinding::look).collect();
    findings.push(address(settings, served_at));
    let listening = listening(settings);
    let can_reach = !listening.as_ref().is_some_and(DoctorFinding::is_wrong);
    findings.extend(listening);
    findings.extend(said.as_ref().filter(|_| can_reach).and_then(|said| came_through(settings, said)));
    findings.push(match health::ask(settings.listen.clone()).await {
        Ok(()) => DoctorFinding::ok(format!("Handrail answers at {}", settings.listen)),
        Err(error) => DoctorFinding::note(format!("{error:#}: that is fine if it is not running")),
    });
    // What the server has said since its last start of how requests come in.
    let notices = said.map(|said| said.notices).unwrap_or_default();
    findings.extend(notices.iter().map(|line| DoctorFinding::note(format!("since the last start: {line}"))));
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

/// Whether a proxy can reach it, as far as the settings say.
fn listening(settings: &Settings) -> Option<DoctorFinding> {
    let is_port = matches!(settings.listen, Listen::Port(_));
    let (here, proxies) = (settings.listen.is_here(), &settings.trusted_proxies);
    if proxies.is_empty() {
        None
    } else if is_port && here && !proxies.iter().any(TrustedProxy::is_here) {
        let named = proxies.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        Some(DoctorFinding::look(format!(
            "HANDRAIL_TRUSTED_PROXIES={named} is another computer, and Handrail listens on this one only. If the proxy is on \
             this computer, set HANDRAIL_TRUSTED_PROXIES=127.0.0.1; if it is on the other, set HANDRAIL_LISTEN to an address \
             of this one that it can reach"
        )))
    } else if !here && proxies.iter().all(TrustedProxy::is_here) {
        let words =
            "the proxy is on this computer: HANDRAIL_LISTEN=127.0.0.1:8420 would be enough, and closed to others";
        Some(DoctorFinding::note(words))
    } else {
        Some(DoctorFinding::ok(format!("HANDRAIL_LISTEN={} fits where the proxy is", settings.listen)))
    }
}

/// Whether a proxy did reach it, as the server saw it.
fn came_through(settings: &Settings, said: &ToldFile) -> Option<DoctorFinding> {
    let is_socket = matches!(settings.listen, Listen::Socket(_));
    if settings.trusted_proxies.is_empty() && !is_socket {
        return None;
    }
    Some(match said.through_proxy {
        Some(last) => DoctorFinding::ok(format!("somebody last came through the proxy on {}", to_the_minute(last))),
        None => DoctorFinding::note(format!(
            "nobody has come through the proxy since the last start, on {}. If people see 502, it sends elsewhere or does not run: \
             Handrail listens on {}, in nginx: proxy_pass http://{};",
            to_the_minute(said.since),
            settings.listen,
            settings.listen.clone().from_here()
        )),
    })
}

fn backup(settings: &Settings, now: Timestamp) -> DoctorFinding {
    let Some(last) = last_backup(&settings.data) else {
        return DoctorFinding::note("no backup of this folder has been made yet: handrail backup FILE");
    };
    let told = to_the_minute(last);
    if now.duration_since(last) > BACKUP_EVERY {
        DoctorFinding::look(format!("the last backup was made on {told}, more than a week ago"))
    } else {
        DoctorFinding::ok(format!("the last backup was made on {told}"))
    }
}

//! What keeps people out, or takes them for somebody else, and is for the host to mend: what came, what was expected, and what
//! to type. Each is said once, in the log and in a file that `handrail doctor` reads. Nothing in it is of what people write.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::net::IpAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::base::config::PublicUrl;

/// How many of one sort are said: strangers choose what comes, and must not fill the log.
const SORT_MOST: usize = 5;
/// How many letters of what came are said.
const CAME_MOST: usize = 100;

/// Something for the host to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// A request was refused for the name it came by.
    OtherHost(String),
    /// The name is right, the port beside it is not.
    OtherPort(String),
    /// A form came from a page of another address.
    OtherOrigin(String),
    /// Somebody who is not trusted says where others come from.
    UntrustedProxy(IpAddr),
    /// A proxy does not say where others come from.
    SilentProxy(IpAddr),
    /// A proxy says where others come from, but not as an address.
    UnreadableProxy(IpAddr),
    /// A proxy was reached by http.
    PlainHttp,
    /// What a proxy sends is not HTTP/1.
    NotHttp(IpAddr),
    /// Without https, only this computer is answered.
    NotFromHere(IpAddr),
}

/// In the data folder: what was said since the last start.
pub const NOTICES: &str = "notices";

#[derive(Default)]
pub struct Notices {
    /// Which file the doctor reads; none where nobody will.
    file: Option<PathBuf>,
    told: Mutex<BTreeSet<Notice>>,
}

impl Notices {
    /// From now on; what was said at an earlier start is forgotten.
    pub fn begun(file: PathBuf) -> Self {
        let _ = std::fs::remove_file(&file);
        Self { file: Some(file), told: Mutex::default() }
    }

    pub fn tell(&self, notice: Notice, url: &PublicUrl) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let of_this_sort = |other: &&Notice| std::mem::discriminant(*other) == std::mem::discriminant(&notice);
        if told.contains(&notice) || told.iter().filter(of_this_sort).count() >= SORT_MOST {
            return;
        }
        let words = notice.words(url);
        tracing::warn!("{words}");
        if let Some(file) = &self.file {
            let private = OpenOptions::new().append(true).create(true).mode(0o600).open(file);
            // The log has it, too.
            let _ = private.and_then(|mut file| writeln!(file, "{words}"));
        }
        told.insert(notice);
    }
}

impl Notice {
    pub fn other_host(came: &str) -> Self {
        Self::OtherHost(shown(came))
    }

    pub fn other_port(came: &str) -> Self {
        Self::OtherPort(shown(came))
    }

    pub fn other_origin(came: &str) -> Self {
        Self::OtherOrigin(shown(came))
    }

    fn words(&self, url: &PublicUrl) -> String {
        let host = &url.authority;
        match self {
            Self::OtherHost(came) => format!(
                "refused a request for Host {came}: expected {host}. If people type {came}, set \
                 HANDRAIL_PUBLIC_URL=https://{came}; if they type {host}, let the proxy pass that on, in nginx: \
                 proxy_set_header Host $http_host;"
            ),
            Self::OtherPort(came) => format!(
                "the proxy passes on Host {came}, and people type {host}: it works, and in nginx \
                 proxy_set_header Host $http_host; makes it right. If people type {came}, set HANDRAIL_PUBLIC_URL to that"
            ),
            Self::OtherOrigin(came) => format!(
                "refused a form from a page of {came}: expected {url}. If people type {came}, set HANDRAIL_PUBLIC_URL={came}; \
                 else let the proxy send them on to {url}"
            ),
            Self::UntrustedProxy(came) => format!(
                "{came} says where others come from (X-Forwarded-For), and is no trusted proxy, so that everybody behind it \
                 counts as one. If it is yours, add it: HANDRAIL_TRUSTED_PROXIES={came}"
            ),
            Self::SilentProxy(came) => format!(
                "the proxy {came} does not say where people come from, so that everybody counts as one and one who guesses \
                 passwords slows all. In nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
            ),
            Self::UnreadableProxy(came) => format!(
                "the proxy {came} says of somebody where they come from, but not as an address. Expected X-Forwarded-For \
                 with addresses, in nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
            ),
            Self::PlainHttp => {
                format!("somebody came by http, where nobody can stay signed in: let the proxy send them on to {url}")
            }
            Self::NotHttp(came) => format!(
                "{came} sent what is not HTTP/1. Handrail speaks plain HTTP/1 to its proxy: in nginx, proxy_pass begins with \
                 http:// (not https://), and neither HTTP/2 nor the PROXY protocol is used towards it"
            ),
            Self::NotFromHere(came) => format!(
                "turned away a connection from {came}: at {url}, without https, only this computer is answered. In a \
                 container, publish the port to this computer only, with -p 127.0.0.1:8420:8420. For others, set \
                 HANDRAIL_PUBLIC_URL to an https address and HANDRAIL_TRUSTED_PROXIES to the proxy in front"
            ),
        }
    }
}

/// What came, in signs that a log can hold.
fn shown(came: &str) -> String {
    if came.is_empty() {
        "(none)".into()
    } else {
        came.chars().take(CAME_MOST).collect::<String>().escape_debug().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_said_once_and_strangers_do_not_fill_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notices");
        let url = PublicUrl::parse("https://a.example").unwrap();
        let notices = Notices::begun(file.clone());
        for at in 0..50 {
            notices.tell(Notice::other_host(&format!("b{at}.example\n{}", "x".repeat(300))), &url);
            notices.tell(Notice::SilentProxy([10, 0, 0, 1].into()), &url);
        }
        let said = std::fs::read_to_string(&file).unwrap();
        assert_eq!(said.lines().count(), SORT_MOST + 1, "{said}");
        assert!(said.lines().all(|line| line.len() < 600), "{said}");
        assert!(said.contains("Host b0.example\\n") && said.contains("expected a.example"), "{said}");
        Notices::begun(file.clone());
        assert!(!file.exists(), "an earlier start is past");
    }
}

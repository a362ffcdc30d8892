//! Every setting, from flags and `HANDRAIL_*` variables.

mod address;
pub mod environment;
mod listen;
mod proxies;
mod upkeep;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use address::{PublicUrl, host_of, is_loopback};
pub use listen::Listen;
pub use proxies::TrustedProxy;
pub use upkeep::{BackupSettings, HealthSettings, RestoreSettings};

use super::words::form_words;

/// Handrail: gentle connection goals, on your own machine.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without one, serve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings of `serve`, so that plain `handrail` takes them too.
    #[command(flatten)]
    pub serve: Settings,
}

/// One thing to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve Handrail (the same as giving no command).
    Serve(Settings),
    /// Serve a throwaway instance with made-up people in it, on this computer only.
    Demo(DemoSettings),
    /// Print a link with which one person can sign up.
    Invite(InviteSettings),
    /// Print a link for somebody who lost both password and recovery code.
    Reset(ResetSettings),
    /// Ask the running server whether it answers.
    Health(HealthSettings),
    /// Write everything into one encrypted file, also while the server runs.
    Backup(BackupSettings),
    /// Bring back what a backup holds, into a fresh data folder.
    Restore(RestoreSettings),
    /// Look whether everything is as it should be, and change nothing.
    Doctor(Settings),
    /// Every address, and who may use it.
    Routes,
}

/// Where to listen, where the data is, and who stands in front.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Address to listen on, or a socket such as `unix:/run/handrail/socket`. Anything but this computer needs an https
    /// address and a trusted proxy.
    #[arg(long, env = "HANDRAIL_LISTEN", default_value = "127.0.0.1:8420")]
    pub listen: Listen,
    /// Folder with the database and the instance key. Made if it is not there.
    #[arg(long, env = "HANDRAIL_DATA", default_value = "./data", value_parser = folder())]
    pub data: PathBuf,
    /// The address people type, such as `https://handrail.example.org`. Without it, the listening address.
    #[arg(long, env = "HANDRAIL_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed, separated by commas: addresses, networks such as `172.18.0.0/16`, names.
    #[arg(long, env = "HANDRAIL_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<TrustedProxy>,
    /// Who may sign up. Without it, what was chosen at set-up.
    #[arg(long, env = "HANDRAIL_REGISTRATION", ignore_case = true)]
    pub registration: Option<Registration>,
    /// How many passwords are worked on at once. Each takes 64 MiB for a moment.
    #[arg(long, env = "HANDRAIL_PASSWORDS_AT_ONCE", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub passwords_at_once: u16,
    /// Files with more published questionnaires, separated by commas.
    #[arg(long, env = "HANDRAIL_MEASURES", value_delimiter = ',')]
    pub measures: Vec<PathBuf>,
}

/// Whom to let in.
#[derive(Args, Clone, Debug)]
pub struct InviteSettings {
    /// What they may do.
    #[arg(long, default_value = "member", value_parser = ["member", "supporter", "facilitator", "host"])]
    pub role: String,
    /// Where the data is, and the address people type.
    #[command(flatten)]
    pub settings: Settings,
}

/// Whom to let begin anew.
#[derive(Args, Clone, Debug)]
pub struct ResetSettings {
    /// Their sign-in name.
    pub name: String,
    /// Where the data is.
    #[command(flatten)]
    pub settings: Settings,
}

/// Settings of the demo.
#[derive(Args, Clone, Debug)]
pub struct DemoSettings {
    /// Address on this computer to listen on.
    #[arg(long, env = "HANDRAIL_LISTEN", default_value = "127.0.0.1:8420")]
    pub listen: SocketAddr,
    /// A folder that is empty or does not exist yet. Without it, a temporary one that is removed at the end.
    #[arg(long)]
    pub data: Option<PathBuf>,
}

form_words! {
    /// Who may make an account.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
    pub enum Registration {
        /// Anyone who reaches the site.
        Open = "open",
        /// Whoever holds an invitation.
        Invite = "invite",
        /// Nobody.
        Closed = "closed",
    }
}

/// A folder by its whole name. Only a shell knows whose home `~` is; here it would be a folder of that name, with nothing in it.
pub(super) fn folder() -> impl TypedValueParser<Value = PathBuf> {
    const WHOLE: &str = "name it whole, such as /home/you/handrail: ~ is not known here";
    PathBufValueParser::new().try_map(|folder| if folder.starts_with("~") { Err(WHOLE) } else { Ok(folder) })
}

impl Settings {
    /// As they are where nothing is set but where to listen, on this computer, and where the data is.
    pub fn local(listen: SocketAddr, data: PathBuf) -> Self {
        Self {
            listen: listen.into(),
            data,
            public_url: None,
            trusted_proxies: Vec::new(),
            registration: None,
            passwords_at_once: 2,
            measures: Vec::new(),
        }
    }

    /// The address people type: the one set, or the one listened on.
    ///
    /// # Errors
    /// If the one set cannot be read, or people's words would cross a network in the clear: http is served to this
    /// computer only, and to others only behind a trusted proxy that speaks https.
    pub fn public_url(&self) -> anyhow::Result<PublicUrl> {
        let url = match &self.public_url {
            Some(text) => PublicUrl::parse(text).context("HANDRAIL_PUBLIC_URL cannot be used")?,
            None => match &self.listen {
                Listen::Port(address) => PublicUrl::here(address),
                Listen::Socket(_) => PublicUrl::here("localhost"),
            },
        };
        let is_behind_socket = matches!(self.listen, Listen::Socket(_));
        let names_here = self.public_url.is_some() || is_behind_socket;
        anyhow::ensure!(
            self.listen.is_here() || url.https || names_here && url.is_this_computer(),
            "{} is reachable from other computers. Set HANDRAIL_PUBLIC_URL to an https address and \
             HANDRAIL_TRUSTED_PROXIES to the proxy in front, or listen on 127.0.0.1. In a container on your own computer, \
             publish the port with -p 127.0.0.1:8420:8420 and set HANDRAIL_PUBLIC_URL=http://localhost:8420",
            self.listen
        );
        anyhow::ensure!(
            !url.https || is_behind_socket || !self.trusted_proxies.is_empty(),
            "https is spoken by a proxy in front: name it in HANDRAIL_TRUSTED_PROXIES, such as 127.0.0.1 for one on this \
             computer, or everybody would count as one"
        );
        anyhow::ensure!(
            url.https || url.is_this_computer(),
            "HANDRAIL_PUBLIC_URL is {url}, and must be https unless it names this computer"
        );
        Ok(url)
    }

    /// Whether others may reach where it listens though people reach it on this computer, such as a container that
    /// publishes its port, or a socket that a proxy is at.
    pub fn is_published(&self) -> bool {
        !matches!(&self.listen, Listen::Port(address) if address.ip().is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(listen: &str, url: Option<&str>, proxies: &[&str]) -> Settings {
        Settings {
            public_url: url.map(Into::into),
            trusted_proxies: proxies.iter().map(|p| p.parse().unwrap()).collect(),
            ..Settings::local(listen.parse().unwrap(), "data".into())
        }
    }

    #[test]
    fn this_computer_needs_nothing_more() {
        let url = settings("127.0.0.1:8420", None, &[]).public_url().unwrap();
        assert_eq!(url.to_string(), "http://127.0.0.1:8420");
        assert!(settings("[::1]:8420", None, &[]).public_url().is_ok());
        assert!(settings("127.0.0.1:80", Some("http://localhost"), &[]).public_url().is_ok());
    }

    #[test]
    fn elsewhere_it_takes_https_and_a_proxy() {
        assert!(settings("0.0.0.0:80", None, &[]).public_url().is_err());
        assert!(settings("0.0.0.0:80", Some("https://a.example"), &[]).public_url().is_err());
        assert!(settings("0.0.0.0:80", Some("http://a.example"), &["10.0.0.1"]).public_url().is_err());
        assert!(settings("127.0.0.1:80", Some("http://a.example"), &["127.0.0.1"]).public_url().is_err());
        assert!(settings("0.0.0.0:80", Some("https://a.example"), &["10.0.0.1"]).public_url().is_ok());
    }

    #[test]
    fn what_is_published_to_this_computer_only_is_not_taken_for_closed() {
        let container = settings("0.0.0.0:8420", Some("http://localhost:8420"), &[]);
        assert!(container.public_url().unwrap().is_this_computer() && container.is_published());
        let socket = |url| Settings { listen: "unix:/run/s".parse().unwrap(), ..settings("127.0.0.1:1", url, &[]) };
        assert!(socket(None).public_url().unwrap().is_this_computer() && socket(None).is_published());
        let url = socket(Some("https://a.example")).public_url().unwrap();
        assert_eq!(url.to_string(), "https://a.example", "whoever is at a socket is the proxy");
        assert!(!settings("127.0.0.1:8420", None, &[]).is_published());
    }
}

//! Every setting, from flags and `HANDRAIL_*` variables.

mod address;
mod upkeep;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use address::PublicUrl;
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
    /// Address to listen on. Anything but this computer needs an https address and a trusted proxy.
    #[arg(long, env = "HANDRAIL_LISTEN", default_value = "127.0.0.1:8420")]
    pub listen: SocketAddr,
    /// Folder with the database and the instance key. Made if it is not there.
    #[arg(long, env = "HANDRAIL_DATA", default_value = "./data")]
    pub data: PathBuf,
    /// The address people type, such as `https://handrail.example.org`. Without it, the listening address.
    #[arg(long, env = "HANDRAIL_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Addresses of proxies whose `X-Forwarded-For` is believed, separated by commas.
    #[arg(long, env = "HANDRAIL_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,
    /// Who may sign up. Without it, what was chosen at set-up.
    #[arg(long, env = "HANDRAIL_REGISTRATION")]
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

impl Settings {
    /// As they are where nothing is set but where to listen, on this computer, and where the data is.
    pub const fn local(listen: SocketAddr, data: PathBuf) -> Self {
        Self {
            listen,
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
    /// If the one set cannot be read, or people's words would cross a network in the clear: http is served on this
    /// computer only, and elsewhere only behind a trusted proxy that speaks https.
    pub fn public_url(&self) -> anyhow::Result<PublicUrl> {
        let url = match &self.public_url {
            Some(text) => PublicUrl::parse(text)?,
            None => PublicUrl { https: false, authority: self.listen.to_string() },
        };
        let loopback = self.listen.ip().is_loopback();
        anyhow::ensure!(
            loopback || url.https,
            "{} is reachable from other computers. Set HANDRAIL_PUBLIC_URL to an https address and \
             HANDRAIL_TRUSTED_PROXIES to the proxy in front, or listen on 127.0.0.1.",
            self.listen
        );
        anyhow::ensure!(
            !url.https || !self.trusted_proxies.is_empty(),
            "https is spoken by a proxy in front: name its address in HANDRAIL_TRUSTED_PROXIES, or everybody would count as one"
        );
        anyhow::ensure!(
            url.https || url.is_this_computer(),
            "HANDRAIL_PUBLIC_URL must be https unless it names this computer"
        );
        Ok(url)
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
}

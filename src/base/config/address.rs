//! The address people type.

use std::net::IpAddr;

/// The address people type, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    /// Whether it is https, so that cookies can be `Secure`.
    pub https: bool,
    /// Host and port as browsers send them in `Host` and `Origin`.
    pub authority: String,
}

impl PublicUrl {
    /// Reads `http://host[:port]` or `https://host[:port]`, with nothing after it.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let (https, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => anyhow::bail!("the public address must start with https:// or http://"),
        };
        let default_port = if https { ":443" } else { ":80" };
        let authority = rest.trim_end_matches('/').to_ascii_lowercase();
        // Browsers leave a default port out.
        let authority = authority.strip_suffix(default_port).map(ToOwned::to_owned).unwrap_or(authority);
        let plain =
            !authority.is_empty() && authority.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
        anyhow::ensure!(plain, "the public address must be a plain host name, with nothing after it");
        Ok(Self { https, authority })
    }
}

impl PublicUrl {
    pub fn is_this_computer(&self) -> bool {
        !self.https && is_loopback_authority(&self.authority)
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }
}

fn is_loopback_authority(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_a_plain_host() {
        for text in ["a.example", "ftp://a.example", "https://", "https://a.example/path", "https://a@b"] {
            assert!(PublicUrl::parse(text).is_err(), "{text}");
        }
    }
}

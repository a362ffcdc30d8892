//! The address people type.

use std::fmt;
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
        let lower = text.trim().to_ascii_lowercase();
        let (https, rest) = match (lower.strip_prefix("https://"), lower.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => anyhow::bail!("the public address is {text:?}, and must start with https:// or http://"),
        };
        let authority = rest.trim_end_matches('/');
        anyhow::ensure!(
            !authority.contains([',', ';', ' ']),
            "the public address is {text:?}: name one only, the one that people type"
        );
        anyhow::ensure!(
            !authority.contains('@'),
            "the public address is {text:?}: leave out the @ and what stands before it"
        );
        anyhow::ensure!(
            !authority.contains(['/', '?', '#']),
            "the public address is {text:?}, with a path. Handrail needs a name of its own, such as \
             https://handrail.example.org: other programs under the same name could read what people write here"
        );
        let host = host_of(authority);
        let port = authority.strip_prefix(host).unwrap_or_default();
        let port = port.strip_prefix('.').unwrap_or(port);
        anyhow::ensure!(
            port.strip_prefix(':').is_none_or(|port| port.parse::<u16>().is_ok()),
            "the public address is {text:?}, whose port is no number from 1 to 65535"
        );
        let is_port = port.is_empty() || port.starts_with(':');
        let is_ip6 = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .is_some_and(|host| host.parse::<IpAddr>().is_ok());
        let is_name = host.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
        anyhow::ensure!(
            !host.is_empty() && is_port && (is_ip6 || is_name),
            "the public address is {text:?}, and must be a plain name, such as https://handrail.example.org. Letters \
             beyond English ones are written as browsers send them, beginning with xn--"
        );
        // Browsers leave a default port out.
        let default_port = if https { ":443" } else { ":80" };
        let port = if port == default_port { "" } else { port };
        Ok(Self { https, authority: format!("{host}{port}") })
    }

    /// On this computer, at such an address.
    pub fn here(authority: impl fmt::Display) -> Self {
        Self { https: false, authority: authority.to_string() }
    }

    /// The name without a port.
    pub fn host(&self) -> &str {
        host_of(&self.authority)
    }

    pub fn is_this_computer(&self) -> bool {
        !self.https && is_loopback(self.host())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }
}

/// The name in `host[:port]`, where an IPv6 address stands in brackets. A point at its end makes no difference.
pub fn host_of(authority: &str) -> &str {
    let host = match authority.rsplit_once(':') {
        Some((host, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && (!host.contains(':') || host.ends_with(']')) =>
        {
            host
        }
        _ => authority,
    };
    host.strip_suffix('.').unwrap_or(host)
}

/// Whether this is a name of the computer one is at.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_a_plain_host() {
        let odd = [
            "a.example",
            "ftp://a.example",
            "https://",
            "https://a@b",
            "https://a:b",
            "https://[a]",
            "https://ä.example",
        ];
        for text in odd {
            let told = PublicUrl::parse(text).unwrap_err().to_string();
            assert!(told.contains(&format!("{text:?}")), "{told}");
        }
        let told = PublicUrl::parse("https://a.example/handrail").unwrap_err().to_string();
        assert!(told.contains("a name of its own") && told.contains("could read"), "{told}");
        for (text, words) in [
            ("https://a.example,https://b.example", "name one only"),
            ("https://me@a.example", "leave out the @"),
            ("https://a.example:99999", "port is no number"),
        ] {
            let told = PublicUrl::parse(text).unwrap_err().to_string();
            assert!(told.contains(words) && !told.contains("xn--") && told.contains(&format!("{text:?}")), "{told}");
        }
        for (text, read) in [
            (" HTTPS://A.example:443/ ", "https://a.example"),
            ("http://[::1]:80", "http://[::1]"),
            ("https://a.example:8443", "https://a.example:8443"),
            ("https://a.example./", "https://a.example"),
            ("https://a.example.:8443", "https://a.example:8443"),
        ] {
            assert_eq!(PublicUrl::parse(text).unwrap().to_string(), read);
        }
    }

    #[test]
    fn a_host_is_known_with_a_port_and_without_one() {
        for (authority, host) in [
            ("a.example:80", "a.example"),
            ("a.example.", "a.example"),
            ("[::1]:80", "[::1]"),
            ("[::1]", "[::1]"),
            ("::1", "::1"),
            ("a:b", "a:b"),
            ("", ""),
        ] {
            assert_eq!(host_of(authority), host, "{authority}");
        }
    }
}

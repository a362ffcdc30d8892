//! Where the server listens. Pure.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

/// Where the server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listen {
    Port(SocketAddr),
    /// A socket in the file system, for a proxy on the same computer.
    Socket(PathBuf),
}

/// What stands before the path of a socket.
const UNIX: &str = "unix:";

impl Listen {
    /// Whether only this computer gets there.
    pub fn is_here(&self) -> bool {
        match self {
            Self::Port(address) => address.ip().is_loopback(),
            Self::Socket(_) => true,
        }
    }

    /// The same as seen from this computer: who listens on every address is reached on its own.
    pub fn from_here(self) -> Self {
        match self {
            Self::Port(address) => {
                let ip = match address.ip() {
                    IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
                    IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
                    ip => ip,
                };
                Self::Port(SocketAddr::new(ip, address.port()))
            }
            socket @ Self::Socket(_) => socket,
        }
    }
}

impl From<SocketAddr> for Listen {
    fn from(address: SocketAddr) -> Self {
        Self::Port(address)
    }
}

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix(UNIX) {
            let path = path.strip_prefix("//").unwrap_or(path);
            let is_whole = path.starts_with('/') && path.len() > 1;
            return is_whole.then(|| Self::Socket(path.into())).ok_or_else(|| EXPECTED.into());
        }
        let (host, port) = text.rsplit_once(':').ok_or(EXPECTED)?;
        let port: u16 = port.parse().map_err(|_| EXPECTED)?;
        let ip = match host {
            "localhost" => Ipv4Addr::LOCALHOST.into(),
            "*" => Ipv4Addr::UNSPECIFIED.into(),
            host => host.trim_matches(['[', ']']).parse().map_err(|_| EXPECTED)?,
        };
        Ok(Self::Port(SocketAddr::new(ip, port)))
    }
}

const EXPECTED: &str = "an address and a port such as 127.0.0.1:8420, or a socket such as unix:/run/handrail/socket";

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(address) => write!(f, "{address}"),
            Self::Socket(path) => write!(f, "{UNIX}{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_to_listen_is_a_port_or_a_socket() {
        for (text, said) in [
            ("127.0.0.1:8420", "127.0.0.1:8420"),
            ("localhost:80", "127.0.0.1:80"),
            ("[::1]:80", "[::1]:80"),
            ("*:8420", "0.0.0.0:8420"),
            ("unix:/run/a b/s", "unix:/run/a b/s"),
            ("unix:///run/s", "unix:/run/s"),
        ] {
            assert_eq!(text.parse::<Listen>().map(|listen| listen.to_string()), Ok(said.into()));
        }
        for not in
            ["", "8420", "127.0.0.1", "a.example:80", "127.0.0.1:99999", "unix:", "unix:s", "http://127.0.0.1:80"]
        {
            assert!(not.parse::<Listen>().is_err(), "{not}");
        }
    }
}

//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use super::app::App;

/// The address of the client, as the nearest untrusted hop shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The part of an address that one subscriber holds: all of IPv4, the first 64 bits of IPv6 (RFC 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => Self(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into()),
            v4 @ IpAddr::V4(_) => Self(v4),
        }
    }
}

/// The last address in `X-Forwarded-For` that is not one of our proxies, where the peer is one of them.
fn client<'a>(peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>, trusted: &[IpAddr]) -> IpAddr {
    let is_trusted = |hop: &IpAddr| trusted.iter().any(|proxy| proxy.to_canonical() == hop.to_canonical());
    if !is_trusted(&peer) {
        return peer;
    }
    forwarded
        .rev()
        .flat_map(|list| list.rsplit(','))
        .map_while(|hop| hop_address(hop.trim()))
        .find(|hop| !is_trusted(hop))
        .unwrap_or(peer)
}

/// A hop as proxies write it: an address, with or without a port.
fn hop_address(hop: &str) -> Option<IpAddr> {
    hop.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|hop| hop.ip()))
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| peer.ip());
        // A proxy may add a header of its own to one the client sent; together they are one list.
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        Ok(Self(client(peer, forwarded, &app.trusted_proxies)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_stranger_cannot_choose_their_own_address() {
        assert_eq!(client(ip("203.0.113.9"), ["10.0.0.1"].into_iter(), &[ip("10.0.0.1")]), ip("203.0.113.9"));
    }

    #[test]
    fn a_trusted_proxy_is_believed_about_its_own_hop_only() {
        let seen = client(ip("10.0.0.1"), ["198.51.100.7, 203.0.113.9"].into_iter(), &[ip("10.0.0.1")]);
        assert_eq!(seen, ip("203.0.113.9"));
        let added = client(ip("10.0.0.1"), ["198.51.100.7", "203.0.113.9:4444"].into_iter(), &[ip("10.0.0.1")]);
        assert_eq!(added, ip("203.0.113.9"), "a header the proxy added comes after the client's own");
        assert_eq!(client(ip("10.0.0.1"), ["nonsense"].into_iter(), &[ip("10.0.0.1")]), ip("10.0.0.1"));
    }

    #[test]
    fn one_subscriber_is_one_network() {
        assert_eq!(Network::of(ip("2001:db8::1")), Network::of(ip("2001:db8::ffff:0:0:1")));
        assert_ne!(Network::of(ip("2001:db8::1")), Network::of(ip("2001:db8:0:1::1")));
        assert_eq!(Network::of(ip("::ffff:192.0.2.1")), Network::of(ip("192.0.2.1")));
    }
}

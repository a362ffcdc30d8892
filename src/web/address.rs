//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use super::app::App;
use super::notices::Notice;

/// The address of the client, as the nearest untrusted hop shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Addresses that count as one: a single one of IPv4; of IPv6 those that share their first 64 bits, as on one link, or 48, as
/// one subscriber may be given (RFC 6177).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    first: IpAddr,
    bits: u8,
}

/// How many times what a link may do a whole site may: it can be many homes as well as one.
pub const SITE_SHARE: u32 = 4;

impl Network {
    /// The link.
    pub fn of(address: IpAddr) -> Self {
        Self::sharing(64, address)
    }

    /// All that one subscriber may hold.
    pub fn site(address: IpAddr) -> Self {
        Self::sharing(48, address)
    }

    /// Whatever an address counts for, and how many times what a link may each of them may.
    pub fn around(address: IpAddr) -> impl Iterator<Item = (Self, u32)> + Clone {
        let (link, site) = (Self::of(address), Self::site(address));
        [(link, 1), (site, SITE_SHARE)].into_iter().take(if link == site { 1 } else { 2 })
    }

    fn sharing(bits: u8, address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let first = v6.to_bits() & (u128::MAX << (128 - u32::from(bits)));
                Self { first: Ipv6Addr::from_bits(first).into(), bits }
            }
            v4 @ IpAddr::V4(_) => Self { first: v4, bits: 32 },
        }
    }
}

/// Where a request came from, and whether something that stood nearer could not be read.
#[derive(Debug, PartialEq, Eq)]
struct ReadHops {
    client: IpAddr,
    unreadable: bool,
}

/// The last address in `X-Forwarded-For` that is not one of our proxies, where the peer is one of them. What is no
/// address is passed over: only a proxy of ours can have put it nearer than an address, and everybody would count as
/// that proxy.
fn client<'a>(
    peer: IpAddr,
    forwarded: impl DoubleEndedIterator<Item = &'a str>,
    is_trusted: impl Fn(IpAddr) -> bool,
) -> ReadHops {
    let mut read = ReadHops { client: peer, unreadable: false };
    if !is_trusted(peer) {
        return read;
    }
    for hop in forwarded.rev().flat_map(|list| list.rsplit(',')).map(str::trim).filter(|hop| !hop.is_empty()) {
        match hop_address(hop) {
            Some(address) if is_trusted(address) => {}
            Some(address) => return ReadHops { client: address, ..read },
            None => read.unreadable = true,
        }
    }
    read
}

/// A hop as proxies write it: an address, perhaps with a port, a zone, brackets or quotes.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim_matches(|c: char| c == '"' || c.is_whitespace());
    let host = match (hop.strip_prefix('['), hop.split_once(':')) {
        (Some(bracketed), _) => bracketed.split_once(']')?.0,
        (None, Some((v4, port))) if !port.contains(':') => v4,
        _ => hop,
    };
    host.split_once('%').map_or(host, |(address, _zone)| address).parse().ok()
}

/// Whether the nearest hop says where somebody comes from.
pub fn says_where_from(headers: &HeaderMap) -> bool {
    let nearest = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    nearest.and_then(|list| list.rsplit(',').next()).is_some_and(|hop| hop_address(hop.trim()).is_some())
}

impl ClientAddress {
    /// Where a request came from, if it came by a connection at all.
    pub fn of(app: &App, extensions: &Extensions, headers: &HeaderMap) -> Option<Self> {
        let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
        // A proxy may add a header of its own to one the client sent, or add to that, whatever is in it; together they
        // are one list.
        let forwarded: Vec<_> =
            headers.get_all("x-forwarded-for").iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        let is_trusted = |address| app.trusted_proxies.is_trusted(address);
        let read = client(peer.ip(), forwarded.iter().map(AsRef::as_ref), is_trusted);
        if read.unreadable {
            app.tell_host(Notice::UnreadableProxy(peer.ip().to_canonical()));
        }
        Some(Self(read.client))
    }
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let came_from = Self::of(app, &parts.extensions, &parts.headers);
        Ok(came_from.unwrap_or(Self(Ipv4Addr::LOCALHOST.into())))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    const PROXY: &str = "10.0.0.1";

    fn seen(forwarded: &[&str]) -> ReadHops {
        client(ip(PROXY), forwarded.iter().copied(), |address| address.to_canonical() == ip(PROXY))
    }

    fn read(address: &str) -> ReadHops {
        ReadHops { client: ip(address), unreadable: false }
    }

    #[test]
    fn a_stranger_cannot_choose_their_own_address() {
        assert_eq!(
            client(ip("203.0.113.9"), ["10.0.0.1"].into_iter(), |address| address == ip(PROXY)),
            read("203.0.113.9")
        );
    }

    #[test]
    fn a_trusted_proxy_is_believed_about_its_own_hop_only() {
        assert_eq!(seen(&["198.51.100.7, 203.0.113.9"]), read("203.0.113.9"));
        assert_eq!(
            seen(&["198.51.100.7", "203.0.113.9:4444"]),
            read("203.0.113.9"),
            "a header the proxy added comes after the client's own"
        );
        assert_eq!(seen(&["nonsense \u{fffd}, 203.0.113.9"]), read("203.0.113.9"), "whatever the client made up");
        assert_eq!(
            seen(&["203.0.113.9, 10.0.0.1, ::ffff:10.0.0.1"]),
            read("203.0.113.9"),
            "through two of our proxies"
        );
        assert_eq!(seen(&[]), read(PROXY));
    }

    #[test]
    fn what_is_no_address_does_not_make_everybody_the_proxy() {
        let passed_over = ReadHops { client: ip("203.0.113.9"), unreadable: true };
        assert_eq!(seen(&["203.0.113.9, unknown"]), passed_over);
        assert_eq!(seen(&["203.0.113.9, , ,"]), read("203.0.113.9"), "an empty hop is none");
        assert_eq!(seen(&["unknown"]), ReadHops { client: ip(PROXY), unreadable: true });
    }

    proptest! {
        #[test]
        fn an_address_is_read_however_it_is_written(address: IpAddr, port: u16, caps: bool, style in 0..7) {
            let plain = if caps { address.to_string().to_uppercase() } else { address.to_string() };
            let written = match style {
                0 => plain,
                1 => SocketAddr::new(address, port).to_string(),
                2 => format!("[{plain}]"),
                3 => format!("\"[{plain}]:{port}\""),
                4 => format!(" \"{plain}\" "),
                5 => format!("{plain}%eth0"),
                _ => format!("[{plain}%2]:{port}"),
            };
            prop_assert_eq!(hop_address(&written), Some(address), "{}", written);
        }

        #[test]
        fn nothing_that_is_sent_breaks_it(text in ".{0,60}") {
            let seen = seen(&[&text, "203.0.113.9"]);
            prop_assert_eq!(seen, read("203.0.113.9"));
            let _ = hop_address(&text);
        }
    }

    #[test]
    fn one_subscriber_is_one_network() {
        assert_eq!(Network::of(ip("2001:db8::1")), Network::of(ip("2001:db8::ffff:0:0:1")));
        assert_ne!(Network::of(ip("2001:db8::1")), Network::of(ip("2001:db8:0:1::1")));
        assert_eq!(Network::of(ip("::ffff:192.0.2.1")), Network::of(ip("192.0.2.1")));
        assert_eq!(Network::site(ip("2001:db8:0:1::1")), Network::site(ip("2001:db8:0:ffff::1")));
        assert_ne!(Network::site(ip("2001:db8:0:1::1")), Network::site(ip("2001:db8:1:1::1")));
        let counts_for = |address| Network::around(ip(address)).map(|(_, share)| share).collect::<Vec<_>>();
        assert_eq!((counts_for("192.0.2.1"), counts_for("2001:db8::1")), (vec![1], vec![1, SITE_SHARE]));
    }
}

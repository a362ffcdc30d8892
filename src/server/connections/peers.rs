//! Whose connections are taken, and which of them stand for many people.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::web::app::App;
use crate::web::notices::Notice;

/// Everybody's, where there is no program that says otherwise.
#[derive(Clone, Default)]
pub struct Peers(Option<App>);

impl Peers {
    pub fn of(app: &App) -> Self {
        Self(Some(app.clone()))
    }

    /// Proxies that are trusted, and this computer, stand for many.
    pub fn is_one_person(&self, peer: IpAddr) -> bool {
        let is_trusted = self.0.as_ref().is_some_and(|app| app.trusted_proxies.is_trusted(peer));
        !peer.to_canonical().is_loopback() && !is_trusted
    }

    /// Without https only this computer is answered. In a container it comes by the gateway, as does whatever it publishes.
    pub fn takes(&self, peer: IpAddr, to: Option<IpAddr>) -> bool {
        let Some(app) = self.0.as_ref().filter(|app| app.url.is_this_computer() && app.is_published) else {
            return true;
        };
        let peer = peer.to_canonical();
        let is_here =
            peer.is_loopback() || to.is_some_and(|to| to.to_canonical() == peer) || gateways().contains(&peer);
        if !is_here {
            app.tell_host(Notice::NotFromHere(peer));
        }
        is_here
    }

    /// What came from there was no HTTP. Strangers send much; a proxy is told of what.
    pub fn sent_no_http(&self, peer: IpAddr) {
        if let Some(app) = self.0.as_ref().filter(|_| !self.is_one_person(peer)) {
            if app.trusted_proxies.is_trusted(peer) {
                app.notices.reached(&app.url, app.now());
            }
            app.tell_host(Notice::NotHttp(peer.to_canonical()));
        }
    }
}

/// Where this computer's, or this container's, way out begins. Known on Linux only, where containers are.
fn gateways() -> Vec<IpAddr> {
    let table = |path| fs::read_to_string(path).unwrap_or_default();
    let fours = table("/proc/net/route");
    let sixes = table("/proc/net/ipv6_route");
    fours.lines().filter_map(gateway_of_four).chain(sixes.lines().filter_map(gateway_of_six)).collect()
}

/// Interface, destination, gateway: the addresses as the processor keeps them.
fn gateway_of_four(line: &str) -> Option<IpAddr> {
    let mut columns = line.split_whitespace().skip(1);
    let (to, by) = (columns.next()?, columns.next()?);
    let by = u32::from_str_radix(by, 16).ok().filter(|by| to == "00000000" && *by != 0)?;
    Some(Ipv4Addr::from(by.to_ne_bytes()).into())
}

/// Destination, its length, source, its length, gateway.
fn gateway_of_six(line: &str) -> Option<IpAddr> {
    let columns: Vec<_> = line.split_whitespace().collect();
    let [to, length, _, _, by, ..] = columns.as_slice() else { return None };
    let is_default = *length == "00" && to.bytes().all(|byte| byte == b'0');
    let by = u128::from_str_radix(by, 16).ok().filter(|by| is_default && *by != 0)?;
    Some(Ipv6Addr::from_bits(by).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_out_is_read_from_the_systems_table() {
        let is = |found: Option<IpAddr>, address: &str| assert_eq!(found, Some(address.parse().unwrap()));
        is(gateway_of_four("eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0"), "172.17.0.1");
        assert_eq!(gateway_of_four("eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0"), None);
        assert_eq!(gateway_of_four("Iface\tDestination\tGateway \tFlags"), None);
        let to = "0".repeat(32);
        is(gateway_of_six(&format!("{to} 00 {to} 00 fd000000000000000000000000000001 00000400 0 0 3 eth0")), "fd00::1");
        assert_eq!(gateway_of_six(&format!("{to} 00 {to} 00 {to} ffffffff 0 0 200200 lo")), None);
    }
}

//! Proxies whose word is taken: addresses, networks and names. Pure.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A proxy whose word is taken, or a network of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustedProxy {
    /// All addresses that share these first bits.
    Range { first: IpAddr, bits: u8 },
    /// Whatever has this name at the time, as containers do.
    Name(String),
}

impl TrustedProxy {
    /// Whether it is sure to be this address.
    pub fn is(&self, address: IpAddr) -> bool {
        let Self::Range { first, bits } = self else { return false };
        match (first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                (first.to_bits() ^ address.to_bits()).leading_zeros() >= u32::from(*bits)
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                (first.to_bits() ^ address.to_bits()).leading_zeros() >= u32::from(*bits)
            }
            _ => false,
        }
    }

    /// Whether it stands on this computer.
    pub fn is_here(&self) -> bool {
        match self {
            Self::Range { first, .. } => first.is_loopback(),
            Self::Name(name) => name == "localhost",
        }
    }
}

impl FromStr for TrustedProxy {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        if let Ok(address) = address.trim_matches(['[', ']']).parse::<IpAddr>() {
            let first = address.to_canonical();
            let most = if first.is_ipv4() { 32 } else { 128 };
            return match bits.map_or(Ok(most), str::parse) {
                Ok(0) => Err("with /0 everybody would be believed about where they come from: name the proxy alone"),
                Ok(bits) if bits <= most => Ok(Self::Range { first, bits }),
                _ => Err(EXPECTED),
            };
        }
        let is_name = !address.is_empty()
            && !address.starts_with(['-', '.'])
            && address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
            && !address.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if bits.is_none() && is_name { Ok(Self::Name(address.to_ascii_lowercase())) } else { Err(EXPECTED) }
    }
}

const EXPECTED: &str = "an address such as 127.0.0.1, a network such as 172.18.0.0/16, or a name such as caddy";

impl fmt::Display for TrustedProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { first, bits } if *bits == if first.is_ipv4() { 32 } else { 128 } => write!(f, "{first}"),
            Self::Range { first, bits } => write!(f, "{first}/{bits}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is(proxy: &str, address: &str) -> bool {
        proxy.parse::<TrustedProxy>().unwrap().is(address.parse().unwrap())
    }

    #[test]
    fn a_network_is_all_of_its_addresses_and_no_other() {
        assert!(is("172.16.0.0/12", "172.31.255.255") && !is("172.16.0.0/12", "172.32.0.0"));
        assert!(is("172.18.0.5/16", "172.18.9.9"), "whichever of its addresses names it");
        assert!(is("10.0.0.1", "10.0.0.1") && is("10.0.0.1", "::ffff:10.0.0.1") && !is("10.0.0.1", "10.0.0.2"));
        assert!(is("fd00::/8", "fd12::1") && !is("fd00::/8", "fe80::1") && !is("fd00::/8", "10.0.0.1"));
        assert!(is("[::1]", "::1") && !is("caddy", "127.0.0.1"));
        for not in [
            "",
            "0.0.0.0/0",
            "::/0",
            "10.0.0.0/33",
            "10.0.0.0/x",
            "caddy/24",
            "10.0.0",
            "10.0.0.1:80",
            "http://caddy",
            "a b",
        ] {
            assert!(not.parse::<TrustedProxy>().is_err(), "{not}");
        }
    }

    proptest! {
        #[test]
        fn an_address_is_in_its_own_network_however_wide(address: IpAddr, bits in 1u8..=32) {
            let network: TrustedProxy = format!("{address}/{bits}").parse().unwrap();
            prop_assert!(network.is(address));
            prop_assert_eq!(network.to_string().parse::<TrustedProxy>(), Ok(network));
        }
    }
}

//! Proxies whose word about the client's address is taken.

use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};

use crate::base::config::TrustedProxy;

/// The proxies that are trusted, and which addresses their names have at the moment.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Arc<ProxyList>);

#[derive(Debug, Default)]
struct ProxyList {
    proxies: Vec<TrustedProxy>,
    named: RwLock<Vec<IpAddr>>,
}

impl TrustedProxies {
    pub fn new(proxies: Vec<TrustedProxy>) -> Self {
        Self(Arc::new(ProxyList { proxies, named: RwLock::default() }))
    }

    pub fn is_trusted(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.proxies.iter().any(|proxy| proxy.is(address))
            || self.0.named.read().unwrap_or_else(PoisonError::into_inner).contains(&address)
    }

    /// Those that are known by name only.
    pub fn names(&self) -> Vec<&str> {
        self.0
            .proxies
            .iter()
            .filter_map(|proxy| match proxy {
                TrustedProxy::Name(name) => Some(name.as_str()),
                TrustedProxy::Range { .. } => None,
            })
            .collect()
    }

    /// Which addresses their names have now.
    pub fn now_at(&self, addresses: impl Iterator<Item = IpAddr>) {
        let addresses = addresses.map(|address| address.to_canonical()).collect();
        *self.0.named.write().unwrap_or_else(PoisonError::into_inner) = addresses;
    }
}

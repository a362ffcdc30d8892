//! Each thing that a host has to mend: what came, what was expected, and what to type.

use std::net::IpAddr;

use crate::base::config::PublicUrl;

/// How many letters of what came are said.
const CAME_MOST: usize = 100;
/// What came this often may be what people type. Once, it is most likely a stranger's.
pub const OFTEN: u64 = 3;

/// Something for the host to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// A request was refused for the name it came by.
    OtherHost(String),
    /// The name is right, the port beside it is not.
    OtherPort(String),
    /// A form came from a page of another address.
    OtherOrigin(String),
    /// A proxy puts a path before every address.
    OtherPath(String),
    /// A proxy puts a slash behind an address.
    AddedSlash(String),
    /// A form came through a proxy with nothing that says what it is.
    NoHeaders,
    /// Somebody who is not trusted says where others come from.
    UntrustedProxy(IpAddr),
    /// A proxy does not say where others come from.
    SilentProxy(IpAddr),
    /// A proxy says where others come from, but not as an address.
    UnreadableProxy(IpAddr),
    /// A proxy was reached by http.
    PlainHttp,
    /// A proxy says http of somebody whose browser came by https: another one stands in front of it.
    HttpsNotPassedOn(IpAddr),
    /// What a proxy sends is not HTTP/1.
    NotHttp(IpAddr),
    /// Without https, only this computer is answered.
    NotFromHere(IpAddr),
    /// A form at the door came without the cookie that it was given with, or any other of ours.
    NoCookies,
}

impl Notice {
    pub fn other_host(came: &str) -> Self {
        Self::OtherHost(shown(came))
    }

    pub fn other_port(came: &str) -> Self {
        Self::OtherPort(shown(came))
    }

    pub fn other_origin(came: &str) -> Self {
        Self::OtherOrigin(shown(came))
    }

    pub fn other_path(came: &str) -> Self {
        Self::OtherPath(shown(came))
    }

    pub fn added_slash(came: &str) -> Self {
        Self::AddedSlash(shown(came))
    }

    /// Whether anybody at all can make it come, so that a few of it need not be anybody's mistake.
    pub const fn is_anybodys(&self) -> bool {
        matches!(
            self,
            Self::OtherHost(_)
                | Self::OtherPort(_)
                | Self::OtherOrigin(_)
                | Self::OtherPath(_)
                | Self::AddedSlash(_)
                | Self::NoHeaders
                | Self::UntrustedProxy(_)
                | Self::NotFromHere(_)
                | Self::PlainHttp
                | Self::NoCookies
        )
    }

    /// What is said of it once it came so many times.
    pub fn words(&self, url: &PublicUrl, times: u64) -> String {
        let host = &url.authority;
        match self {
            Self::OtherHost(came) => format!(
                "refused a request for Host {came}: expected {host}. If the proxy in front sent it, let that pass on the name \
                 people type, in nginx: proxy_set_header Host $http_host;{}",
                if_typed(&format!("https://{came}"), times)
            ),
            Self::OtherPort(came) => format!(
                "the proxy passes on Host {came}, and people type {host}: it works, and in nginx \
                 proxy_set_header Host $http_host; makes it right{}",
                if_typed(&format!("https://{came}"), times)
            ),
            Self::OtherOrigin(came) => format!(
                "refused a form from a page of {came}: expected {url}. If the proxy sets Origin, take that line out; if it \
                 answers under that name too, let it send people on to {url}{}",
                if_typed(came, times)
            ),
            Self::OtherPath(came) => format!(
                "the proxy asks for pages below {came}, where nothing is. Let nothing stand behind the port in \
                 proxy_pass, no path and no /"
            ),
            Self::AddedSlash(came) => format!(
                "somebody asked for {came}, with a / behind it, where nothing is. If the proxy adds it, take that line out, in \
                 nginx a rewrite"
            ),
            Self::NoHeaders => "a form came without Content-Type, so that it cannot be read. If it goes on, the proxy hands on no \
                 headers: in nginx, take out proxy_pass_request_headers off"
                .to_owned(),
            Self::UntrustedProxy(came) => format!(
                "{came} says where others come from (X-Forwarded-For), and is no trusted proxy, so that everybody behind it \
                 counts as one. If it is yours, add it: HANDRAIL_TRUSTED_PROXIES={came}"
            ),
            Self::SilentProxy(came) => format!(
                "the proxy {came} does not say where people come from, so that everybody counts as one and one who guesses \
                 passwords slows all. In nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
            ),
            Self::UnreadableProxy(came) => format!(
                "the proxy {came} says of somebody where they come from, but not as an address. Expected X-Forwarded-For \
                 with addresses, in nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
            ),
            Self::PlainHttp => format!(
                "somebody came by http, where nobody can stay signed in: let the proxy that people reach send them on to {url}. \
                 If that one speaks https and another stands behind it, send nobody on from there, which would go round for \
                 ever: let the one behind pass on what it was told, in nginx: \
                 proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;"
            ),
            Self::HttpsNotPassedOn(came) => format!(
                "the proxy {came} says http of people who came by https, as behind another proxy: it works. Send nobody on \
                 from there, which would go round for ever; let it pass on what it was told, in nginx: \
                 proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;"
            ),
            Self::NotHttp(came) => format!(
                "{came} sent what is not HTTP/1. Handrail speaks plain HTTP/1 to its proxy: in nginx, proxy_pass begins with \
                 http:// (not https://), and neither HTTP/2 nor the PROXY protocol is used towards it"
            ),
            Self::NoCookies => "a form to sign in with came back without the cookie that went with it, so that nobody gets in that \
                 way. If it goes on, the proxy loses cookies: in nginx, take out proxy_hide_header Set-Cookie, proxy_set_header \
                 Cookie, proxy_cookie_path, proxy_cookie_flags and proxy_ignore_headers"
                .to_owned(),
            Self::NotFromHere(came) => format!(
                "turned away a connection from {came}: at {url}, without https, only this computer is answered. In a \
                 container, publish the port to this computer only, with -p 127.0.0.1:8420:8420. For others, set \
                 HANDRAIL_PUBLIC_URL to an https address and HANDRAIL_TRUSTED_PROXIES to the proxy in front"
            ),
        }
    }
}

/// What to set where people type it. Whoever sends it once must not be able to suggest where people are to go.
fn if_typed(came: &str, times: u64) -> String {
    match PublicUrl::parse(came) {
        Ok(url) if times >= OFTEN && !url.authority.contains('_') => {
            format!(". If people type {}, set HANDRAIL_PUBLIC_URL={url}", url.authority)
        }
        _ => String::new(),
    }
}

/// What came, in signs that a log can hold.
fn shown(came: &str) -> String {
    if came.is_empty() {
        "(none)".into()
    } else {
        came.chars().take(CAME_MOST).collect::<String>().escape_debug().to_string()
    }
}

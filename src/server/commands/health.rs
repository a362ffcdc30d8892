//! Asks the running server whether it answers, for whatever watches over it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::Context as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::base::config::HealthSettings;

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

pub async fn run(settings: HealthSettings) -> anyhow::Result<()> {
    ask(settings.listen).await?;
    println!("ok");
    Ok(())
}

pub async fn ask(listen: SocketAddr) -> anyhow::Result<()> {
    let address = reached_at(listen);
    let answer = tokio::time::timeout(PATIENCE, answer(address)).await;
    let status = answer.ok().and_then(Result::ok).with_context(|| format!("nobody answers at {address}"))?;
    anyhow::ensure!(status == "200", "the server at {address} answers, but is not well ({status})");
    Ok(())
}

/// The status of the answer. Plain HTTP of one line: the server speaks nothing else, and this never leaves the machine.
async fn answer(address: SocketAddr) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).await?;
    let status = std::str::from_utf8(&head)?.strip_prefix("HTTP/1.1 ").context("not HTTP")?;
    Ok(status.to_owned())
}

/// Who listens on every address is reached on this computer's own.
fn reached_at(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

//! Asks the running server whether it answers, for whatever watches over it.

use std::time::Duration;

use anyhow::Context as _;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};

use crate::base::config::{HealthSettings, Listen};

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

pub async fn run(settings: HealthSettings) -> anyhow::Result<()> {
    ask(settings.listen).await?;
    println!("ok");
    Ok(())
}

pub async fn ask(listen: impl Into<Listen>) -> anyhow::Result<()> {
    let at = listen.into().from_here();
    let answer = tokio::time::timeout(PATIENCE, answer(&at)).await;
    let status = answer.ok().and_then(Result::ok).with_context(|| format!("nobody answers at {at}"))?;
    anyhow::ensure!(status == "200", "the server at {at} answers, but is not well ({status})");
    Ok(())
}

async fn answer(at: &Listen) -> anyhow::Result<String> {
    match at {
        Listen::Port(address) => status(TcpStream::connect(address).await?).await,
        Listen::Socket(path) => status(UnixStream::connect(path).await?).await,
    }
}

/// The status of the answer. Plain HTTP of one line: the server speaks nothing else, and this never leaves the machine.
async fn status(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> anyhow::Result<String> {
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).await?;
    let status = std::str::from_utf8(&head)?.strip_prefix("HTTP/1.1 ").context("not HTTP")?;
    Ok(status.to_owned())
}

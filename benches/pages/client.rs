//! As much of a browser as measuring needs: requests over one connection that is kept.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufStream};
use tokio::net::{TcpSocket, TcpStream};

/// An answer.
pub struct Answer {
    pub status: u16,
    /// Bytes of the head.
    pub head: usize,
    /// The body as it was sent, compressed or not.
    pub body: Vec<u8>,
}

/// A connection to the server on this port.
pub struct Client(BufStream<TcpStream>);

impl Client {
    pub async fn connect(port: u16) -> std::io::Result<Self> {
        Self::connect_from(Ipv4Addr::LOCALHOST, port).await
    }

    /// From another of this computer's own addresses.
    pub async fn connect_from(address: Ipv4Addr, port: u16) -> std::io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((address, 0).into())?;
        let stream = socket.connect((Ipv4Addr::LOCALHOST, port).into()).await?;
        stream.set_nodelay(true)?;
        Ok(Self(BufStream::new(stream)))
    }

    pub async fn get(&mut self, path: &str, headers: &str) -> std::io::Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}\r\n")).await
    }

    pub async fn post(&mut self, path: &str, headers: &str, form: &str) -> std::io::Result<Answer> {
        let length = form.len();
        let about = "sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n";
        let head = format!("POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{about}content-length: {length}\r\n{headers}");
        self.send(&format!("{head}\r\n{form}")).await
    }

    async fn send(&mut self, request: &str) -> std::io::Result<Answer> {
        self.0.write_all(request.as_bytes()).await?;
        self.0.flush().await?;
        let first = self.line().await?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or_default();
        let (mut head, mut length, mut in_chunks) = (first.len() + 4, 0, false);
        loop {
            let line = self.line().await?.to_ascii_lowercase();
            head += line.len() + 2;
            match line.split_once(": ") {
                None => break,
                Some(("content-length", value)) => length = value.parse().unwrap_or_default(),
                Some(("transfer-encoding", value)) => in_chunks = value == "chunked",
                Some(_) => {}
            }
        }
        let body = if in_chunks { self.chunks().await? } else { self.exactly(length).await? };
        Ok(Answer { status, head, body })
    }

    async fn chunks(&mut self) -> std::io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = usize::from_str_radix(&self.line().await?, 16).unwrap_or_default();
            body.extend(self.exactly(length).await?);
            self.line().await?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    async fn exactly(&mut self, length: usize) -> std::io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.0.read_exact(&mut bytes).await?;
        Ok(bytes)
    }

    async fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.0.read_line(&mut line).await?;
        Ok(line.trim_end().to_owned())
    }
}

/// What a page is asked for with.
#[derive(Clone)]
pub struct Page {
    pub port: u16,
    pub path: &'static str,
    pub headers: String,
}

/// Asks for a page over and over on so many connections at once, and gives how long each answer took, sorted.
pub async fn load(page: &Page, connections: usize, lasting: Duration) -> Vec<Duration> {
    let until = Instant::now() + lasting;
    let asking: Vec<_> = (0..connections).map(|_| tokio::spawn(ask(page.clone(), until))).collect();
    let mut times = Vec::new();
    for one in asking {
        times.extend(one.await.unwrap());
    }
    times.sort_unstable();
    times
}

async fn ask(page: Page, until: Instant) -> Vec<Duration> {
    let mut client = Client::connect(page.port).await.unwrap();
    let mut times = Vec::new();
    while Instant::now() < until {
        let start = Instant::now();
        let answer = client.get(page.path, &page.headers).await.unwrap();
        assert_eq!(answer.status, 200, "{}", page.path);
        times.push(start.elapsed());
    }
    times
}

/// The time that so many of a hundred stay below.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

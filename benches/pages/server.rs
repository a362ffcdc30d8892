//! The real program as a process of its own, and what the kernel says of it.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::client::Client;

/// The program to measure: the one built with the bench, or another that `HANDRAIL_BINARY` names.
fn binary() -> String {
    std::env::var("HANDRAIL_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_handrail").to_owned())
}

pub struct Server {
    process: Child,
    pub port: u16,
    /// From its start to its first answer.
    pub started_in: Duration,
}

/// A port that nobody uses.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// How large the program is, in bytes.
pub fn size() -> u64 {
    fs::metadata(binary()).unwrap().len()
}

impl Server {
    /// Starts it on a data folder and waits for its first answer.
    pub async fn start(data: &Path, port: u16) -> Self {
        Self::start_with(data, port, &["--trusted-proxies", "127.0.0.1"]).await
    }

    /// The same with these settings.
    pub async fn start_with(data: &Path, port: u16, settings: &[&str]) -> Self {
        let begun = Instant::now();
        let process = Command::new(binary())
            .args(["--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .args(settings)
            .env("HANDRAIL_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while !answers(port).await {
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not answer");
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        Self { process, port, started_in: begun.elapsed() }
    }

    /// The processor time it took so far, in all its threads.
    pub fn cpu(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        // Linux counts in hundredths of a second here, whatever it counts in itself.
        Duration::from_millis(ticks * 10)
    }

    /// Resident memory now, and the most there was, in bytes.
    pub fn memory(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let kib = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
        };
        (kib("VmRSS:"), kib("VmHWM:"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn answers(port: u16) -> bool {
    let Ok(mut client) = Client::connect(port).await else { return false };
    client.get("/support", "").await.is_ok_and(|answer| answer.status == 200)
}

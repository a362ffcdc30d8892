//! The real program as a process of its own, and as much of a browser as is needed to be a nuisance.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

pub struct Server {
    process: Child,
    pub port: u16,
}

impl Server {
    pub fn start(data: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let binary = std::env::var("HANDRAIL_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_handrail").to_owned());
        let process = Command::new(binary)
            .args(["--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .env("HANDRAIL_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            thread::sleep(Duration::from_millis(20));
        }
        Self { process, port }
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

    /// From here on the most there was is counted anew (proc(5), `clear_refs`).
    pub fn forget_peak(&self) {
        fs::write(format!("/proc/{}/clear_refs", self.process.id()), "5").unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Browser {
    port: u16,
    cookie: String,
}

impl Browser {
    /// A new member.
    pub fn member(port: u16, name: &str) -> Self {
        let nobody = Self { port, cookie: String::new() };
        let form = format!("name={name}&password=teapot+window+gravel&adult=yes");
        let answer = nobody.ask("POST", "/sign-up", FORM, form.as_bytes());
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        let member = Self { port, cookie: cookie.split(';').next().unwrap().to_owned() };
        member.post("/welcome", "skip=yes");
        member
    }

    pub fn get(&self, path: &str) -> u16 {
        status(&self.ask("GET", path, "", &[]))
    }

    pub fn post(&self, path: &str, form: &str) -> u16 {
        status(&self.ask("POST", path, FORM, form.as_bytes()))
    }

    /// Where the answer to a search is.
    pub fn ask_for_search(&self, words: &str) -> String {
        let answer = self.ask("POST", "/search", FORM, format!("words={words}").as_bytes());
        answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap_or("/search").to_owned()
    }

    pub fn send_file(&self, path: &str, file: &[u8]) -> u16 {
        let head = b"--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        let body = [&head[..], file, b"\r\n--x--\r\n"].concat();
        status(&self.ask("POST", path, "multipart/form-data; boundary=x", &body))
    }

    /// What comes back, whole. Empty where the program hung up.
    fn ask(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> String {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return String::new() };
        let (port, cookie, length) = (self.port, &self.cookie, body.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n\
             content-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
        );
        // Where it answers before it has read everything, the answer counts.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

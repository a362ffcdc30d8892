//! The program as it is started: where it listens, for whom, and what it says where it does not start.

use std::fs;
use std::io::Read as _;
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The program as a process of its own, and what it says.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn handrail(arguments: &[&str], data: &Path, env: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handrail"));
    command.args(arguments).env("HANDRAIL_DATA", data).envs(env.iter().copied());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts a server, and gives the lines it prints once it listens.
fn serving(arguments: &[&str], data: &Path, env: &[(&str, &str)]) -> (Process, String) {
    let mut process = Process(handrail(arguments, data, env).spawn().unwrap());
    let mut said = String::new();
    let mut byte = [0];
    let out = process.0.stdout.as_mut().unwrap();
    while !(said.contains("open this link once") && said.ends_with('\n')) && out.read(&mut byte).unwrap() == 1 {
        said.push(byte[0].into());
    }
    assert!(said.contains("Handrail is at"), "{said}");
    (process, said)
}

/// What a command says where it refuses.
fn refused(arguments: &[&str], data: &Path, env: &[(&str, &str)]) -> String {
    let done = handrail(arguments, data, env).output().unwrap();
    assert!(!done.status.success(), "{arguments:?}");
    String::from_utf8(done.stderr).unwrap()
}

fn answer(mut stream: impl std::io::Read + std::io::Write, request: &str) -> String {
    stream.write_all(request.as_bytes()).unwrap();
    let mut said = String::new();
    let _ = stream.read_to_string(&mut said);
    said
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

const HELLO: &str = "GET /sign-in HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

#[test]
fn a_socket_is_listened_on_and_makes_way_for_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let (data, socket) = (folder.path().join("data"), folder.path().join("socket"));
    let listen = format!("unix:{}", socket.display());
    for _ in 0..2 {
        let (_process, _) = serving(&["--listen", &listen], &data, &[]);
        assert!(
            answer(UnixStream::connect(&socket).unwrap(), HELLO).starts_with("HTTP/1.1 200"),
            "killed before, and started again"
        );
        assert!(handrail(&["health", "--listen", &listen], &data, &[]).status().unwrap().success());
        let told = refused(&["--listen", &listen], &folder.path().join("other"), &[]);
        assert!(told.contains("something listens at"), "{told}");
    }
    fs::write(folder.path().join("file"), "words").unwrap();
    let told = refused(&["--listen", &format!("unix:{}/file", folder.path().display())], &data, &[]);
    assert!(told.contains("is no socket"), "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("file")).unwrap(), "words");
}

#[test]
fn one_folder_is_served_by_one_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let _first = serving(&["--listen", "127.0.0.1:0"], &data, &[]);
    let told = refused(&["--listen", "127.0.0.1:0"], &data, &[]);
    assert!(told.contains(&format!("another Handrail serves {} already", data.display())), "{told}");
}

#[test]
fn links_that_commands_print_begin_with_the_address_people_use() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let (process, said) = serving(&["--listen", &format!("127.0.0.1:{port}")], &data, &[]);
    let path = said.rsplit_once("/set-up/").unwrap().1.trim().to_owned();
    let body = "how=password&for=others&name=mira&password=teapot+window+gravel&adult=yes";
    let request = format!(
        "POST /set-up/{path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let done = answer(TcpStream::connect(("127.0.0.1", port)).unwrap(), &request);
    assert!(done.starts_with("HTTP/1.1 303"), "{done}");
    drop(process);
    let env = [("HANDRAIL_PUBLIC_URL", "https://hr.example"), ("HANDRAIL_TRUSTED_PROXIES", "127.0.0.1")];
    let mut process = Process(handrail(&["--listen", "127.0.0.1:0"], &data, &env).spawn().unwrap());
    let mut said = [0; 34];
    process.0.stdout.as_mut().unwrap().read_exact(&mut said).unwrap();
    let invited = handrail(&["invite", "--role", "member"], &data, &[]).output().unwrap();
    let told = String::from_utf8(invited.stdout).unwrap();
    assert!(told.contains("https://hr.example/invite/"), "{told} {}", String::from_utf8_lossy(&invited.stderr));
    let reset = handrail(&["reset", "mira"], &data, &[]).output().unwrap();
    assert!(String::from_utf8(reset.stdout).unwrap().contains("https://hr.example/recover/"));
    let other =
        handrail(&["reset", "mira"], &data, &[("HANDRAIL_PUBLIC_URL", "https://other.example")]).output().unwrap();
    assert!(String::from_utf8(other.stderr).unwrap().contains("last started as https://hr.example"));
    assert!(String::from_utf8(other.stdout).unwrap().contains("https://other.example/recover/"));
}

#[test]
fn settings_that_cannot_be_read_name_their_variable() {
    let folder = tempfile::tempdir().unwrap();
    for (variable, value, words) in [
        ("HANDRAIL_REGISTRATION", "everybody", "open, invite, closed"),
        ("HANDRAIL_TRUSTED_PROXIES", "10.0.0.1/40", "172.18.0.0/16"),
        ("HANDRAIL_LISTEN", "handrail", "unix:/run/handrail/socket"),
        ("HANDRAIL_PUBLIC_URL", "https://a.example/handrail", "a name of its own"),
    ] {
        let told = refused(&["serve"], &folder.path().join("data"), &[(variable, value)]);
        assert!(told.contains(variable) && told.contains(words), "{told}");
    }
}

#[test]
fn a_sign_in_that_failed_is_told_with_its_address_and_never_with_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let env = [("HANDRAIL_TRUSTED_PROXIES", "127.0.0.1")];
    let (mut process, _) = serving(&["--listen", &format!("127.0.0.1:{port}")], &folder.path().join("data"), &env);
    let tried = |path: &str, body: &str, from: &str| {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n{from}\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        answer(TcpStream::connect(("127.0.0.1", port)).unwrap(), &request)
    };
    tried("/sign-in", "name=teapot+canary&password=gravel+canary", "x-forwarded-for: 198.51.100.7, 203.0.113.9\r\n");
    tried("/recover", "name=teapot+canary&code=gravel+canary", "x-forwarded-for: 2001:db8::7\r\n");
    for _ in 0..12 {
        tried("/sign-in", "name=teapot+canary&password=gravel+canary", "x-forwarded-for: 203.0.113.10\r\n");
    }
    std::thread::sleep(Duration::from_millis(200));
    process.0.kill().unwrap();
    let mut log = String::new();
    process.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    let failed = |from: &str| log.lines().filter(|line| line.ends_with(&format!("sign-in failed from {from}"))).count();
    assert_eq!((failed("203.0.113.9"), failed("2001:db8::7")), (1, 1), "{log}");
    assert_eq!(failed("203.0.113.10"), 12, "also those that were not tried any more");
    assert!(!log.contains("canary") && !log.contains("198.51.100.7"), "{log}");
}

#[test]
fn without_https_only_this_computer_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let told = refused(&["--listen", "0.0.0.0:0"], &data, &[]);
    assert!(told.contains("-p 127.0.0.1:8420:8420") && told.contains("HANDRAIL_PUBLIC_URL=http://localhost"), "{told}");
    let env = [("HANDRAIL_PUBLIC_URL", "http://localhost:8420")];
    let (_process, said) = serving(&["--listen", &format!("0.0.0.0:{port}")], &data, &env);
    assert!(said.contains("answers this computer only"), "{said}");
    let set_up = format!("/set-up/{}", said.rsplit_once("/set-up/").unwrap().1.trim());
    let page = answer(TcpStream::connect(("127.0.0.1", port)).unwrap(), &HELLO.replace("/sign-in", &set_up));
    assert!(
        page.starts_with("HTTP/1.1 200") && !page.contains("value=\"personal\""),
        "never without a password: {page}"
    );
}

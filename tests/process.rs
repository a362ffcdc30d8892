//! The program as a process of its own, on a computer where others are too.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The program, with no mask that would keep its files from others.
fn handrail(arguments: &str, data: &Path) -> Command {
    let mut command = Command::new("sh");
    let line = format!("umask 000; exec {} {arguments}", env!("CARGO_BIN_EXE_handrail"));
    command.args(["-c", &line]).env("HANDRAIL_DATA", data).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// A server that listens.
fn serving(data: &Path) -> Child {
    let mut server = handrail("--listen 127.0.0.1:0", data).spawn().unwrap();
    let said = BufReader::new(server.stdout.as_mut().unwrap()).lines().next().unwrap().unwrap();
    assert!(said.starts_with("Handrail is at"), "{said}");
    server
}

fn stop(mut server: Child) {
    server.kill().unwrap();
    server.wait().unwrap();
}

fn assert_closed(path: &Path) {
    let found = fs::metadata(path).unwrap();
    let wanted = if found.is_dir() { 0o700 } else { 0o600 };
    assert_eq!(found.permissions().mode() & 0o777, wanted, "{}", path.display());
    if found.is_dir() {
        for one in fs::read_dir(path).unwrap() {
            assert_closed(&one.unwrap().path());
        }
    }
}

#[test]
fn no_file_is_open_to_others_whatever_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let passphrase = folder.path().join("passphrase");
    fs::write(&passphrase, "quiet blue kettle on the hill").unwrap();
    let server = serving(&data);
    assert_closed(&data);
    let backup = folder.path().join("a.age");
    let file = format!("--passphrase-file {} {}", passphrase.display(), backup.display());
    assert!(handrail(&format!("backup {file}"), &data).status().unwrap().success());
    assert!(data.join("last-backup").exists());
    let _ = handrail("doctor", &data).status().unwrap();
    assert_closed(&data);
    stop(server);
    assert_closed(&data);
    assert_closed(&backup);
    let restored = folder.path().join("restored");
    assert!(handrail(&format!("restore {file}"), &restored).status().unwrap().success());
    assert_closed(&restored);
}

/// The program where no file can grow, as on a disk that is full: what it says, and what is wrong.
fn without_room(arguments: &str, data: &Path) -> (String, String) {
    let line = format!("trap '' XFSZ; ulimit -f 0; exec {} {arguments}", env!("CARGO_BIN_EXE_handrail"));
    let told = Command::new("sh").args(["-c", &line]).env("HANDRAIL_DATA", data).output().unwrap();
    assert!(!told.status.success());
    (String::from_utf8(told.stdout).unwrap(), String::from_utf8(told.stderr).unwrap())
}

#[tokio::test]
async fn where_nothing_can_be_written_no_database_is_blamed_and_nothing_is_left_half_made() {
    let folder = tempfile::tempdir().unwrap();
    let (data, fresh) = (folder.path().join("data"), folder.path().join("fresh"));
    handrail::members::instance::folder::open(&data).await.unwrap().0.close().await;
    let (doctor, _) = without_room("doctor", &data);
    let (_, served) = without_room("--listen 127.0.0.1:0", &data);
    let (_, begun) = without_room("--listen 127.0.0.1:0", &fresh);
    for told in [&doctor, &served, &begun] {
        assert_eq!(told.matches("does not read or write as it should").count(), 1, "{told}");
        assert!(!told.contains("restore") && !told.contains("error returned from"), "{told}");
    }
    assert!(served.contains(data.to_str().unwrap()) && begun.contains(fresh.to_str().unwrap()), "{served}{begun}");
    assert_eq!(fs::read_dir(&fresh).unwrap().count(), 0, "so that the next start begins anew");
    stop(serving(&fresh));
    stop(serving(&data));
}

#[test]
fn a_folder_that_others_can_write_to_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o777)).unwrap();
    for arguments in ["--listen 127.0.0.1:0".into(), format!("demo --listen 127.0.0.1:0 --data {}", data.display())] {
        let told = handrail(&arguments, &data).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8(told.stderr).unwrap();
        assert!(told.contains(&format!("Run: chmod 700 {}", data.display())), "{arguments}: {told}");
    }
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0, "nothing was left there");
}

#[cfg(target_os = "linux")]
#[test]
fn a_crash_writes_no_memory_to_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let server = serving(&folder.path().join("data"));
    let limits = fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
    let of = |name: &str| {
        limits.lines().find_map(|line| Some(line.strip_prefix(name)?.split_whitespace().collect())).unwrap()
    };
    let (core, files): (Vec<_>, Vec<_>) = (of("Max core file size"), of("Max open files"));
    assert_eq!(core[..2], ["0", "0"]);
    assert_eq!(files[0], files[1], "as many connections as the system allows");
    stop(server);
}

#[test]
fn a_word_that_is_no_level_is_said_and_silences_nothing() {
    let asked = |asked| handrail::server::process::log_filter(Some(asked));
    for as_it_is in [
        "handrail=info",
        "debug",
        "INFO",
        "warn,handrail=debug",
        "off",
        "handrail::web=trace",
        " \"info\" ",
        "handrail",
    ] {
        assert_eq!(asked(as_it_is).1, None, "{as_it_is}");
    }
    assert_eq!(asked("").0.to_string(), "handrail=info", "an empty one counts as unset");
    for wrong in ["verbose", "handrail=verbose", "info,loud", "yes"] {
        let (filter, told) = asked(wrong);
        assert_eq!(filter.to_string(), "handrail=info", "{wrong}");
        assert!(told.is_some_and(|told| told.contains(wrong) && told.contains("HANDRAIL_LOG")), "{wrong}");
    }
}

#[test]
fn no_log_holds_the_address_of_a_link() {
    let limits = handrail::server::process::log_limits();
    assert!(!limits.would_enable("tower_http::csrf", &tracing::Level::TRACE));
    assert!(limits.would_enable("tower_http::csrf", &tracing::Level::WARN));
    assert!(limits.would_enable("handrail::server", &tracing::Level::TRACE));
}

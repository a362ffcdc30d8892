//! What one member can cost the others: `cargo bench --bench heavy`, on Linux. It starts the real program, sends files that
//! were made to do harm and prints the most memory each took above idle; then one member does their worst in every way at
//! once while another opens Today and keeps moments, and the longest waits are printed. With `waits` it does only the latter.
//! `HANDRAIL_BINARY` names another build of the program.
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first error")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with three digits")]

mod files;
mod server;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use handrail::base::config::{PublicUrl, Settings};
use handrail::members::instance;
use handrail::server::commands::parts;
use handrail::web::app::App;
use server::{Browser, Server};

const MIB: f64 = 1024.0 * 1024.0;
/// For how long one does their worst.
const LASTING: Duration = Duration::from_secs(30);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    set_up(folder.path());
    if !std::env::args().any(|only| only == "waits") {
        files_one_by_one(folder.path());
    }
    waits(folder.path());
}

fn files_one_by_one(data: &Path) {
    println!("{:<44} {:>10} {:>8} {:>6}", "one file", "above idle", "took", "answer");
    for (name, path, made) in files::HOSTILE {
        memory(data, name, path, &made());
    }
}

/// A data folder for everybody who comes.
fn set_up(data: &Path) {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let settings = Settings::local(([127, 0, 0, 1], 8420).into(), data.to_owned());
        let (db, vault) = instance::folder::open(data).await.unwrap();
        let url = PublicUrl { https: false, authority: "127.0.0.1".into() };
        let app = App::new(parts(db, vault, url, &settings).unwrap());
        let mut write = app.db.write().await.unwrap();
        instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
        write.commit().await.unwrap();
        app.db.close().await;
    });
}

fn memory(data: &Path, name: &str, path: &str, file: &[u8]) {
    let server = Server::start(data);
    let member = Browser::member(server.port, &format!("m{}", server.port));
    member.get("/today");
    thread::sleep(Duration::from_millis(500));
    let (idle, _) = server.memory();
    server.forget_peak();
    let begun = Instant::now();
    let status = member.send_file(path, file);
    let (_, peak) = server.memory();
    let above = peak.saturating_sub(idle) as f64 / MIB;
    println!("{name:<44} {above:>6.1} MiB {:>6.1} s {status:>6}", begun.elapsed().as_secs_f64());
}

/// One does their worst while another looks at their day and keeps a moment.
fn waits(data: &Path) {
    let server = Server::start(data);
    let (worst, other) = (Browser::member(server.port, "worst"), Browser::member(server.port, "other"));
    for file in files::many() {
        println!("{:<44} {:>35}", "a large life is brought in", worst.send_file("/settings/import", &file));
    }
    println!("{:<44} {:>10} {:>8}", "another's wait", "median", "worst");
    let quiet = AtomicBool::new(false);
    report("with nobody else", &thread::scope(|_| asked(&other, &quiet, Duration::from_secs(5))));
    let stop = AtomicBool::new(false);
    let times = thread::scope(|scope| {
        for kind in 0..files::WORST {
            scope.spawn({
                let (worst, stop) = (worst.clone(), &stop);
                move || {
                    while !stop.load(Ordering::Relaxed) {
                        files::worst(&worst, kind);
                    }
                }
            });
        }
        let times = asked(&other, &stop, LASTING);
        stop.store(true, Ordering::Relaxed);
        times
    });
    report("while one does their worst", &times);
    println!("{:<44} {:>6.1} MiB", "the most memory then", server.memory().1 as f64 / MIB);
}

/// How long each page took, and whether it came.
fn asked(other: &Browser, stop: &AtomicBool, lasting: Duration) -> Vec<(&'static str, Duration, u16)> {
    let (until, mut times) = (Instant::now() + lasting, Vec::new());
    while Instant::now() < until && !stop.load(Ordering::Relaxed) {
        for (what, ask) in [
            ("/today", (|other: &Browser| other.get("/today")) as fn(&Browser) -> u16),
            ("POST /moments", |other| other.post("/moments", "words=a+cup+of+tea")),
            ("/support", |other| other.get("/support")),
        ] {
            let begun = Instant::now();
            let status = ask(other);
            times.push((what, begun.elapsed(), status));
        }
        thread::sleep(Duration::from_millis(20));
    }
    times
}

fn report(when: &str, times: &[(&'static str, Duration, u16)]) {
    for what in ["/today", "POST /moments", "/support"] {
        let mut all: Vec<_> = times.iter().filter(|(asked, ..)| *asked == what).collect();
        all.sort_by_key(|(_, time, _)| *time);
        let millis = |at: usize| all[at].1.as_secs_f64() * 1e3;
        let refused = all.iter().filter(|(.., status)| *status >= 400).count();
        let (name, last) = (format!("{what} {when}"), all.len() - 1);
        println!("{name:<44} {:>7.1} ms {:>5.0} ms, {refused} of {} refused", millis(last / 2), millis(last), last + 1);
    }
}

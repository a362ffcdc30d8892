//! What strangers can make the program spend, and what others notice: `cargo bench --bench flood`, on Linux. It starts the
//! real program without a proxy and asks from several of this computer's own addresses. `HANDRAIL_BINARY` names another
//! program to measure.
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first error")]

#[path = "../pages/client.rs"]
#[expect(dead_code, reason = "shared with the bench of pages")]
mod client;
#[path = "../pages/server.rs"]
#[expect(dead_code, reason = "shared with the bench of pages")]
mod server;
mod worst;

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use client::{Client, percentile};
use handrail::base::config::Settings;
use handrail::members::instance;
use server::{Server, free_port};
use worst::Worst;

/// More than a browser has, and more than are held at once.
const CONNECTIONS: usize = 48;
const MINUTE: Duration = Duration::from_mins(1);
/// Long enough for all that is let through at once.
const AT_ONCE: Duration = Duration::from_secs(8);
const PAUSE: Duration = Duration::from_millis(100);

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (data, port) = (folder.path().join("data"), free_port());
    let (db, _) =
        instance::folder::open(&Settings::local(([127, 0, 0, 1], port).into(), data.clone()).data).await.unwrap();
    let mut write = db.write().await.unwrap();
    instance::store::finish_set_up(&mut write, "hosted", "open").await.unwrap();
    write.commit().await.unwrap();
    db.close().await;
    let server = Server::start_with(&data, port, &[]).await;
    let worst = worst::all();

    println!("processor time for one address, in its first {} s of one thing only", AT_ONCE.as_secs());
    for (at, one) in (1..).zip(&worst) {
        let before = server.cpu();
        let answered = flood(port, Ipv4Addr::new(127, 0, 1, at), vec![one.clone()], AT_ONCE).await;
        println!("    {:<44} {:>6.2} s  {answered:>7} answers", one.name(), spent(&server, before));
    }
    for addresses in 0..=2 {
        let before = server.cpu();
        let flooding: Vec<_> = (1..=addresses)
            .map(|at| tokio::spawn(flood(port, Ipv4Addr::new(127, 0, 2, at), worst.clone(), MINUTE)))
            .collect();
        let times = help(port, MINUTE).await;
        for one in flooding {
            one.await.unwrap();
        }
        let [median, p90, worst] = [50, 90, 100].map(|at| percentile(&times, at).as_secs_f64() * 1e3);
        println!("{addresses} addresses at their worst for a minute, all of it: {:.2} s", spent(&server, before));
        println!(
            "    /support meanwhile: median {median:.2} ms, p90 {p90:.2} ms, worst {worst:.1} ms, of {}",
            times.len()
        );
    }
}

fn spent(server: &Server, before: Duration) -> f64 {
    server.cpu().saturating_sub(before).as_secs_f64()
}

/// Asks for these over and over, as fast as it is answered. Gives how many answers there were.
async fn flood(port: u16, from: Ipv4Addr, worst: Vec<Worst>, lasting: Duration) -> usize {
    let (until, answers) = (Instant::now() + lasting, Arc::new(AtomicUsize::new(0)));
    let asking: Vec<_> = (0..CONNECTIONS)
        .map(|first| {
            let mut order = worst.clone();
            order.rotate_left(first % worst.len());
            tokio::spawn(tokio::time::timeout_at(until.into(), ask_on(port, from, order, Arc::clone(&answers))))
        })
        .collect();
    // Whoever floods does not wait for the last answer.
    for one in asking {
        let _ = one.await.unwrap();
    }
    answers.load(Ordering::Relaxed)
}

async fn ask_on(port: u16, from: Ipv4Addr, worst: Vec<Worst>, answers: Arc<AtomicUsize>) {
    let mut client = None;
    for one in worst.iter().cycle() {
        let Ok(mut asking) = (match client.take() {
            Some(kept) => Ok(kept),
            None => Client::connect_from(from, port).await,
        }) else {
            continue;
        };
        let gzip = "accept-encoding: gzip\r\n";
        let answer = match &one.form {
            Some(form) => asking.post(&one.path, gzip, form).await,
            None => asking.get(&one.path, gzip).await,
        };
        client = answer.is_ok_and(|answer| answer.status != 429 || !answer.body.is_empty()).then_some(asking);
        answers.fetch_add(1, Ordering::Relaxed);
    }
}

/// Asks for help now and then, from an address of its own, and gives how long it took, sorted.
async fn help(port: u16, lasting: Duration) -> Vec<Duration> {
    let until = Instant::now() + lasting;
    let mut times = Vec::new();
    let mut client = Client::connect_from(Ipv4Addr::new(127, 0, 3, 1), port).await.unwrap();
    while Instant::now() < until {
        let begun = Instant::now();
        assert_eq!(client.get("/support", "").await.unwrap().status, 200);
        times.push(begun.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    times.sort_unstable();
    times
}

//! What a full quiet room costs: `cargo bench --bench rooms`. As many sit in one room as may, each with a page that looks on;
//! somebody comes, and all are told; many vanish without a word, and their seats go.
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first error")]

use std::time::{Duration, Instant};

use axum::body::Body;
use handrail::base::clock::Clock;
use handrail::base::config::{PublicUrl, Settings};
use handrail::base::ids::Id;
use handrail::features::quiet_rooms::presence::RoomRegistry;
use handrail::features::quiet_rooms::presence::seats::{LEASE, SEATS_MOST, SeatHolder};
use handrail::features::quiet_rooms::{QuietRoom, live};
use handrail::members::instance;
use handrail::server::commands::parts;
use handrail::web::address::ClientAddress;
use handrail::web::app::{App, Parts};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;

const ROUNDS: usize = 15;
const VANISH: usize = 200;
/// The room.
const ROOM: Id = Id::from_bytes([7; 16]);

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::local(([127, 0, 0, 1], 8420).into(), folder.path().join("data"));
    let (db, vault) = instance::folder::open(&settings.data).await.unwrap();
    let url = PublicUrl { https: false, authority: "127.0.0.1:8420".into() };
    let clock = Clock::standing_at(Timestamp::now());
    let app = App::new(Parts { clock, ..parts(db, vault, url, &settings).unwrap() });
    let (empty, begun) = (resident(), Instant::now());
    let all = SEATS_MOST - 1;
    let (told, mut hears) = mpsc::unbounded_channel();
    for number in 0..all {
        sit(&app, number);
        tokio::spawn(look_on(app.clone(), number, told.clone()));
    }
    heard(&mut hears, all).await;
    println!("{all} came and look on in {:.0} ms", millis(begun.elapsed()));
    println!("memory: {empty} KB before, {} KB with all of them", resident());
    arrivals(&app, &mut hears, all).await;
    ghosts(&app, all);
}

/// Somebody more comes and goes, and each time everybody else is told.
async fn arrivals(app: &App, hears: &mut mpsc::UnboundedReceiver<()>, all: usize) {
    tokio::time::sleep(Duration::from_secs(1)).await;
    while hears.try_recv().is_ok() {}
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        sit(app, all);
        heard(hears, all).await;
        times.push(begun.elapsed());
        registry(app).leave(ROOM, seat(all), false, app.now());
        heard(hears, all).await;
    }
    times.sort_unstable();
    let [median, most] = [times[ROUNDS / 2], times[ROUNDS - 1]].map(millis);
    println!("an arrival is told to all in {median:.0} ms, {most:.0} ms at the most, 250 of it on purpose");
}

/// Most ask again within their lease; some do not.
fn ghosts(app: &App, all: usize) {
    let half = SignedDuration::from_secs(LEASE / 2);
    app.clock.set(app.now().checked_add(half).unwrap());
    for number in VANISH..all {
        assert!(registry(app).renew(ROOM, seat(number), app.now()));
    }
    let mut waited = LEASE / 2;
    while registry(app).seated() > all - VANISH {
        waited += 1;
        app.clock.set(app.now().checked_add(SignedDuration::from_secs(1)).unwrap());
        registry(app).sweep(app.now());
    }
    println!("{VANISH} who vanished are gone after {waited} s; {} are still there", registry(app).seated());
}

fn registry(app: &App) -> &RoomRegistry {
    app.content::<RoomRegistry>().unwrap()
}

fn seat(number: usize) -> SeatHolder {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(number.to_be_bytes()).for_each(|(to, from)| *to = from);
    SeatHolder::Guest(Id::from_bytes(bytes))
}

fn sit(app: &App, number: usize) {
    assert!(registry(app).sit(ROOM, seat(number), "Somebody with a name", None, app.now()));
}

/// A page that reads whatever it is told.
async fn look_on(app: App, number: usize, told: mpsc::UnboundedSender<()>) {
    let room = QuietRoom { name: "The bench".into(), times: None, only_then: false, zone: "UTC".into() };
    let from = ClientAddress([127, 0, 0, 1].into());
    let answer = live::told(&app, ROOM, room, seat(number), from).unwrap();
    let mut body: Body = answer.into_body();
    while body.frame().await.is_some() {
        told.send(()).unwrap();
    }
}

async fn heard(hears: &mut mpsc::UnboundedReceiver<()>, many: usize) {
    for _ in 0..many {
        hears.recv().await.unwrap();
    }
}

/// In kilobytes, as Linux counts it.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

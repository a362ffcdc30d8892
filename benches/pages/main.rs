//! What pages cost: `cargo bench --bench pages`, on Linux. It starts the real program on files made for it, asks over
//! loopback, and reads what the kernel says of the process. Ratios within one run say more than times, which are this
//! machine's. The page they are held against is `/support`, made without a session or the database.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a bench may stop at the first error")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed with three digits")]

mod client;
mod life;
mod server;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use client::{Client, Page, load, percentile};
use server::{Server, free_port};

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 7;
const LASTING: Duration = Duration::from_secs(2);
const MIB: f64 = 1024.0 * 1024.0;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let ports = [free_port(), free_port()];
    let mut cookies = Vec::new();
    for (port, others) in ports.into_iter().zip([10_000, 1_000_000]) {
        let cookie = life::lived(&folder.path().join(port.to_string()), port, others).await;
        cookies.push(format!("cookie: {cookie}\r\n"));
    }
    let data = |port: u16| folder.path().join(port.to_string());
    println!("binary                                   {:>8.2} MB", server::size() as f64 / 1e6);
    starts(&data(ports[0])).await;

    let few = Server::start(&data(ports[0]), ports[0]).await;
    let many = Server::start(&data(ports[1]), ports[1]).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    println!("idle                                     {:>8.1} MiB", few.memory().0 as f64 / MIB);
    first_load(few.port, &cookies[0]).await;
    costs(&few, &many, &cookies).await;
    others(&few, &cookies[0]).await;
    drop((few, many));
    flood(&Server::start(&data(ports[0]), ports[0]).await, &cookies[0]).await;
}

async fn starts(data: &std::path::Path) {
    let mut times = Vec::new();
    for _ in 0..15 {
        times.push(Server::start(data, free_port()).await.started_in);
    }
    times.sort_unstable();
    println!("start to first answer                    {:>8.1} ms", millis(percentile(&times, 50)));
}

/// What a browser that comes for the first time is sent, without the font, and without what only installing asks for.
async fn first_load(port: u16, cookie: &str) {
    let mut client = Client::connect(port).await.unwrap();
    let page = String::from_utf8(client.get("/today", cookie).await.unwrap().body).unwrap();
    let linked = page.split('"').filter(|word| word.starts_with("/static/"));
    let unasked = [".woff2", ".webmanifest", ".png"];
    let linked = linked.filter(|address| !unasked.iter().any(|ending| address.ends_with(ending)));
    let addresses: BTreeSet<&str> = linked.chain(["/today"]).collect();
    let (headers, mut heads, mut bodies) = (format!("accept-encoding: gzip\r\n{cookie}"), 0, 0);
    for address in &addresses {
        let answer = client.get(address, &headers).await.unwrap();
        println!("    {address:<36} {:>8} bytes", answer.body.len());
        (heads, bodies) = (heads + answer.head, bodies + answer.body.len());
    }
    println!("first load of /today, gzip, no font      {:>8.1} kB", kilo(bodies));
    println!("    and the heads of {:<2} answers           {:>8.1} kB", addresses.len(), kilo(heads));
}

fn kilo(bytes: usize) -> f64 {
    bytes as f64 / 1e3
}

/// One page under load: processor time for each answer, and how long answers take.
struct Cost {
    cpu: f64,
    median: f64,
    p99: f64,
}

async fn cost(server: &Server, path: &'static str, headers: &str) -> Cost {
    let page = Page { port: server.port, path, headers: headers.to_owned() };
    let before = server.cpu();
    let times = load(&page, CONNECTIONS, LASTING).await;
    let cpu = server.cpu().saturating_sub(before).as_secs_f64() * 1e6 / times.len() as f64;
    Cost { cpu, median: millis(percentile(&times, 50)), p99: millis(percentile(&times, 99)) }
}

async fn costs(few: &Server, many: &Server, cookies: &[String]) {
    let mut rounds = Vec::new();
    for _ in 0..=ROUNDS {
        let fixed = cost(few, "/support", "").await;
        rounds.push((fixed, cost(few, "/today", &cookies[0]).await, cost(many, "/today", &cookies[1]).await));
    }
    // The first round warms up.
    rounds.remove(0);
    let over = |of: &dyn Fn(&(Cost, Cost, Cost)) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    println!("/support: processor time                 {:>8.0} us", over(&|(fixed, ..)| fixed.cpu));
    println!("/today: processor time                   {:>8.0} us", over(&|(_, today, _)| today.cpu));
    println!("/today to /support, processor time       {:>8.1} x", over(&|(fixed, today, _)| today.cpu / fixed.cpu));
    println!("/today, 1M rows to 10k, processor time   {:>8.2} x", over(&|(_, today, many)| many.cpu / today.cpu));
    println!(
        "/today, 1M rows to 10k, median           {:>8.2} x",
        over(&|(_, today, many)| many.median / today.median)
    );
    println!("/today, p99 at {CONNECTIONS} connections           {:>8.1} ms", over(&|(_, today, _)| today.p99));
    println!("/today, p99 to its median                {:>8.2} x", over(&|(_, today, _)| today.p99 / today.median));
    println!("/support, p99 to its median              {:>8.2} x", over(&|(fixed, ..)| fixed.p99 / fixed.median));
    println!("/today to /support, p99                  {:>8.1} x", over(&|(fixed, today, _)| today.p99 / fixed.p99));
}

/// What else she looks at, and what compressing adds.
async fn others(server: &Server, cookie: &str) {
    let gzip = format!("accept-encoding: gzip\r\n{cookie}");
    for (path, headers) in
        [("/reflections", cookie), ("/reflections/evidence", cookie), ("/steps", cookie), ("/today", &gzip)]
    {
        let name = if headers == gzip { format!("{path} in gzip") } else { path.to_owned() };
        println!("{:<40} {:>8.0} us", format!("{name}: processor time"), cost(server, path, headers).await.cpu);
    }
}

/// Sixty-four people who sign in at once, each from somewhere else, and one who reads meanwhile.
async fn flood(server: &Server, cookie: &str) {
    let page = Page { port: server.port, path: "/today", headers: cookie.to_owned() };
    let alone = load(&page, 1, Duration::from_secs(1)).await;
    let signing_in: Vec<_> = (0..64).map(|at| tokio::spawn(sign_in(server.port, at))).collect();
    let meanwhile = load(&page, 1, Duration::from_secs(2)).await;
    let mut answered = BTreeMap::new();
    for one in signing_in {
        *answered.entry(one.await.unwrap()).or_insert(0) += 1;
    }
    println!("64 sign-ins at once, most memory         {:>8.1} MiB", server.memory().1 as f64 / MIB);
    println!("    answers by status: {answered:?}");
    let [alone, median, p99] =
        [(&alone, 50), (&meanwhile, 50), (&meanwhile, 99)].map(|(times, at)| millis(percentile(times, at)));
    println!("    /today meanwhile: median {median:.1} ms, p99 {p99:.1} ms; before it {alone:.1} ms");
}

async fn sign_in(port: u16, at: usize) -> u16 {
    let mut client = Client::connect(port).await.unwrap();
    let from = format!("x-forwarded-for: 10.0.0.{at}\r\n");
    let form = format!("name=person-{at}&password=some+words+here");
    client.post("/sign-in", &from, &form).await.unwrap().status
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

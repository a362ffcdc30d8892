//! What the vault costs: `cargo bench --bench vault`. Prints the median of many runs; no harness, no statistics crate.
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first error")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use handrail::base::vault::{
    Cost, Instance, MemberKey, MemberPair, OwnerId, PasswordKeys, Purpose, SealContext, SessionToken, system_rng,
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Row {
    outcome: String,
    expected: u8,
    felt: String,
    nourishing: String,
    note: String,
}

fn median(name: &str, runs: usize, mut work: impl FnMut()) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("{name:<48} {:?}", times[runs / 2]);
}

fn main() {
    let (mut random, owner) = (system_rng(), OwnerId::new([2; 16]));
    let instance = Instance::new([1; 16], &[3; 32]);
    let member = MemberKey::generate(&mut random);
    let ring = member.keyring(instance.id(), owner);
    let place = SealContext { table: "reflections", row: [4; 16], revision: 1 };
    let row = Row {
        outcome: "nearly".into(),
        expected: 60,
        felt: "stretch".into(),
        nourishing: "a-little".into(),
        note: "w".repeat(218),
    };
    println!("row: {} bytes of JSON", serde_json::to_string(&row).unwrap().len());
    let sealed = ring.seal(&mut random, &place, &row).unwrap();
    median("seal a row", 20_000, || drop(black_box(ring.seal(&mut system_rng(), &place, &row))));
    median("open a row", 20_000, || drop(black_box(ring.open(&place, &sealed))));

    let session = SessionToken::generate(&mut random);
    let wrapped = session.wrap(&mut random, instance.id(), owner, &member).unwrap();
    median("cookie to keyring (id, unwrap, derive)", 20_000, || {
        black_box(session.id());
        let member = session.unwrap(instance.id(), owner, &wrapped).unwrap();
        drop(black_box(member.keyring(instance.id(), owner)));
    });

    let (pair, purpose) = (MemberPair::generate(&mut random), Purpose::draft(instance.id(), owner, &[5; 16]));
    let draft = pair.public().seal(&mut random, &purpose, b"", &[b'w'; 300]).unwrap();
    median("seal a draft (HPKE)", 2_000, || {
        drop(black_box(pair.public().seal(&mut system_rng(), &purpose, b"", &[b'w'; 300])));
    });
    median("open a draft (HPKE)", 2_000, || drop(black_box(pair.open(&purpose, b"", &draft))));

    let password = SecretString::from("a quiet afternoon");
    median("password, standard cost (64 MiB, 3 passes)", 15, || {
        drop(black_box(PasswordKeys::derive(&instance, Cost::standard(), &password, &[6; 16])));
    });
}

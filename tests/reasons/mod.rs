//! Every sentence that says why is true of what was told; and where the suggestions of whole lives lead.

mod claims;
mod lives;
mod made_up;
mod rows;

use std::io::{BufRead as _, BufReader};
use std::process::Command;

use handrail::base::config::{PublicUrl, Settings};
use handrail::features::suggestions::reason_text::Reasons;
use handrail::members::instance;
use handrail::model::steps::Library;
use handrail::server::commands::parts;
use handrail::server::router;
use handrail::web::app::App;
use jiff::Timestamp;

use self::claims::Claims;
use self::lives::{LIVES, Life, lived};
use self::made_up::MadeUp;
use self::rows::Rows;
use crate::support::second::Phone;
use crate::support::{Actor, HOST, PASSWORD};

#[tokio::test]
async fn what_five_lives_were_told_is_true_of_their_rows() {
    let lives = LIVES.iter().map(|life| tokio::spawn(check(life)));
    for life in lives.collect::<Vec<_>>() {
        life.await.unwrap();
    }
}

/// How many draws are looked at.
const SEEDS: u64 = 6;

async fn check(life: &'static Life) {
    let lived = lived(life).await;
    let library = Library::load().unwrap();
    let rows = Rows::of(&lived.actor, PASSWORD).await;
    let claims = Claims::load();
    assert!(lived.said.len() > 50, "{}: {} sentences", life.name, lived.said.len());
    for (id, said) in &lived.said {
        let held = claims.must_hold(&library, &rows, id, said);
        assert!(held.is_ok(), "{}: {said}: {held:?}", life.name);
    }
    let reasons = Reasons::load().unwrap();
    for (id, suggested) in rows.suggestions() {
        if let Some(said) = reasons.in_place(suggested) {
            let held = claims.must_follow(&library, &rows, id, said);
            assert!(held.is_ok(), "{}: {said}: {held:?}", life.name);
        }
    }
    rows.must_not_wear(life.name);
    rows.must_begin_at_once(life.name);
    rows.must_lead_outward(life.name, &library);
    rows.must_be_at_will(life.name, &library);
    if life.loss != lives::Loss::None {
        rows.must_not_sting(life.name, &library, life.loss == lives::Loss::Told);
    }
    if life.nobody {
        rows.must_need_nobody_known(life.name, &library);
    }
}

/// In whatever order things come: on a fair day that is not soon after something too much, the third at the latest of those
/// that come first reaches somebody.
#[test]
fn nobody_is_left_alone_whatever_the_draw() {
    let library = Library::load().unwrap();
    for life in &LIVES {
        for seed in 0..SEEDS {
            let mut made_up = MadeUp::of(life, &library, seed);
            made_up.live(60);
            let firsts = made_up.firsts();
            assert!(firsts.len() >= 10, "{}: {} days to look at", life.name, firsts.len());
            for row in firsts.windows(3) {
                assert!(row.iter().any(|(.., reaches)| *reaches), "{} {seed}: alone from {}", life.name, row[0].0);
            }
        }
    }
}

/// Of fourteen fair days in a row at least one has somebody living in it, also for whoever has hardly anyone.
#[test]
fn whoever_has_hardly_anyone_is_led_to_somebody_living_every_fourteen_fair_days() {
    let library = Library::load().unwrap();
    for life in LIVES.iter().filter(|life| life.nobody) {
        for seed in 0..SEEDS {
            let mut made_up = MadeUp::of(life, &library, seed);
            made_up.live(120);
            for row in made_up.met().windows(14) {
                assert!(row.iter().any(|(_, met)| *met), "{} {seed}: nobody from {}", life.name, row[0].0);
            }
        }
    }
}

/// How many larger sizes with people all draws of somebody often too much led to while a stretch let nothing grow.
const OFTEN_TOO_MUCH_BEFORE: usize = 9;

#[test]
fn whoever_finds_everything_a_stretch_is_offered_larger_steps_with_people_in_the_second_month() {
    let library = Library::load().unwrap();
    let larger_of = |life: &Life| -> Vec<(usize, usize)> {
        let lived = (0..SEEDS).map(|seed| {
            let mut made_up = MadeUp::of(life, &library, seed);
            made_up.live(60);
            made_up.larger_with_people()
        });
        lived.collect()
    };
    let [mut always, mut nearly] = [LIVES[1]; 2];
    always.felt = ["stretch"; 10];
    nearly.felt = ["stretch"; 10];
    nearly.felt[4] = "okay";
    let count = |life: &Life| larger_of(life).into_iter().map(|(larger, _)| larger).collect::<Vec<_>>();
    let (always, nearly, often) = (count(&always), count(&nearly), count(&LIVES[0]));
    assert!(always.iter().all(|larger| *larger >= 1) && always.iter().sum::<usize>() >= 10, "{always:?}");
    assert!(nearly.iter().all(|larger| *larger >= 2) && nearly.iter().sum::<usize>() >= 30, "{nearly:?}");
    assert!(often.iter().sum::<usize>() <= OFTEN_TOO_MUCH_BEFORE, "{often:?}");
}

/// The demo's people, made by the program itself.
#[tokio::test]
async fn what_the_demos_people_were_told_is_true_of_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut demo = Command::new(env!("CARGO_BIN_EXE_handrail"))
        .args(["demo", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(demo.stdout.take().unwrap()).lines().map_while(Result::ok);
    let lines: Vec<String> = lines.take_while(|line| !line.starts_with("listening")).collect();
    let printed = |start: &str| lines.iter().find_map(|line| line.strip_prefix(start).map(ToOwned::to_owned));
    let password = printed("password: ").unwrap();
    demo.kill().unwrap();
    demo.wait().unwrap();

    let settings = Settings::local(HOST.parse().unwrap(), data);
    let (db, vault) = instance::folder::open(&settings.data).await.unwrap();
    let url = PublicUrl { https: false, authority: HOST.into() };
    let router = router::build(&App::new(parts(db, vault, url, &settings).unwrap()));
    let (library, claims, reasons) = (Library::load().unwrap(), Claims::load(), Reasons::load().unwrap());
    let mut said = 0;
    for name in ["mira", "jo", "lind", "sam"] {
        let actor = Actor::on(router.clone());
        let signed_in = actor.post("/sign-in", &[("name", name), ("password", &password)]).await;
        assert!(signed_in.status.is_redirection(), "{name}: {}", signed_in.text());
        if let Some(key) = printed(&format!("second factor {name}: ")) {
            let code = Phone::with(&key).at(Timestamp::now().as_second());
            assert_eq!(actor.post("/sign-in/second", &[("code", &code)]).await.location(), "/today");
        }
        let rows = Rows::of(&actor, &password).await;
        for (id, suggested) in rows.suggestions() {
            let Some(size) = library.step(suggested.step).and_then(|step| step.size(suggested.size)) else { continue };
            let sentence =
                reasons.offer(&library, suggested, size, rows.energy_on(id), u8::from_str_radix(&id[..2], 16).unwrap());
            let held = claims.must_hold(&library, &rows, id, &sentence);
            assert!(held.is_ok(), "{name}: {sentence}: {held:?}");
            assert!(sentence.split_whitespace().count() <= 12, "{sentence}");
            if let Some(said) = reasons.in_place(suggested) {
                let held = claims.must_follow(&library, &rows, id, said);
                assert!(held.is_ok(), "{name}: {said}: {held:?}");
            }
            said += 1;
        }
    }
    assert!(said > 30, "{said} sentences");
}

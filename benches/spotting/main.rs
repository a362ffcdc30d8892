//! How well gentle spotting meets sentences that nothing was learnt from, and what a look costs: `cargo bench --bench
//! spotting`. With `-- learn` the weights are learnt anew and written to `content/en/spotting/weights`; with `-- hands` each
//! hand is judged by what was learnt from all the others; with `-- missed` what was wrongly judged of those is printed too.
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first error")]

mod learn;
mod sentences;

use std::collections::BTreeSet;
use std::time::Instant;

use handrail::model::spotting::{Level, Reader, Spotter};

use self::learn::learn;
use self::sentences::{Example, LABELS, Label, read};

const WEIGHTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/content/en/spotting/weights");

fn main() {
    let asked: BTreeSet<String> = std::env::args().skip(1).collect();
    let reader = Reader::load().unwrap();
    let learnt_from = read("learnt", &reader);
    if asked.contains("learn") {
        let all: Vec<&Example> = learnt_from.iter().collect();
        std::fs::write(WEIGHTS, learn(&all).written()).unwrap();
        println!("learnt from {} sentences; what follows is from before", all.len());
    }
    if asked.contains("hands") || asked.contains("missed") {
        hands(&learnt_from, asked.contains("missed"));
    }
    let spotter = Spotter::shared().unwrap();
    let unseen = read("unseen", &reader);
    report("unseen", spotter, &unseen.iter().collect::<Vec<_>>());
    costs(spotter);
}

fn hands(all: &[Example], tell: bool) {
    let hands: BTreeSet<&str> = all.iter().map(|example| example.hand.as_str()).collect();
    for hand in hands {
        let (own, others): (Vec<&Example>, Vec<&Example>) = all.iter().partition(|example| example.hand == hand);
        let spotter = Spotter::new(Reader::load().unwrap(), learn(&others));
        report(hand, &spotter, &own);
        for example in own.iter().filter(|_| tell) {
            let level = spotter.judged(&example.reading).map(|found| found.level);
            let wrong = match example.label {
                Label::Innocent => level == Some(Level::Card),
                Label::Heavy => level.is_none(),
                _ => level != Some(Level::Card),
            };
            if wrong {
                println!("  {:?} {level:?} {}", example.label, example.text);
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn report(name: &str, spotter: &Spotter, examples: &[&Example]) {
    let share = |is: &dyn Fn(Label) -> bool| {
        let of: Vec<_> = examples.iter().filter(|example| is(example.label)).collect();
        let levels: Vec<_> =
            of.iter().map(|example| spotter.judged(&example.reading).map(|found| found.level)).collect();
        let percent = |level: Level| {
            100.0 * levels.iter().filter(|one| **one == Some(level)).count() as f64 / of.len().max(1) as f64
        };
        let (card, line) = (percent(Level::Card), percent(Level::Line));
        format!("{:>4}: card {card:>5.1} %, line {line:>5.1} %, met {:>5.1} %", of.len(), card + line)
    };
    println!("{name}\n  at risk  {}", share(&Label::is_at_risk));
    for (name, label) in LABELS {
        println!("  {name:8} {}", share(&|one| one == label));
    }
}

fn costs(spotter: &Spotter) {
    let worst =
        ["We walked to the shop and talked about not much. It rained. ", "he hit me ", "i ", "self harm not die i "];
    for text in worst {
        let text: String = text.chars().cycle().take(10_000).collect();
        let start = Instant::now();
        spotter.look(&[&text]);
        println!("10,000 characters of {:?}: {:.1} ms", &text[..10], start.elapsed().as_secs_f64() * 1000.0);
    }
}

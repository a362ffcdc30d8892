//! What is authored for writing for oneself: prompts, the plan, and what is said after heavy words.

use handrail::features::journal::prompts::Prompts;
use handrail::features::plan::sections::PlanSections;
use handrail::model::spotting::words::SpottingWords;
use handrail::model::spotting::{Category, Level, SpottingResult};

use super::{HIGHEST_GRADE, NEVER, grade};

fn is_plain(name: &str, words: &str) {
    for never in NEVER {
        assert!(!words.to_lowercase().contains(never), "{name} says {never:?}");
    }
    assert!(!words.contains(['"', '\'']), "{name}: straight quotes");
}

#[test]
fn prompts_are_short_and_ask_for_nothing_much() {
    let prompts = Prompts::load().unwrap();
    for prompt in prompts.on_a_day(true).chain(prompts.on_a_day(false)) {
        is_plain(&prompt.id, &prompt.text);
        assert!(prompt.text.chars().count() <= 60, "{}", prompt.id);
    }
    assert_eq!(prompts.moments.len(), 10);
    for kind in &prompts.moments {
        is_plain(&kind.id, &kind.text);
        assert!(kind.text.chars().count() <= 20, "{}", kind.id);
    }
}

#[test]
fn the_plan_reads_easily() {
    let plan = PlanSections::load().unwrap();
    for section in &plan.sections {
        let all = format!("{}. {} {}", section.title, section.hint, section.examples.join(" "));
        is_plain(&section.key, &all);
        assert!(grade(&all) <= HIGHEST_GRADE, "{}: {}", section.key, grade(&all));
        assert!(section.examples.len() == 3, "{}", section.key);
    }
}

#[test]
fn what_is_said_after_heavy_words_is_calm_and_says_that_they_are_kept() {
    let words = SpottingWords::load().unwrap();
    let all = [
        Category::SuicideExplicit,
        Category::SelfHarm,
        Category::SuicidePassive,
        Category::DangerFromOther,
        Category::WorriedAboutOther,
        Category::Vague,
    ];
    for category in all {
        let card = words.card(SpottingResult { level: Level::Card, category }).unwrap();
        is_plain(&card.title, &card.text);
        assert!(card.text.starts_with("What you wrote is kept, and Handrail told nobody."), "{}", card.title);
        assert!(grade(&card.text) <= HIGHEST_GRADE, "{}", card.title);
        let quiet = SpottingResult { level: Level::Line, category };
        assert!(words.card(quiet).is_none() && words.line(quiet).chars().count() < 80);
    }
}

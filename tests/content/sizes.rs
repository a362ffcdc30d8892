//! What a size says of itself goes with its words.

use handrail::model::steps::{Around, Library, Mark, SizedStep, Step};

fn sizes(library: &Library) -> impl Iterator<Item = (&Step, &SizedStep)> {
    library.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size)))
}

fn words(size: &SizedStep) -> String {
    let starters = size.starters.join(" ");
    format!("{} {} {starters}", size.title, size.does).to_lowercase()
}

#[test]
fn a_poll_a_quiz_and_a_tap_in_a_crowd_reach_nobody() {
    let crowd = [" poll", " vote", "a quiz", "'this or that'", "watch it go by", "a live show for a few", "'helpful'"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for (_, size) in sizes(&library).filter(|(_, size)| crowd.iter().any(|word| words(size).contains(word))) {
        assert!(size.inner && size.noticed_by.is_none(), "{}", size.title);
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
}

#[test]
fn what_is_for_somebody_kind_or_safe_is_not_for_people_known_a_little() {
    let trusted = ["someone kind", "somebody kind", "kind person", "feel safe with", "someone you trust"];
    let library = Library::load().unwrap();
    for (_, size) in sizes(&library).filter(|(_, size)| trusted.iter().any(|word| size.does.contains(word))) {
        assert!(!size.around.contains(&Around::Acquaintances), "{}", size.title);
    }
}

#[test]
fn words_that_call_the_day_low_belong_to_a_low_day() {
    let low = ["low day", "few words today", "you have few words"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for (_, size) in sizes(&library).filter(|(_, size)| low.iter().any(|word| words(size).contains(word))) {
        assert!(size.is(Mark::LowDay), "{}", size.title);
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn a_feeling_it_belongs_to_is_one_that_can_be_chosen() {
    let chosen = include_str!("../../content/en/feelings.toml");
    let library = Library::load().unwrap();
    for (_, size) in sizes(&library) {
        for feeling in &size.feelings {
            assert!(chosen.contains(&format!("key = \"{feeling}\"")), "{}: {feeling}", size.title);
        }
        let names_it = size.does.contains("lonely") || size.title.contains("lonel");
        assert!(!names_it || size.feelings == ["lonely"], "{}", size.title);
    }
}

/// A group, a line or a helper after a loss is for whoever lost somebody, by a death or otherwise.
#[test]
fn what_honours_a_loss_speaks_of_no_death_alone() {
    let library = Library::load().unwrap();
    let honours = || sizes(&library).filter(|(_, size)| size.honours_a_loss());
    assert_eq!(honours().count(), 6);
    for (step, size) in honours() {
        let words = format!("{} {} {}", words(size), step.why, step.good_to_know.as_deref().unwrap_or_default());
        for one in ["grie", "husband", "wife", "died", "funeral", "grave", "would be"] {
            assert!(!words.to_lowercase().contains(one), "{}: {one}", size.title);
        }
        assert!(!words.contains("death") || words.contains("break-up"), "{}", size.title);
    }
}

/// What somebody else must join at once can not be done at will; to ask them for it can.
#[test]
fn what_needs_somebody_free_right_now_waits_for_an_occasion() {
    let at_once = ["press play", "play one", "come along. or", "talk or type with"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for (_, size) in sizes(&library).filter(|(_, size)| !size.inner) {
        if at_once.iter().any(|words| size.does.to_lowercase().contains(words)) {
            assert!(size.occasion, "{}", size.title);
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen}");
}

//! A title, its minutes and one reason are all that is seen at first: they say what is asked, and nothing else.

use handrail::model::steps::{Library, LifeNow, SizedStep, Step};

/// How somebody is named in a title.
const SOMEBODY: [&str; 13] = [
    "someone",
    "somebody",
    "person",
    "neighbour",
    "colleague",
    "helper",
    "therapist",
    "familiar face",
    "group",
    "who ",
    "whoever",
    "you both",
    "at work",
];

/// How a number of minutes is said.
const NUMBERS: [(&str, u16); 7] = [
    ("two minutes", 2),
    ("three minutes", 3),
    ("five minutes", 5),
    ("ten minutes", 10),
    ("fifteen minutes", 15),
    ("twenty minutes", 20),
    ("half an hour", 30),
];

/// From how many minutes on nothing is called small.
const QUARTER_OF_AN_HOUR: u16 = 15;

/// What only waits for somebody else begins like this.
const WAITS: [&str; 12] = [
    "when someone",
    "when somebody",
    "when a letter",
    "when you see",
    "when you next meet",
    "when you meet",
    "when you are together",
    "when your helper",
    "if someone",
    "if somebody",
    "the next time",
    "after something",
];

fn each(holds: impl Fn(&Step, &SizedStep) -> bool) {
    let library = Library::load().unwrap();
    for step in library.steps() {
        for size in &step.sizes {
            assert!(holds(step, size), "{} {}: {} :: {}", step.slug, size.size.word(), size.title, size.does);
        }
    }
}

#[test]
fn a_title_names_somebody_where_it_takes_somebody_one_knows() {
    each(|_, size| {
        let known = !size.inner && !size.around.iter().any(|one| one.is_stranger());
        !known || SOMEBODY.iter().any(|one| size.title.to_lowercase().contains(one))
    });
}

#[test]
fn a_title_names_no_other_time_than_the_minutes_beside_it() {
    each(|_, size| {
        let title = size.title.to_lowercase().replace("-minute", " minutes");
        NUMBERS.iter().all(|(said, minutes)| !title.contains(said) || size.minutes == *minutes)
    });
}

#[test]
fn nothing_that_takes_a_quarter_of_an_hour_is_called_small() {
    let small = ["small", "tiny", "little"];
    each(|_, size| {
        let title = size.title.to_lowercase();
        size.minutes < QUARTER_OF_AN_HOUR || !title.split(' ').any(|word| small.contains(&word))
    });
}

#[test]
fn each_size_takes_longer_than_the_one_before_and_the_smallest_five_minutes_at_most() {
    for step in Library::load().unwrap().steps() {
        let minutes: Vec<_> = step.sizes.iter().map(|size| size.minutes).collect();
        assert!(minutes.is_sorted_by(|less, more| less < more) && minutes[0] <= 5, "{}: {minutes:?}", step.slug);
    }
}

#[test]
fn what_waits_for_somebody_says_so() {
    each(|_, size| {
        let does = size.does.to_lowercase();
        let waits = WAITS.iter().any(|one| does.starts_with(one) || does.contains(&format!(". {one}")));
        !waits || size.occasion || size.honours_a_loss()
    });
}

#[test]
fn what_is_silly_or_of_times_gone_by_is_said_to_sting_where_somebody_was_lost() {
    let near = ["silly", "joke", "bad pun", "worst pun", "daft", "which biscuit", "as a child", "old photo"];
    let gone_by = ["memory", "from before", "[mum]"];
    let library = Library::load().unwrap();
    let says = |size: &SizedStep| {
        let words = format!("{} {} {}", size.title, size.does, size.starters.join(" ")).to_lowercase();
        near.iter().chain(&gone_by).any(|one| words.contains(one))
    };
    each(|step, size| !says(size) || library.may_sting(step, size));
    let said = library.steps().flat_map(|step| &step.sizes).filter(|size| says(size)).count();
    assert!(said >= 7, "{said}");
}

#[test]
fn what_is_said_to_oneself_says_so() {
    let says = ["pick ", "say ", "tell "];
    each(|_, size| {
        let to_oneself = size.inner && size.does.contains("to yourself") && size.does.to_lowercase().contains("say ");
        let title = size.title.to_lowercase();
        !(to_oneself && says.iter().any(|one| title.contains(one))) || title.contains("yourself")
    });
    let inner = |size: &SizedStep| size.inner && size.title.contains("yourself");
    assert!(Library::load().unwrap().steps().flat_map(|step| &step.sizes).any(inner));
}

/// What is for people of several lives speaks of none of them as if it were the reader's.
#[test]
fn what_is_for_several_lives_names_none_of_them() {
    let lives = ["care for", "look after", "night", "wheel", "money", "leave home"];
    let library = Library::load().unwrap();
    let mut seen = 0;
    for size in library.steps().flat_map(|step| &step.sizes) {
        let told = size.only_for.iter().filter(|word| LifeNow::from_word(word).is_some()).count();
        if told < 2 {
            continue;
        }
        seen += 1;
        // What stands in brackets is to be put in one's own words.
        let own = |words: &str| -> String { words.split('[').map(|part| part.rsplit(']').next().unwrap()).collect() };
        let words = format!("{} {} {}", size.title, size.does, own(&size.starters.join(" "))).to_lowercase();
        for life in lives {
            assert!(!words.contains(life), "{}: {life}", size.title);
        }
    }
    assert!(seen >= 3, "{seen}");
}

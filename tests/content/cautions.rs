//! What is said at first sight of a size speaks of that size.

use handrail::model::scheduler::Energy;
use handrail::model::steps::{Around, Library, Mark};

/// What is said of the breath and the body, which needs nobody.
const OF_ONESELF: [&str; 1] = ["body_focus"];

/// How many words a caution may have where little fits.
const AT_FIRST_SIGHT: usize = 8;

/// How an order begins.
const ORDERS: [&str; 6] = ["Settle", "Sleep", "Leave", "Do ", "Don", "Never"];

#[test]
fn a_caution_at_first_sight_is_of_people_or_of_going_out() {
    let library = Library::load().unwrap();
    for (step, size) in library.sizes() {
        for energy in [None, Some(Energy::Low), Some(Energy::Some), Some(Energy::Plenty)] {
            for (key, flag) in library.flags_of(step, size).filter(|(_, flag)| flag.matters(size, energy)) {
                assert!(!size.inner || OF_ONESELF.contains(&key), "{key}: {}", size.title);
                let so = match key {
                    "psychosis" => size.demand.presence >= 0.5 || size.is(Mark::Out),
                    "privacy" | "reassurance" => size.reply || size.used.is_some(),
                    "online_safety" => size.around.contains(&Around::Online),
                    "public_first" | "safety_place" | "cost" => size.is(Mark::Out),
                    "overcommit" => energy == Some(Energy::Plenty),
                    _ => true,
                };
                assert!(so, "{key}: {}", size.title);
                assert!(flag.title.split_whitespace().count() <= AT_FIRST_SIGHT, "{}", flag.title);
                assert!(!ORDERS.iter().any(|order| flag.title.starts_with(order)), "{}", flag.title);
            }
        }
    }
}

/// Two that stood where nothing of the sort happens.
#[test]
fn the_radio_and_an_hour_at_home_are_no_places_where_one_is_watched() {
    let library = Library::load().unwrap();
    for slug in ["a-voice-in-the-room", "a-moment-of-being-noticed", "the-hour-people-pass"] {
        let step = library.by_slug(slug).unwrap();
        let size = &step.sizes[0];
        let said = library.flags_of(step, size).filter(|(_, flag)| flag.matters(size, Some(Energy::Some)));
        assert_eq!(said.map(|(key, _)| key).collect::<Vec<_>>(), Vec::<&str>::new(), "{}", size.title);
    }
    let door = library.by_slug("the-hour-people-pass").unwrap();
    let said = library
        .flags_of(door, &door.sizes[1])
        .any(|(key, flag)| key == "psychosis" && flag.matters(&door.sizes[1], None));
    assert!(said, "there people pass");
}

/// Words that are ready are for whoever reads them: what only some need stands where only they come.
#[test]
fn words_of_a_need_stand_only_where_it_was_told() {
    let library = Library::load().unwrap();
    for (_, size) in library.sizes().filter(|(_, size)| !size.only_for.iter().any(|word| word == "wheels")) {
        for starter in &size.starters {
            let low = starter.to_lowercase();
            let need = ["step-free", "wheelchair", "ramp ", "a ramp", "the bins go"];
            assert!(!need.iter().any(|word| low.contains(word)), "{}: {starter}", size.title);
        }
    }
}

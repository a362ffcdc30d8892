//! Beside which sizes somebody may be named, of what nearness and by which way: those that go to a person one chooses.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use handrail::features::people::matching::{MentionRules, fits};
use handrail::features::people::{Channel, Closeness, Contact};
use handrail::model::steps::{ContactKind, Library, SizedStep, Step};

/// One line for each of them. After a change, what the test prints is read through as whoever would be named.
const HELD: &str = include_str!("named.txt");

fn sizes(library: &Library) -> impl Iterator<Item = (&Step, &SizedStep)> {
    library.steps().flat_map(|step| step.sizes.iter().map(move |size| (step, size)))
}

fn contact(sort: ContactKind, near: Option<Closeness>, way: Option<Channel>) -> Contact {
    Contact { sort, near, ways: way.into_iter().collect(), ..Contact::named("Noor".into(), 0) }
}

fn may(person: &Contact, step: &Step, size: &SizedStep) -> bool {
    fits(
        person,
        step,
        size,
        MentionRules { never_with: &BTreeSet::new(), careful: false, low: false, known_from: None },
    )
}

#[test]
fn the_sizes_that_may_name_somebody_are_those_that_go_to_them() {
    let library = Library::load().unwrap();
    let sorts = [
        ("close", ContactKind::Person, Some(Closeness::Close)),
        ("a bit", ContactKind::Person, Some(Closeness::Acquaintance)),
        ("group", ContactKind::Group, None),
        ("place", ContactKind::Place, None),
        ("pet", ContactKind::Pet, None),
    ];
    let mut all = String::new();
    for (step, size) in sizes(&library) {
        let who: Vec<_> = sorts
            .iter()
            .filter(|(_, sort, near)| may(&contact(*sort, *near, None), step, size))
            .map(|one| one.0)
            .collect();
        if !who.is_empty() {
            let way = size.approach(step.kind).map_or(String::new(), |way| format!(" {way:?}").to_lowercase());
            writeln!(all, "{}: {}{way}", size.title, who.join(", ")).unwrap();
        }
    }
    assert!(all == HELD, "{all}");
}

#[test]
fn nobody_is_named_beside_what_is_put_up_for_neighbours_strangers_or_a_screen() {
    let library = Library::load().unwrap();
    for (step, size) in sizes(&library) {
        let close = contact(ContactKind::Person, Some(Closeness::Close), None);
        let bit = contact(ContactKind::Person, Some(Closeness::Acquaintance), None);
        let named = may(&close, step, size) || may(&bit, step, size);
        let next_door = size.title.to_lowercase().contains("neighbour");
        let unknown = size.around.iter().any(|one| one.is_stranger());
        assert!(!named || !(next_door || unknown || size.inner || size.occasion), "{}", size.title);
    }
}

#[test]
fn what_is_a_call_says_so_and_names_nobody_who_does_not_call() {
    let library = Library::load().unwrap();
    let writes = contact(ContactKind::Person, Some(Closeness::Close), Some(Channel::Message));
    for (step, size) in sizes(&library) {
        let title = size.title.to_lowercase();
        let calls = [" call", "by phone"].iter().any(|word| title.contains(word));
        let names = size.approach(step.kind).is_some();
        assert!(!names || calls == size.by_call, "{}", size.title);
        assert!(!calls || !may(&writes, step, size), "{}", size.title);
    }
}

//! The cards for *how big does this feel?* say something about every side.

use std::collections::BTreeSet;

use handrail::model::scheduler::{Person, SIDES};
use handrail::model::steps::{Library, Size};

#[derive(serde::Deserialize)]
struct Cards {
    cards: Vec<Card>,
}

#[derive(serde::Deserialize)]
struct Card {
    step: String,
    size: Size,
}

#[test]
fn ten_cards_speak_of_every_side_and_of_most_kinds() {
    let library = Library::load().unwrap();
    let cards: Cards = toml::from_str(include_str!("../../content/en/cards.toml")).unwrap();
    let at = |card: &Card| library.rung(library.by_slug(&card.step).unwrap().number, card.size).unwrap();
    let rungs = library.rungs();
    let cards: Vec<_> = cards.cards.iter().map(at).collect();
    assert_eq!(cards.iter().collect::<BTreeSet<_>>().len(), 10);
    assert!(cards.is_sorted_by(|&a, &b| rungs[a].load() <= rungs[b].load()), "from small to larger");
    assert!(cards.iter().map(|&card| rungs[card].kind).collect::<BTreeSet<_>>().len() >= 8);
    let person = Person::new(rungs.len(), &[], None);
    for side in 0..SIDES {
        let weighs = cards.iter().filter(|&&card| person.guess(card, rungs, None).share[side] > 0.3).count();
        assert!(weighs >= 2, "side {side} weighs on {weighs} cards");
    }
}

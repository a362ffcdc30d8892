//! Putting parts together. Pure: the same wishes, seed and turn give the same words.

use super::{Fragment, Fragments, Gap, Length, MessageWishes, Part, Slot};
use crate::base::{content, split_mix};

pub const AT_ONCE: usize = 3;

/// Messages that fit the wishes. The next turn gives others: no text of one turn stands in the next.
pub fn compose(fragments: &Fragments, wishes: &MessageWishes, seed: u64, turn: u32) -> Vec<String> {
    let pool = |part| pool(fragments, wishes, part, seed);
    let (greetings, hearts, closers) =
        (called(pool(Part::Greeting), wishes), fullest(pool(Part::Heart), wishes), pool(Part::Closer));
    let mut openers: Vec<_> = pool(Part::Opener).into_iter().map(Some).collect();
    if openers.is_empty() || !wishes.owns_the_gap() {
        openers.insert(0, None);
    }
    let many = hearts.len().min(AT_ONCE);
    let first = usize::try_from(turn).unwrap_or_default().wrapping_mul(many);
    (first..first.saturating_add(many))
        .filter_map(|place| {
            let (round, at) = (place / hearts.len(), place % hearts.len());
            // When a heart comes round again, everything beside it has moved on by one.
            let turned = round.wrapping_add(at);
            let body = [
                openers.get(turned % openers.len()).copied().flatten(),
                hearts.get(at).copied(),
                nth(&closers, turned.wrapping_add(turned / openers.len())),
            ];
            Some(put(nth(&greetings, turned)?, body, wishes))
        })
        .collect()
}

impl MessageWishes {
    fn gives(&self, slot: Slot) -> bool {
        match slot {
            Slot::Thing => !self.thing.is_empty(),
            Slot::When => !self.when.is_empty(),
        }
    }

    /// Whether even a short message says that it has been long.
    fn owns_the_gap(&self) -> bool {
        self.length == Length::Longer || matches!(self.gap, Some(Gap::Months | Gap::Years))
    }
}

/// The fragments of a part that fit, in an order of this seed: what is written for just this length and tone first.
fn pool<'a>(fragments: &'a Fragments, wishes: &MessageWishes, part: Part, seed: u64) -> Vec<&'a Fragment> {
    let mut fitting: Vec<_> =
        (0_u64..).zip(fragments.iter()).filter(|(_, one)| one.part == part && one.fits(wishes)).collect();
    fitting.sort_by_key(|(at, one)| {
        (
            wishes.length == Length::Longer && one.short,
            one.tones.is_empty(),
            split_mix::next(seed ^ split_mix::next(*at)),
        )
    });
    fitting.into_iter().map(|(_, one)| one).collect()
}

/// Those that call them by name, where a name was given; else those that need none.
fn called<'a>(greetings: Vec<&'a Fragment>, wishes: &MessageWishes) -> Vec<&'a Fragment> {
    let named = !wishes.name.is_empty() && greetings.iter().any(|one| one.says_name());
    greetings.into_iter().filter(|one| one.says_name() == named).collect()
}

/// Those that use as much as can be used of what was given.
fn fullest<'a>(hearts: Vec<&'a Fragment>, wishes: &MessageWishes) -> Vec<&'a Fragment> {
    let able = hearts.into_iter().filter(|one| one.needs.iter().all(|slot| wishes.gives(*slot)));
    let able: Vec<_> = able.collect();
    let most = able.iter().map(|one| one.needs.len()).max().unwrap_or_default();
    able.into_iter().filter(|one| one.needs.len() == most).collect()
}

fn nth<'a>(pool: &[&'a Fragment], turned: usize) -> Option<&'a Fragment> {
    pool.get(turned.checked_rem(pool.len())?).copied()
}

fn put(greeting: &Fragment, body: [Option<&Fragment>; 3], wishes: &MessageWishes) -> String {
    let body: Vec<String> = body.into_iter().flatten().map(|one| filled(&one.text, wishes)).collect();
    let between = if wishes.length == Length::Longer { '\n' } else { ' ' };
    format!("{}{between}{}", filled(&greeting.text, wishes), body.join(" "))
}

fn filled(text: &str, MessageWishes { name, thing, when, .. }: &MessageWishes) -> String {
    content::filled(text, &[("name", name), ("thing", thing), ("when", when)])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::features::composer::{MessagePurpose, Relation, Tone};

    static FRAGMENTS: LazyLock<Fragments> = LazyLock::new(|| Fragments::load().unwrap());

    fn given() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), "[a-zé]{1,9}( [a-zé]{1,9}){0,3}"]
    }

    fn wishes() -> impl Strategy<Value = MessageWishes> {
        let gap = proptest::option::of(select(&Gap::ALL));
        let sorts =
            (select(&MessagePurpose::ALL), select(&Relation::ALL), gap, select(&Tone::ALL), select(&Length::ALL));
        (sorts, given(), given(), given()).prop_map(|((purpose, relation, gap, tone, length), name, thing, when)| {
            MessageWishes { purpose, relation, gap, tone, length, name, thing, when }
        })
    }

    proptest! {
        #[test]
        fn every_message_is_whole_and_differs_from_the_others(wishes in wishes(), seed: u64, turn in 0_u32..200) {
            let (now, next) = (compose(&FRAGMENTS, &wishes, seed, turn), compose(&FRAGMENTS, &wishes, seed, turn + 1));
            prop_assert_eq!(now.len(), AT_ONCE);
            prop_assert_eq!(now.iter().chain(&next).collect::<BTreeSet<_>>().len(), 2 * AT_ONCE);
            for text in &now {
                prop_assert!(!text.contains(['{', '}']), "a slot is left over: {}", text);
                prop_assert!(!text.contains("  ") && text.trim() == text, "{}", text);
            }
        }

        #[test]
        fn whoever_is_asked_can_easily_say_no(wishes in wishes(), seed: u64, turn in 0_u32..200) {
            let asks = matches!(wishes.purpose, MessagePurpose::Invite | MessagePurpose::AskHelp);
            for text in compose(&FRAGMENTS, &wishes, seed, turn).iter().map(|text| text.to_lowercase()) {
                let says = |word: &str| text.split(|c: char| !c.is_alphabetic() && c != '’').any(|one| one == word);
                let easy = says("fine") || says("won’t") || text.contains("good answer");
                prop_assert!(!asks || easy && says("no"), "{}", text);
            }
        }

        #[test]
        fn what_was_given_is_said(wishes in wishes(), seed: u64) {
            for text in compose(&FRAGMENTS, &wishes, seed, 0) {
                prop_assert!(text.contains(&wishes.thing), "{}", text);
                let named = wishes.relation != Relation::Group;
                prop_assert!(!named || text.contains(&wishes.name), "{}", text);
                let timed = matches!(wishes.purpose, MessagePurpose::Invite | MessagePurpose::AskHelp);
                prop_assert!(!timed || text.contains(&wishes.when), "{}", text);
            }
        }
    }

    #[test]
    fn what_they_typed_is_never_taken_for_a_slot() {
        let wishes = MessageWishes {
            purpose: MessagePurpose::Invite,
            relation: Relation::Friend,
            gap: None,
            tone: Tone::Plain,
            length: Length::Short,
            name: "{thing}".into(),
            thing: "the {when} fair".into(),
            when: "on Sunday".into(),
        };
        for text in compose(&FRAGMENTS, &wishes, 7, 0) {
            assert!(
                text.contains("{thing}") && text.contains("the {when} fair") && text.contains("on Sunday"),
                "{text}"
            );
        }
    }
}

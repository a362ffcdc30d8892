//! A letter opens for its author and for each reader it was written to, and is nobody else's.

use super::*;

/// Somebody with the pair they write and read letters with.
struct Person {
    id: OwnerId,
    ring: Keyring,
    pair: MemberPair,
}

impl Person {
    fn new(id: OwnerId) -> Self {
        let random = &mut system_rng();
        let ring = MemberKey::generate(random).keyring(here().id(), id);
        Self { id, ring, pair: MemberPair::generate(random) }
    }

    fn pins(&self, other: &Self) -> PinnedKey {
        let pin = self.ring.pin(&mut system_rng(), other.id, &other.pair.public()).unwrap();
        assert_eq!(pin.len(), 73);
        self.ring.pinned(other.id, &pin).unwrap()
    }
}

const LETTER: SealContext = SealContext { table: "letters.shown", row: [7; 16], revision: 3 };
const LIND: OwnerId = OwnerId::new([0xc3; 16]);

/// What is stored of a letter of one's author to one reader.
fn written(author: &Person, reader: &Person) -> (Sealed<Reflection>, Vec<u8>) {
    let readers = [author.pins(reader)];
    let (letter, keys) =
        author.ring.write_letter(&mut system_rng(), &LETTER, &reflection(), &author.pair, &readers).unwrap();
    assert_eq!(keys[0].reader, reader.id);
    (letter, keys[0].sealed.clone())
}

fn read(
    reader: &Person,
    from: &PinnedKey,
    place: &SealContext,
    key: &[u8],
    body: &[u8],
) -> Result<Reflection, VaultError> {
    reader.ring.read_letter(&reader.pair, from, place, key, body)
}

#[test]
fn opens_for_its_author_and_its_reader() {
    let (mira, lind) = (Person::new(MIRA), Person::new(LIND));
    let (letter, key) = written(&mira, &lind);
    assert_eq!(key.len(), 113);
    assert_eq!(mira.ring.open(&LETTER, &letter).unwrap(), reflection());
    assert_eq!(read(&lind, &lind.pins(&mira), &LETTER, &key, letter.body()).unwrap(), reflection());
}

#[test]
fn opens_for_nobody_else_and_nowhere_else() {
    let (mira, lind, jo) = (Person::new(MIRA), Person::new(LIND), Person::new(JO));
    let (letter, key) = written(&mira, &lind);
    let from = lind.pins(&mira);
    unopenable(read(&jo, &jo.pins(&mira), &LETTER, &key, letter.body()));
    unopenable(read(&lind, &lind.pins(&jo), &LETTER, &key, letter.body()));
    for place in [
        SealContext { table: "letters.note", ..LETTER },
        SealContext { row: [8; 16], ..LETTER },
        SealContext { revision: 4, ..LETTER },
    ] {
        unopenable(read(&lind, &from, &place, &key, letter.body()));
    }
    for key in damaged(&key) {
        unopenable(read(&lind, &from, &LETTER, &key, letter.body()));
    }
    for body in damaged(letter.body()) {
        unopenable(read(&lind, &from, &LETTER, &key, &body));
    }
}

#[test]
fn is_from_nobody_but_its_author() {
    let (mira, lind, jo) = (Person::new(MIRA), Person::new(LIND), Person::new(JO));
    let as_mira =
        Person { id: MIRA, ring: MemberKey::generate(&mut system_rng()).keyring(here().id(), MIRA), pair: jo.pair };
    let (forged, key) = written(&as_mira, &lind);
    unopenable(read(&lind, &lind.pins(&mira), &LETTER, &key, forged.body()));
}

#[test]
fn does_not_open_once_its_body_is_another_even_of_the_same_author() {
    let (mira, lind) = (Person::new(MIRA), Person::new(LIND));
    let ((letter, key), (other, _)) = (written(&mira, &lind), written(&mira, &lind));
    assert!(read(&lind, &lind.pins(&mira), &LETTER, &key, letter.body()).is_ok());
    unopenable(read(&lind, &lind.pins(&mira), &LETTER, &key, other.body()));
}

#[test]
fn a_pin_is_of_one_person_for_one_person_and_outlasts_a_change_of_password() {
    let random = &mut system_rng();
    let (older, lind) = (MemberKey::generate(random), Person::new(LIND));
    let ring = older.keyring(here().id(), MIRA);
    let pin = ring.pin(random, LIND, &lind.pair.public()).unwrap();
    let pair = MemberPair::generate(random);
    let secret = ring.seal_letter_pair(random, &pair).unwrap();
    unopenable(ring.pinned(JO, &pin));
    unopenable(lind.ring.pinned(LIND, &pin));
    let mut since = MemberKey::generate(random).keyring(here().id(), MIRA);
    unopenable(since.open_letter_pair(&secret));
    let sealed = since.seal_older(random, &older).unwrap();
    since.add_older(&sealed).unwrap();
    assert_eq!(*since.pinned(LIND, &pin).unwrap().key(), lind.pair.public());
    assert_eq!(since.open_letter_pair(&secret).unwrap().public(), pair.public());
    unopenable(since.open_pair(&secret));
    for pin in damaged(&pin) {
        unopenable(since.pinned(LIND, &pin));
    }
}

#[test]
fn a_key_of_low_order_gets_no_letter() {
    let (mira, rng) = (Person::new(MIRA), &mut system_rng());
    let pin = mira.ring.pin(rng, LIND, &PublicKey::from_stored([0; 32])).unwrap();
    let readers = [mira.ring.pinned(LIND, &pin).unwrap()];
    let refused = mira.ring.write_letter(rng, &LETTER, &reflection(), &mira.pair, &readers);
    assert_eq!(refused.err(), Some(VaultError::Unsealable));
}

#[test]
fn two_people_read_the_same_numbers_and_others_read_others() {
    let (mira, lind, jo) = (Person::new(MIRA), Person::new(LIND), Person::new(JO));
    let numbers = |one: &Person, other: &Person| Numbers::of(&one.pair.public(), &other.pair.public()).to_string();
    assert_eq!(numbers(&mira, &lind), numbers(&lind, &mira));
    assert_ne!(numbers(&mira, &lind), numbers(&mira, &jo));
    let groups: Vec<String> = numbers(&mira, &lind).split(' ').map(ToOwned::to_owned).collect();
    assert!(
        groups.len() == 8 && groups.iter().all(|group| group.len() == 5 && group.parse::<u16>().is_ok()),
        "{groups:?}"
    );
}

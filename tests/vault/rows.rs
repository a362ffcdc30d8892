//! Rows open in their own place and nowhere else.

use super::*;

fn sealed(ring: &Keyring) -> Sealed<Reflection> {
    ring.seal(&mut system_rng(), &PLACE, &reflection()).unwrap()
}

#[test]
fn open_in_their_place() {
    let (_, ring) = member();
    let stored = sealed(&ring);
    let stored = Sealed::from_stored(stored.key().to_vec(), stored.body().to_vec());
    assert_eq!(ring.open(&PLACE, &stored), Ok(reflection()));
}

#[test]
fn open_nowhere_else() {
    let (member, ring) = member();
    let stored = sealed(&ring);
    for place in [
        SealContext { table: "reflection", ..PLACE },
        SealContext { table: "moments", ..PLACE },
        SealContext { row: [8; 16], ..PLACE },
        SealContext { revision: 2, ..PLACE },
        SealContext { revision: 4, ..PLACE },
        SealContext { revision: -3, ..PLACE },
    ] {
        unopenable(ring.open(&place, &stored));
    }
    // The same member key, so that only the binding to owner and instance is left to refuse.
    unopenable(member.keyring(here().id(), JO).open(&PLACE, &stored));
    unopenable(member.keyring(elsewhere(), MIRA).open(&PLACE, &stored));
    let stranger = MemberKey::generate(&mut system_rng());
    unopenable(stranger.keyring(here().id(), MIRA).open(&PLACE, &stored));
}

#[test]
fn do_not_open_beside_another_day_or_state() {
    let (_, ring) = member();
    let (here, there) = ([0, 0, 80, 1, 0], [0, 0, 80, 2, 0]);
    let stored = ring.seal_beside(&mut system_rng(), &PLACE, here, &reflection()).unwrap();
    assert_eq!(ring.open_beside(&PLACE, here, &stored), Ok(reflection()));
    unopenable(ring.open_beside(&PLACE, there, &stored));
    unopenable(ring.open(&PLACE, &stored));
    let moved = ring.move_beside(&mut system_rng(), &PLACE, (here, there), &stored).unwrap();
    let moved = Sealed::from_stored(moved, stored.body().to_vec());
    assert_eq!(ring.open_beside(&PLACE, there, &moved), Ok(reflection()));
    unopenable(ring.open_beside(&PLACE, here, &moved));
    assert!(ring.move_beside(&mut system_rng(), &PLACE, (here, there), &moved).is_err(), "only its owner moves it");
    let earlier = sealed(&ring);
    assert_eq!(ring.open_beside(&PLACE, here, &earlier), Ok(reflection()), "from before there was anything beside it");
}

#[test]
fn are_refused_when_damaged_anywhere() {
    let (_, ring) = member();
    let stored = sealed(&ring);
    for key in damaged(stored.key()) {
        unopenable(ring.open(&PLACE, &Sealed::<Reflection>::from_stored(key, stored.body().to_vec())));
    }
    for body in damaged(stored.body()) {
        unopenable(ring.open(&PLACE, &Sealed::<Reflection>::from_stored(stored.key().to_vec(), body)));
    }
}

#[test]
fn are_refused_with_an_unknown_version() {
    let (_, ring) = member();
    let stored = sealed(&ring);
    for version in (0..=u8::MAX).filter(|&version| version != 1) {
        let (mut key, mut body) = (stored.key().to_vec(), stored.body().to_vec());
        key[0] = version;
        unopenable(ring.open(&PLACE, &Sealed::<Reflection>::from_stored(key, stored.body().to_vec())));
        body[0] = version;
        unopenable(ring.open(&PLACE, &Sealed::<Reflection>::from_stored(stored.key().to_vec(), body)));
    }
}

#[test]
fn do_not_mix_with_other_rows_or_revisions() {
    let (_, ring) = member();
    let stored = sealed(&ring);
    for place in [SealContext { row: [8; 16], ..PLACE }, SealContext { revision: 4, ..PLACE }, PLACE] {
        let other = ring.seal(&mut system_rng(), &place, &reflection()).unwrap();
        for (key, body) in [(&stored, &other), (&other, &stored), (&other, &other)] {
            let mixed = Sealed::<Reflection>::from_stored(key.key().to_vec(), body.body().to_vec());
            let whole = std::ptr::eq(key, body) && place == PLACE;
            assert_eq!(ring.open(&PLACE, &mixed).is_ok(), whole);
        }
    }
    unopenable(ring.open(&PLACE, &Sealed::<Reflection>::from_stored(stored.body().to_vec(), stored.key().to_vec())));
}

#[test]
fn are_refused_in_another_shape_without_quoting_them() {
    let (_, ring) = member();
    let stored = sealed(&ring);
    let error = ring.open(&PLACE, &Sealed::<Vec<u8>>::from_stored(stored.key().to_vec(), stored.body().to_vec()));
    assert_eq!(error, Err(VaultError::Unopenable));
    assert_eq!(VaultError::Unopenable.to_string(), "this can't be opened");
}

#[test]
fn with_equal_contents_look_different() {
    let (_, ring) = member();
    let (one, other) = (sealed(&ring), sealed(&ring));
    assert_ne!(one.key()[25..], other.key()[25..]);
    assert_ne!(one.body()[1..25], other.body()[1..25]);
    assert_ne!(one.body()[25..], other.body()[25..]);
    let plain = serde_json::to_vec(&reflection()).unwrap();
    assert!(!one.body().windows(8).any(|window| plain.windows(8).any(|words| words == window)));
}

#[test]
fn have_one_size_whatever_was_answered() {
    let (_, ring) = member();
    let mut sizes = Vec::new();
    for outcome in ["did", "nearly", "rested", "no-reply-yet"] {
        for felt in [None, Some("easy"), Some("okay"), Some("stretch"), Some("too-much")] {
            for expected in [None, Some(0), Some(100)] {
                let felt = felt.map(str::to_owned);
                let value = Reflection { outcome: outcome.into(), expected, felt, note: "a short note".into() };
                let stored = ring.seal(&mut system_rng(), &PLACE, &value).unwrap();
                sizes.push((stored.key().len(), stored.body().len()));
            }
        }
    }
    assert!(sizes.iter().all(|size| *size == (73, 41 + 256)), "{sizes:?}");
    for choice in [true, false] {
        assert_eq!(ring.seal(&mut system_rng(), &PLACE, &choice).unwrap().body().len(), 41 + 256);
    }
}

#[test]
fn too_large_or_without_json_are_not_sealed() {
    let (_, ring) = member();
    let sealed = ring.seal(&mut system_rng(), &PLACE, &"x".repeat(1 << 20));
    assert_eq!(sealed.err(), Some(VaultError::Unsealable));
    let keyed_by_lists = std::collections::BTreeMap::from([(vec![1], 1)]);
    assert_eq!(ring.seal(&mut system_rng(), &PLACE, &keyed_by_lists).err(), Some(VaultError::Unsealable));
}

proptest! {
    #[test]
    fn come_back_whatever_they_hold(
        note in any::<String>(), number in any::<i64>(), float in proptest::num::f64::NORMAL | proptest::num::f64::ZERO,
        row in any::<[u8; 16]>(), revision in any::<i64>(),
    ) {
        let (_, ring) = member();
        let place = SealContext { table: "journal", row, revision };
        let value = (note, number, float);
        let stored = ring.seal(&mut system_rng(), &place, &value).unwrap();
        prop_assert_eq!(ring.open(&place, &stored).unwrap(), value);
    }

    #[test]
    fn made_of_anything_do_not_open(key in prop::collection::vec(any::<u8>(), 0..90),
                                    body in prop::collection::vec(any::<u8>(), 0..400)) {
        let (_, ring) = member();
        unopenable(ring.open(&PLACE, &Sealed::<Reflection>::from_stored(key, body)));
    }
}

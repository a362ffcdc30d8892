//! Drafts open for the owner they were sealed to, for one purpose.

use super::*;

const FORM: &[u8] = b"outcome=nearly&note=Stood+at+the+door";
const PATH: &[u8] = b"/attempts/1/reflection";

fn purpose() -> Purpose {
    Purpose::draft(here().id(), MIRA, &[5; 16])
}

#[test]
fn open_for_their_owner_after_signing_in_again() {
    let (_, ring) = member();
    let pair = MemberPair::generate(&mut system_rng());
    let stored_secret = ring.seal_pair(&mut system_rng(), &pair).unwrap();
    let stored_public = PublicKey::from_stored(*pair.public().as_bytes());
    let draft = stored_public.seal(&mut system_rng(), &purpose(), PATH, FORM).unwrap();

    let pair = ring.open_pair(&stored_secret).unwrap();
    assert_eq!(pair.public(), stored_public);
    assert_eq!(pair.open(&purpose(), PATH, &draft).unwrap().expose_secret(), FORM);
}

#[test]
fn open_for_nothing_and_nobody_else() {
    let pair = MemberPair::generate(&mut system_rng());
    let draft = pair.public().seal(&mut system_rng(), &purpose(), PATH, FORM).unwrap();
    for wrong in [
        Purpose::draft(elsewhere(), MIRA, &[5; 16]),
        Purpose::draft(here().id(), JO, &[5; 16]),
        Purpose::draft(here().id(), MIRA, &[6; 16]),
    ] {
        unopenable(pair.open(&wrong, PATH, &draft));
    }
    unopenable(pair.open(&purpose(), b"/moments", &draft));
    unopenable(MemberPair::generate(&mut system_rng()).open(&purpose(), PATH, &draft));
    for draft in damaged(&draft) {
        unopenable(pair.open(&purpose(), PATH, &draft));
    }
}

#[test]
fn look_different_each_time_and_hide_their_size() {
    let pair = MemberPair::generate(&mut system_rng());
    let seal = |form| pair.public().seal(&mut system_rng(), &purpose(), PATH, form).unwrap();
    let (one, other) = (seal(FORM), seal(FORM));
    assert_ne!(one[1..33], other[1..33]);
    assert_ne!(one[33..], other[33..]);
    for form in [b"".as_slice(), b"outcome=did", b"outcome=no-reply-yet"] {
        assert_eq!(seal(form).len(), one.len());
    }
}

#[test]
fn need_the_pair_that_its_owner_sealed() {
    let (member, ring) = member();
    let pair = MemberPair::generate(&mut system_rng());
    let stored = ring.seal_pair(&mut system_rng(), &pair).unwrap();
    unopenable(member.keyring(here().id(), JO).open_pair(&stored));
    unopenable(member.keyring(elsewhere(), MIRA).open_pair(&stored));
    for stored in damaged(&stored) {
        unopenable(ring.open_pair(&stored));
    }
}

#[test]
fn fingerprints_tell_keys_apart() {
    let one = PublicKey::from_stored([1; 32]).fingerprint();
    assert_eq!(one, PublicKey::from_stored([1; 32]).fingerprint());
    assert_ne!(one, PublicKey::from_stored([2; 32]).fingerprint());
    assert_eq!(one.to_string().len(), 39);
}

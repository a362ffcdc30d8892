//! Password, recovery code, session and pepper: each opens its own wrap only.

use super::*;

#[test]
fn a_password_opens_only_with_its_salt_cost_pepper_and_owner() {
    let (member, _) = member();
    let keys = password(&here(), "a quiet afternoon", 4);
    let wrapped = keys.wrap(&mut system_rng(), MIRA, &member).unwrap();
    let again = password(&here(), "a quiet afternoon", 4);
    assert!(again.matches(&keys.verifier()));
    assert!(same(&again.unwrap(MIRA, &wrapped).unwrap(), &member));

    unopenable(again.unwrap(JO, &wrapped));
    let costlier =
        PasswordKeys::derive(&here(), Cost::new(16, 1, 1).unwrap(), &SecretString::from("a quiet afternoon"), &[4; 16]);
    for wrong in [
        password(&here(), "A quiet afternoon", 4),
        password(&here(), "", 4),
        password(&here(), "a quiet afternoon", 5),
        password(&other_pepper(), "a quiet afternoon", 4),
        costlier.unwrap(),
    ] {
        assert!(!wrong.matches(&keys.verifier()));
        unopenable(wrong.unwrap(MIRA, &wrapped));
    }
    unopenable(password(&Instance::new([9; 16], &[2; 32]), "a quiet afternoon", 4).unwrap(MIRA, &wrapped));
    for wrapped in damaged(&wrapped) {
        unopenable(keys.unwrap(MIRA, &wrapped));
    }
}

#[test]
fn a_recovery_code_opens_without_the_pepper_and_not_with_a_typo() {
    let (member, _) = member();
    let code = RecoveryCode::generate(&mut system_rng());
    let wrapped = code.wrap(&mut system_rng(), here().id(), MIRA, &member).unwrap();
    let text = code.text();
    let typed = RecoveryCode::parse(&text.expose_secret().to_lowercase()).unwrap();
    // The instance's id is all it takes: a restored database beside a new pepper still opens.
    assert!(same(&typed.unwrap(other_pepper().id(), MIRA, &wrapped).unwrap(), &member));

    unopenable(code.unwrap(here().id(), JO, &wrapped));
    unopenable(code.unwrap(elsewhere(), MIRA, &wrapped));
    for at in (0..text.expose_secret().len()).filter(|at| at % 5 != 4) {
        let mut letters = text.expose_secret().as_bytes().to_vec();
        letters[at] = if letters[at] == b'7' { b'8' } else { b'7' };
        let typo = RecoveryCode::parse(std::str::from_utf8(&letters).unwrap()).unwrap();
        unopenable(typo.unwrap(here().id(), MIRA, &wrapped));
    }
    for wrapped in damaged(&wrapped) {
        unopenable(code.unwrap(here().id(), MIRA, &wrapped));
    }
}

#[test]
fn a_session_opens_only_its_own() {
    let (member, _) = member();
    let session = SessionToken::generate(&mut system_rng());
    let wrapped = session.wrap(&mut system_rng(), here().id(), MIRA, &member).unwrap();
    let cookie = SessionToken::parse(session.text().expose_secret()).unwrap();
    assert_eq!(cookie.id(), session.id());
    assert!(same(&cookie.unwrap(here().id(), MIRA, &wrapped).unwrap(), &member));

    unopenable(session.unwrap(here().id(), JO, &wrapped));
    unopenable(session.unwrap(elsewhere(), MIRA, &wrapped));
    let another = SessionToken::generate(&mut system_rng());
    assert_ne!(another.id(), session.id());
    unopenable(another.unwrap(here().id(), MIRA, &wrapped));
    for wrapped in damaged(&wrapped) {
        unopenable(session.unwrap(here().id(), MIRA, &wrapped));
    }
}

#[test]
fn personal_mode_opens_only_with_the_pepper() {
    let (member, _) = member();
    let wrapped = here().wrap_without_password(&mut system_rng(), MIRA, &member).unwrap();
    assert!(same(&here().unwrap_without_password(MIRA, &wrapped).unwrap(), &member));
    unopenable(here().unwrap_without_password(JO, &wrapped));
    unopenable(other_pepper().unwrap_without_password(MIRA, &wrapped));
    unopenable(Instance::new([9; 16], &[2; 32]).unwrap_without_password(MIRA, &wrapped));
    for wrapped in damaged(&wrapped) {
        unopenable(here().unwrap_without_password(MIRA, &wrapped));
    }
}

#[test]
fn one_way_in_does_not_open_what_another_wrapped() {
    let (member, ring) = member();
    let keys = password(&here(), "a quiet afternoon", 4);
    let code = RecoveryCode::generate(&mut system_rng());
    let session = SessionToken::generate(&mut system_rng());
    let id = here().id();
    let wraps = [
        keys.wrap(&mut system_rng(), MIRA, &member).unwrap(),
        code.wrap(&mut system_rng(), id, MIRA, &member).unwrap(),
        session.wrap(&mut system_rng(), id, MIRA, &member).unwrap(),
        here().wrap_without_password(&mut system_rng(), MIRA, &member).unwrap(),
        ring.seal_pair(&mut system_rng(), &MemberPair::generate(&mut system_rng())).unwrap(),
    ];
    for (made, wrapped) in wraps.iter().enumerate() {
        let opens = [
            keys.unwrap(MIRA, wrapped).is_ok(),
            code.unwrap(id, MIRA, wrapped).is_ok(),
            session.unwrap(id, MIRA, wrapped).is_ok(),
            here().unwrap_without_password(MIRA, wrapped).is_ok(),
            ring.open_pair(wrapped).is_ok(),
        ];
        for (tried, opened) in opens.into_iter().enumerate() {
            assert_eq!(opened, tried == made);
        }
    }
}

#[test]
fn one_time_tokens_are_found_by_their_digest() {
    let token = OneTimeToken::generate(&mut system_rng());
    let read = OneTimeToken::parse(token.text().expose_secret()).unwrap();
    assert_eq!(read.digest(), token.digest());
    assert_ne!(OneTimeToken::generate(&mut system_rng()).digest(), token.digest());
}

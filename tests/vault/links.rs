//! What a link leads to opens with that link, and whoever held it can be told from whoever did not.

use super::*;

#[test]
fn opens_what_was_sealed_for_it_and_nothing_else() {
    let rng = &mut system_rng();
    let (token, other) = (LinkToken::generate(rng), LinkToken::generate(rng));
    let sealed = token.seal(rng, here().id(), MIRA, &reflection()).unwrap();
    let again = LinkToken::parse(token.text().expose_secret()).unwrap();
    assert_eq!(again.digest(), token.digest());
    assert_eq!(again.open::<Reflection>(here().id(), MIRA, &sealed).unwrap(), reflection());
    unopenable(other.open::<Reflection>(here().id(), MIRA, &sealed));
    unopenable(token.open::<Reflection>(here().id(), JO, &sealed));
    unopenable(token.open::<Reflection>(elsewhere(), MIRA, &sealed));
    for sealed in damaged(&sealed).step_by(7) {
        unopenable(token.open::<Reflection>(here().id(), MIRA, &sealed));
    }
}

#[test]
fn tells_who_held_it() {
    let rng = &mut system_rng();
    let (token, other, at) = (LinkToken::generate(rng), LinkToken::generate(rng), here().id());
    let (key, another) = (MemberPair::generate(rng).public(), MemberPair::generate(rng).public());
    for to in [None, Some(&[7; 16])] {
        let held = token.introduction(at, MIRA, (JO, &key), to);
        assert!(token.introduces(at, MIRA, (JO, &key), to, &held));
        assert!(!token.introduces(at, MIRA, (JO, &key), Some(&[8; 16]), &held), "it leads to one place");
        assert!(!other.introduces(at, MIRA, (JO, &key), to, &held));
        assert!(!token.introduces(at, MIRA, (JO, &another), to, &held));
        assert!(!token.introduces(at, MIRA, (MIRA, &key), to, &held));
        assert!(!token.introduces(at, JO, (JO, &key), to, &held));
        assert!(!token.introduces(elsewhere(), MIRA, (JO, &key), to, &held));
        assert!(!token.introduces(at, MIRA, (JO, &key), to, &held[..31]));
    }
}

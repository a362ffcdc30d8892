//! The vault through its public interface: what opens, and everything that must not.
#![expect(clippy::unwrap_used, reason = "helpers outside of test functions")]

mod drafts;
mod format;
mod letters;
mod links;
mod macs;
mod rows;
mod ways_in;

use handrail::base::vault::{
    Cost, Instance, InstanceId, Keyring, LinkToken, MemberKey, MemberPair, Numbers, OneTimeToken, OwnerId,
    PasswordKeys, PinnedKey, PublicKey, Purpose, RecoveryCode, SealContext, Sealed, SessionToken, VaultError,
    system_rng,
};
use proptest::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

const MIRA: OwnerId = OwnerId::new([0xa1; 16]);
const JO: OwnerId = OwnerId::new([0xb2; 16]);
const PLACE: SealContext = SealContext { table: "reflections", row: [7; 16], revision: 3 };

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Reflection {
    outcome: String,
    expected: Option<u8>,
    felt: Option<String>,
    note: String,
}

fn here() -> Instance {
    Instance::new([1; 16], &[2; 32])
}

/// The same database beside another `instance.key`.
fn other_pepper() -> Instance {
    Instance::new([1; 16], &[3; 32])
}

fn elsewhere() -> InstanceId {
    InstanceId::new([9; 16])
}

fn reflection() -> Reflection {
    Reflection { outcome: "nearly".into(), expected: Some(4), felt: None, note: "Stood at the door. 🌿".into() }
}

/// A member whose keyring can be asked for anywhere, and their keyring here.
fn member() -> (MemberKey, Keyring) {
    let member = MemberKey::generate(&mut system_rng());
    let ring = member.keyring(here().id(), MIRA);
    (member, ring)
}

fn password(instance: &Instance, typed: &str, salt: u8) -> PasswordKeys {
    PasswordKeys::derive(instance, Cost::new(8, 1, 1).unwrap(), &SecretString::from(typed), &[salt; 16]).unwrap()
}

/// Whether two member keys are the same, told by what they derive.
fn same(one: &MemberKey, other: &MemberKey) -> bool {
    let tag = |key: &MemberKey| key.keyring(here().id(), MIRA).mac("test", b"");
    tag(one) == tag(other)
}

fn unopenable<T>(result: Result<T, VaultError>) {
    assert_eq!(result.err(), Some(VaultError::Unopenable));
}

/// Every way of damaging stored bytes: each bit flipped, cut at each length, extended, emptied.
fn damaged(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let flipped = (0..bytes.len() * 8).map(|bit| {
        let mut bytes = bytes.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    });
    let cut = (0..bytes.len()).map(|length| bytes[..length].to_vec());
    let beheaded = (1..bytes.len()).map(|start| bytes[start..].to_vec());
    let extended = [0, 1, 0x80].map(|byte| [bytes, &[byte]].concat());
    flipped.chain(cut).chain(beheaded).chain(extended)
}

#[test]
fn debug_tells_no_secret() {
    let (member, ring) = member();
    let mut random = system_rng();
    let row = ring.seal(&mut random, &PLACE, &reflection()).unwrap();
    let instance = format!("{:?}", Instance::new([1; 16], &[0xee; 32]));
    assert!(!instance.contains("238") && !instance.contains("ee"), "{instance}");
    let shown = [
        instance,
        format!("{member:?}"),
        format!("{ring:?}"),
        format!("{:?}", password(&here(), "p", 1)),
        format!("{:?}", RecoveryCode::generate(&mut random)),
        format!("{:?}", SessionToken::generate(&mut random)),
        format!("{:?}", OneTimeToken::generate(&mut random)),
        format!("{:?}", LinkToken::generate(&mut random)),
        format!("{:?}", OneTimeToken::generate(&mut random).text()),
        format!("{:?}", MemberPair::generate(&mut random)),
    ];
    for text in shown {
        assert!(text.contains("REDACTED"), "{text}");
    }
    assert_eq!(format!("{row:?}"), "Sealed(297 bytes)");
}

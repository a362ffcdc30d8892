//! Version 1 of everything the vault stores, pinned: what `v1.txt` holds must open forever, and a change of any
//! label, encoding or padding shows here before it reaches someone's database. `v1.py` opens the same file
//! with other implementations of the primitives.

use std::collections::BTreeMap;
use std::convert::Infallible;

use data_encoding::HEXLOWER;
use handrail::base::vault::{
    Cost, Instance, MemberKey, MemberPair, OneTimeToken, OwnerId, PasswordKeys, Purpose, RecoveryCode, SealContext,
    Sealed, SessionToken,
};
use rand_core::{TryCryptoRng, TryRng};
use secrecy::{ExposeSecret, SecretString};

const OWNER: OwnerId = OwnerId::new([0x22; 16]);
const PLACE: SealContext = SealContext { table: "moments", row: [0x33; 16], revision: 7 };
const WORDS: &str = "the neighbour waved";

/// Counts 0, 1, 2 ... 255, 0 ...: anything but random, and the same every time.
struct Counting(u8);

impl TryRng for Counting {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            *byte = self.0;
            self.0 = self.0.wrapping_add(1);
        }
        Ok(())
    }
}

impl TryCryptoRng for Counting {}

fn instance() -> Instance {
    Instance::new([0x11; 16], &[0x44; 32])
}

fn password() -> PasswordKeys {
    let typed = SecretString::from("Bl\u{fc}te im Fr\u{fc}hling");
    PasswordKeys::derive(&instance(), Cost::new(8, 1, 1).unwrap(), &typed, &[0x55; 16]).unwrap()
}

fn purpose() -> Purpose {
    Purpose::draft(instance().id(), OWNER, &[0x66; 16])
}

fn pinned() -> BTreeMap<String, Vec<u8>> {
    include_str!("v1.txt")
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, hex)| (name.to_owned(), HEXLOWER.decode(hex.as_bytes()).unwrap()))
        .collect()
}

#[test]
fn what_is_sealed_today_is_what_was_sealed_in_version_1() {
    let mut counting = Counting(0);
    let (id, member) = (instance().id(), MemberKey::generate(&mut counting));
    let ring = member.keyring(id, OWNER);
    let code = RecoveryCode::generate(&mut counting);
    let session = SessionToken::generate(&mut counting);
    let row = ring.seal(&mut counting, &PLACE, &WORDS).unwrap();
    let pair = MemberPair::generate(&mut counting);
    let made = [
        ("member-by-password", password().wrap(&mut counting, OWNER, &member).unwrap()),
        ("password-verifier", password().verifier().to_vec()),
        ("member-by-recovery", code.wrap(&mut counting, id, OWNER, &member).unwrap()),
        ("recovery-text", code.text().expose_secret().as_bytes().to_vec()),
        ("member-by-session", session.wrap(&mut counting, id, OWNER, &member).unwrap()),
        ("session-text", session.text().expose_secret().as_bytes().to_vec()),
        ("session-id", session.id().as_bytes().to_vec()),
        ("member-by-pepper", instance().wrap_without_password(&mut counting, OWNER, &member).unwrap()),
        ("row-key", row.key().to_vec()),
        ("row-body", row.body().to_vec()),
        ("pair-secret", ring.seal_pair(&mut counting, &pair).unwrap()),
        ("pair-public", pair.public().as_bytes().to_vec()),
        ("fingerprint", pair.public().fingerprint().as_bytes().to_vec()),
        ("mac", ring.mac("reader", b"some bytes").to_vec()),
        ("one-time-digest", OneTimeToken::generate(&mut counting).digest().to_vec()),
    ];
    let pinned = pinned();
    for (name, bytes) in made {
        assert_eq!(pinned.get(name).map(|hex| HEXLOWER.encode(hex)), Some(HEXLOWER.encode(&bytes)), "{name}");
    }
}

#[test]
fn what_was_stored_in_version_1_opens() {
    let stored = pinned();
    let member = password().unwrap(OWNER, &stored["member-by-password"]).unwrap();
    let ring = member.keyring(instance().id(), OWNER);
    let row = Sealed::<String>::from_stored(stored["row-key"].clone(), stored["row-body"].clone());
    assert_eq!(ring.open(&PLACE, &row).unwrap(), WORDS);
    let pair = ring.open_pair(&stored["pair-secret"]).unwrap();
    // Not made anew above: how HPKE draws its ephemeral key is no part of the format.
    let draft = pair.open(&purpose(), b"/moments", &stored["draft"]).unwrap();
    assert_eq!(draft.expose_secret(), b"words=the+neighbour+waved");
}

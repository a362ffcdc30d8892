//! From a password to the two keys it gives.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use rand_core::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::cipher::{Context, Key, sha256};
use super::{Instance, InstanceId, MemberKey, OwnerId, VaultError};

/// What one Argon2id costs. It is the same for every account of an installation: another cost gives another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// 64 MiB, 3 passes, 1 lane: the second recommendation of RFC 9106, section 4, but with one lane instead of four,
    /// since each hash gets one thread here.
    pub const fn standard() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }

    /// A cost of `memory_kib` KiB, from 8 per lane (RFC 9106, section 3.1) up to 1 GiB; 1 to 16 `passes`; 1 to 16
    /// `lanes`. The upper bounds keep a damaged row from exhausting the machine.
    ///
    /// # Errors
    /// [`VaultError::Cost`] when out of these bounds.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, VaultError> {
        let sound =
            (1..=16).contains(&lanes) && (1..=16).contains(&passes) && (8 * lanes..=1024 * 1024).contains(&memory_kib);
        if sound { Ok(Self { memory_kib, passes, lanes }) } else { Err(VaultError::Cost) }
    }
}

/// The memory a password is worked on in, wiped when it is dropped. It may serve one password after another, which
/// keeps two at once from taking the memory of three: an allocator does not have what was just freed ready at once.
#[derive(Default)]
pub struct Workspace(Zeroizing<Vec<Block>>);

impl Workspace {
    fn blocks(&mut self, count: usize) -> Result<&mut [Block], VaultError> {
        if self.0.len() < count {
            *self = Self::default();
            self.0.try_reserve_exact(count).map_err(|_| VaultError::Memory)?;
            self.0.resize(count, Block::new());
        }
        self.0.get_mut(..count).ok_or(VaultError::Memory)
    }
}

/// What a typed password gives: `auth`, which shows that it is the right one, and `wrap`, which opens the member key.
///
/// `auth` itself leaves this type only as its hash:
///
/// ```compile_fail,E0616
/// fn leak(keys: &handrail::base::vault::PasswordKeys) { let _ = &keys.auth; }
/// ```
#[derive(Debug)]
pub struct PasswordKeys {
    instance: InstanceId,
    auth: Key,
    wrap: Key,
}

impl PasswordKeys {
    /// Root = Argon2id(password, salt), then HKDF-SHA256 with the pepper as its salt. Takes [`Cost::standard`] a good
    /// tenth of a second and 64 MiB: call it on a blocking thread. `salt` is 16 random bytes, new with each password.
    ///
    /// The password is first brought to the form of RFC 8265, section 4.2 (`OpaqueString`): spaces of any kind become
    /// U+0020, then NFC, because keyboards differ in how they send the same é or the same space. Case stays. Length
    /// rules are the caller's.
    ///
    /// # Errors
    /// [`VaultError::Memory`] when the memory can't be had.
    pub fn derive(
        instance: &Instance,
        cost: Cost,
        password: &SecretString,
        salt: &[u8; 16],
    ) -> Result<Self, VaultError> {
        Self::derive_in(&mut Workspace::default(), instance, cost, password, salt)
    }

    /// The same, in memory that is there already.
    ///
    /// # Errors
    /// [`VaultError::Memory`] when the memory can't be had.
    pub fn derive_in(
        workspace: &mut Workspace,
        instance: &Instance,
        cost: Cost,
        password: &SecretString,
        salt: &[u8; 16],
    ) -> Result<Self, VaultError> {
        let root = argon2id(workspace, cost, prepared(password.expose_secret()).as_bytes(), salt)?;
        let derive = |label| Key::derive(Some(instance.pepper().expose()), root.as_slice(), label);
        Ok(Self {
            instance: instance.id(),
            auth: derive(b"handrail/1/password/auth"),
            wrap: derive(b"handrail/1/password/wrap"),
        })
    }

    /// What the database keeps to recognise the password: SHA-256 of `auth`.
    pub fn verifier(&self) -> [u8; 32] {
        sha256(self.auth.expose())
    }

    /// Whether `stored` is this password's verifier; in constant time.
    pub fn matches(&self, stored: &[u8; 32]) -> bool {
        self.verifier().ct_eq(stored).into()
    }

    /// Wraps the member key under the password and the pepper.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn wrap(&self, rng: &mut impl CryptoRng, owner: OwnerId, member: &MemberKey) -> Result<Vec<u8>, VaultError> {
        member.wrap(rng, &self.wrap, &self.context(owner))
    }

    /// Unwraps what [`PasswordKeys::wrap`] made with the same password, salt, cost, instance and owner.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn unwrap(&self, owner: OwnerId, wrapped: &[u8]) -> Result<MemberKey, VaultError> {
        MemberKey::unwrap(&self.wrap, &self.context(owner), wrapped)
    }

    fn context(&self, owner: OwnerId) -> Context {
        Context::new(self.instance, owner, "password")
    }
}

fn argon2id(
    workspace: &mut Workspace,
    cost: Cost,
    password: &[u8],
    salt: &[u8],
) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| VaultError::Cost)?;
    // Our own memory, because the crate frees its blocks unwiped and the last of them gives the root away. What an
    // earlier password left in it does not matter: the first pass writes over every block.
    let blocks = workspace.blocks(params.block_count())?;
    let mut root = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password, salt, root.as_mut_slice(), blocks)
        .map_err(|_| VaultError::Cost)?;
    Ok(root)
}

/// `OpaqueString` (RFC 8265, section 4.2.2) as far as it changes text.
pub(super) fn prepared(password: &str) -> Zeroizing<String> {
    // NFC makes UTF-8 at most three times longer (Unicode FAQ, normalization), so this never moves and leaves a copy.
    let mut text = Zeroizing::new(String::with_capacity(3 * password.len()));
    text.extend(password.chars().map(plain_space).nfc());
    text
}

/// Space separators (Unicode general category Zs) as U+0020.
const fn plain_space(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;

    use super::*;

    fn keys(password: &str) -> PasswordKeys {
        let instance = Instance::new([1; 16], &[2; 32]);
        let cost = Cost::new(8, 1, 1).unwrap();
        PasswordKeys::derive(&instance, cost, &SecretString::from(password), &[3; 16]).unwrap()
    }

    #[test]
    fn hashes_as_the_reference_implementation() {
        // phc-winner-argon2, src/test.c: Argon2id, version 0x13, t=2, m=2^16, p=1.
        let root =
            argon2id(&mut Workspace::default(), Cost::new(1 << 16, 2, 1).unwrap(), b"password", b"somesalt").unwrap();
        assert_eq!(
            HEXLOWER.encode(root.as_slice()),
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
        );
    }

    #[test]
    fn memory_used_before_gives_the_same_keys() {
        let (instance, workspace) = (Instance::new([1; 16], &[2; 32]), &mut Workspace::default());
        let mut derive = |password: &str, kib| {
            let cost = Cost::new(kib, 2, 1).unwrap();
            PasswordKeys::derive_in(workspace, &instance, cost, &SecretString::from(password), &[3; 16]).unwrap()
        };
        let first = derive("one", 16).verifier();
        derive("another, which takes more", 64);
        assert_eq!(derive("one", 16).verifier(), first);
    }

    #[test]
    fn the_stored_verifier_is_neither_key() {
        let keys = keys("a quiet afternoon");
        assert_ne!(&keys.verifier(), keys.auth.expose());
        assert_ne!(&keys.verifier(), keys.wrap.expose());
        assert_ne!(keys.auth.expose(), keys.wrap.expose());
    }

    #[test]
    fn the_same_password_from_another_keyboard_is_the_same() {
        let composed = keys("caf\u{e9} au lait").verifier();
        assert_eq!(keys("cafe\u{301}\u{a0}au\u{3000}lait").verifier(), composed);
        assert_ne!(keys("cafe au lait").verifier(), composed);
        assert_ne!(keys("Caf\u{e9} au lait").verifier(), composed);
    }

    #[test]
    fn costs_out_of_bounds_are_refused() {
        for (memory, passes, lanes) in [(7, 1, 1), (15, 1, 2), (8, 0, 1), (8, 1, 0), (8, 17, 1), (1 << 21, 1, 1)] {
            assert_eq!(Cost::new(memory, passes, lanes), Err(VaultError::Cost));
        }
        assert_eq!(Cost::new(64 * 1024, 3, 1), Ok(Cost::standard()));
    }

    proptest! {
        #[test]
        fn preparing_is_stable_and_never_reallocates(password in any::<String>()) {
            let once = prepared(&password);
            prop_assert!(once.len() <= 3 * password.len());
            prop_assert_eq!(&prepared(&once), &once);
        }
    }
}

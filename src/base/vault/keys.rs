//! The member key, and the keys it becomes when someone is signed in.

use std::sync::atomic::{AtomicUsize, Ordering};

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;

use super::cipher::{Context, Key};
use super::{InstanceId, OwnerId, VaultError};

/// The 32 random bytes behind everything one member has sealed. Stored only wrapped, and lost if every wrap is lost.
///
/// ```compile_fail,E0423
/// let forged = handrail::base::vault::MemberKey([0; 32]);
/// ```
#[derive(Debug)]
pub struct MemberKey(Key);

impl MemberKey {
    /// A new key, for a new member or after a lost password and a lost code.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Key::random(rng))
    }

    /// The working keys of this owner, for the length of one request.
    pub fn keyring(&self, instance: InstanceId, owner: OwnerId) -> Keyring {
        let derive = |label| Key::derive(None, self.0.expose(), label);
        Keyring {
            instance,
            owner,
            content: derive(b"handrail/1/member/content"),
            mac: derive(b"handrail/1/member/mac"),
            pair: derive(b"handrail/1/member/pair"),
            older: Vec::new(),
            likeliest: AtomicUsize::new(0),
        }
    }

    pub(super) fn wrap(&self, rng: &mut impl CryptoRng, under: &Key, context: &Context) -> Result<Vec<u8>, VaultError> {
        under.seal(rng, context, self.0.expose())
    }

    pub(super) fn unwrap(under: &Key, context: &Context, wrapped: &[u8]) -> Result<Self, VaultError> {
        under.open_key(context, wrapped).map(Self)
    }
}

/// What a signed-in member's request holds: the keys that open this owner's things on this instance, and no others.
///
/// It comes only from a [`MemberKey`], so holding one proves that someone's sign-in opened it.
///
/// ```compile_fail,E0451
/// # use handrail::base::vault::{InstanceId, Keyring, OwnerId};
/// fn forged(like: Keyring) -> Keyring {
///     Keyring { owner: OwnerId::new([9; 16]), ..like }
/// }
/// ```
#[derive(Debug)]
pub struct Keyring {
    instance: InstanceId,
    owner: OwnerId,
    /// Wraps row keys.
    pub(super) content: Key,
    mac: Key,
    /// Seals the X25519 secret.
    pub(super) pair: Key,
    /// What this member had before: these open, and seal nothing.
    pub(super) older: Vec<OlderKeys>,
    /// Which of all opened the row before: rows of one time are read one after the other.
    likeliest: AtomicUsize,
}

/// The keys of a member key that another took the place of.
#[derive(Debug)]
pub(super) struct OlderKeys {
    pub(super) content: Key,
    pub(super) pair: Key,
    mac: Key,
}

impl Keyring {
    /// Whose keyring this is.
    pub const fn owner(&self) -> OwnerId {
        self.owner
    }

    pub(super) const fn instance(&self) -> InstanceId {
        self.instance
    }

    /// HMAC-SHA256 over the place of `label` and then `bytes`: lets a member notice when something that is stored
    /// readable, such as a reader's public key, was changed in the file.
    pub fn mac(&self, label: &'static str, bytes: &[u8]) -> [u8; 32] {
        self.mac.mac(&[self.context(label).as_bytes(), bytes])
    }

    /// The same under the first key this member had of those that are known: it stays as it is when the member key changes.
    pub fn lasting_mac(&self, label: &'static str, bytes: &[u8]) -> [u8; 32] {
        let first = self.older.last().map_or(&self.mac, |older| &older.mac);
        first.mac(&[self.context(label).as_bytes(), bytes])
    }

    /// Whether [`Keyring::mac`] gave this tag for this label and these bytes; in constant time.
    pub fn mac_matches(&self, label: &'static str, bytes: &[u8], tag: &[u8; 32]) -> bool {
        self.mac(label, bytes).ct_eq(tag).into()
    }

    /// Seals a member key that this one took the place of, so that what it sealed opens from now on with this one.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn seal_older(&self, rng: &mut impl CryptoRng, older: &MemberKey) -> Result<Vec<u8>, VaultError> {
        older.wrap(rng, &self.content, &self.context("older"))
    }

    /// Also opens, from now on, what is under a member key that [`Keyring::seal_older`] sealed, with this keyring or with
    /// one whose key was added before.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn add_older(&mut self, sealed: &[u8]) -> Result<(), VaultError> {
        let context = self.context("older");
        // The last one added is the likeliest.
        let likeliest = self.older.iter().rev().map(|older| &older.content).chain([&self.content]);
        let older = likeliest
            .map(|content| MemberKey::unwrap(content, &context, sealed))
            .find_map(Result::ok)
            .ok_or(VaultError::Unopenable)?;
        let Self { content, pair, mac, .. } = older.keyring(self.instance, self.owner);
        self.older.push(OlderKeys { content, pair, mac });
        Ok(())
    }

    /// What the first of the content keys makes of it that can: the one there is now, or one of those there were before,
    /// which are tried from the one on that could the last time, so that many keys cost little more than one.
    pub(super) fn first_that_opens<T>(&self, open: impl Fn(&Key) -> Option<T>) -> Option<T> {
        let likeliest = self.likeliest.load(Ordering::Relaxed);
        let all = || std::iter::once(&self.content).chain(self.older.iter().map(|older| &older.content)).enumerate();
        let mut in_turn = all().skip(likeliest).chain(all().take(likeliest));
        let (at, opened) = in_turn.find_map(|(at, content)| Some((at, open(content)?)))?;
        self.likeliest.store(at, Ordering::Relaxed);
        Some(opened)
    }

    pub(super) fn context(&self, name: &str) -> Context {
        Context::new(self.instance, self.owner, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::vault::{SealContext, Sealed, system_rng};

    #[test]
    fn an_older_key_opens_rows_and_seals_none() {
        let rng = &mut system_rng();
        let (instance, owner) = (InstanceId::new([1; 16]), OwnerId::new([2; 16]));
        let (older, newer) = (MemberKey::generate(rng), MemberKey::generate(rng));
        let place = SealContext { table: "moments", row: [3; 16], revision: 1 };
        let row = older.keyring(instance, owner).seal(rng, &place, &"before").unwrap();
        let row = Sealed::<String>::from_stored(row.key().to_vec(), row.body().to_vec());
        let mut keys = newer.keyring(instance, owner);
        assert_eq!(keys.open(&place, &row), Err(VaultError::Unopenable));
        let sealed = keys.seal_older(rng, &older).unwrap();
        keys.add_older(&sealed).unwrap();
        assert_eq!(keys.open(&place, &row).as_deref(), Ok("before"));
        let tried = AtomicUsize::new(0);
        let is_older =
            |key: &Key| (tried.fetch_add(1, Ordering::Relaxed), key.expose() == keys.older[0].content.expose()).1;
        keys.first_that_opens(|key| is_older(key).then_some(())).unwrap();
        assert_eq!(tried.into_inner(), 1, "the one that opened the row before is tried first");
        let since = keys.seal(rng, &place, &"since".to_owned()).unwrap();
        assert_eq!(older.keyring(instance, owner).open(&place, &since), Err(VaultError::Unopenable));

        let stranger = &mut newer.keyring(instance, OwnerId::new([9; 16]));
        assert_eq!(stranger.add_older(&sealed), Err(VaultError::Unopenable), "another owner");
        assert_eq!(older.keyring(instance, owner).add_older(&sealed), Err(VaultError::Unopenable), "another key");
    }

    #[test]
    fn every_key_of_a_keyring_is_another() {
        let member = MemberKey::generate(&mut system_rng());
        let ring = member.keyring(InstanceId::new([1; 16]), OwnerId::new([2; 16]));
        let keys = [member.0.expose(), ring.content.expose(), ring.mac.expose(), ring.pair.expose()];
        for (at, key) in keys.iter().enumerate() {
            assert!(keys.iter().skip(at + 1).all(|other| other != key));
        }
    }
}

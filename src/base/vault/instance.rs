//! Which installation this is, whose things these are, and the pepper that no database holds.

use rand_core::CryptoRng;

use super::cipher::{Context, Key};
use super::{MemberKey, VaultError};

/// One installation of Handrail. Not secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceId([u8; 16]);

impl InstanceId {
    /// The id made of these 16 random bytes.
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// The member whose things these are. Not secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnerId([u8; 16]);

impl OwnerId {
    /// The owner with this member id.
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// An installation together with its pepper, as read from `instance.key`.
///
/// Only passwords, personal mode and the tags of pages need this; the rest takes the [`InstanceId`], and so cannot come
/// to depend on the pepper.
///
/// ```compile_fail,E0616
/// let instance = handrail::base::vault::Instance::new([1; 16], &[2; 32]);
/// let _ = &instance.pepper;
/// ```
#[derive(Debug)]
pub struct Instance {
    id: InstanceId,
    pepper: Key,
    /// Tags what pages say of their session, and forms at the door of their browser; every request makes a tag.
    page: Key,
}

impl Instance {
    /// Takes a copy of the pepper, 32 random bytes; wiping the original is up to the caller.
    pub fn new(id: [u8; 16], pepper: &[u8; 32]) -> Self {
        Self {
            id: InstanceId::new(id),
            pepper: Key::copy_of(pepper),
            page: Key::derive(Some(&id), pepper, b"handrail/1/page"),
        }
    }

    /// The part of the instance that is not secret.
    pub const fn id(&self) -> InstanceId {
        self.id
    }

    pub(super) const fn page(&self) -> &Key {
        &self.page
    }

    pub(super) const fn pepper(&self) -> &Key {
        &self.pepper
    }

    /// Tells whether a pepper belongs to a database: kept beside the id, it says nothing of the pepper itself.
    pub fn check(&self) -> [u8; 32] {
        *Key::derive(Some(self.id.as_bytes()), self.pepper.expose(), b"handrail/1/instance/check").expose()
    }

    /// Wraps a member key under the pepper alone: personal mode, where whoever holds the whole data folder can open it.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn wrap_without_password(
        &self,
        rng: &mut impl CryptoRng,
        owner: OwnerId,
        member: &MemberKey,
    ) -> Result<Vec<u8>, VaultError> {
        member.wrap(rng, &self.personal_key(), &self.personal_context(owner))
    }

    /// Unwraps what [`Instance::wrap_without_password`] made for this owner on this instance.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn unwrap_without_password(&self, owner: OwnerId, wrapped: &[u8]) -> Result<MemberKey, VaultError> {
        MemberKey::unwrap(&self.personal_key(), &self.personal_context(owner), wrapped)
    }

    fn personal_key(&self) -> Key {
        Key::derive(None, self.pepper.expose(), b"handrail/1/personal/wrap")
    }

    fn personal_context(&self, owner: OwnerId) -> Context {
        Context::new(self.id, owner, "personal")
    }
}

//! The cookie: it finds its session and opens the member key, and the database can do neither.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use rand_core::CryptoRng;
use secrecy::SecretString;

use super::cipher::{Context, Key, sha256};
use super::{InstanceId, MemberKey, OwnerId, VaultError, token};

/// How the database names a session: SHA-256 of a key derived from the token, which gives nothing back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionId([u8; 32]);

impl SessionId {
    /// The 32 bytes, for the database.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads what [`SessionId`]'s `Display` wrote.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| VaultError::Malformed)?;
        bytes.try_into().map(Self).map_err(|_| VaultError::Malformed)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

/// 32 random bytes that live only in one browser's cookie.
#[derive(Debug)]
pub struct SessionToken(Key);

impl SessionToken {
    /// A new token: at sign-in and at any change of privilege.
    #[must_use]
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Key::random(rng))
    }

    /// The 43 characters for the cookie.
    #[must_use]
    pub fn text(&self) -> SecretString {
        token::to_text(&self.0)
    }

    /// Reads a cookie.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn parse(cookie: &str) -> Result<Self, VaultError> {
        token::from_text(cookie).map(Self)
    }

    /// The id under which this session is stored.
    #[must_use]
    pub fn id(&self) -> SessionId {
        SessionId(sha256(self.derive(b"handrail/1/session/id").expose()))
    }

    /// Wraps the member key for this session alone.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn wrap(
        &self,
        rng: &mut impl CryptoRng,
        instance: InstanceId,
        owner: OwnerId,
        member: &MemberKey,
    ) -> Result<Vec<u8>, VaultError> {
        member.wrap(rng, &self.wrapping_key(), &self.context(instance, owner))
    }

    /// Unwraps what [`SessionToken::wrap`] made for this session, instance and owner.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn unwrap(&self, instance: InstanceId, owner: OwnerId, wrapped: &[u8]) -> Result<MemberKey, VaultError> {
        MemberKey::unwrap(&self.wrapping_key(), &self.context(instance, owner), wrapped)
    }

    fn wrapping_key(&self) -> Key {
        self.derive(b"handrail/1/session/wrap")
    }

    fn derive(&self, label: &[u8]) -> Key {
        Key::derive(None, self.0.expose(), label)
    }

    fn context(&self, instance: InstanceId, owner: OwnerId) -> Context {
        Context::new(instance, owner, "session").with(self.id().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::system_rng;

    #[test]
    fn neither_the_id_nor_what_it_hashes_is_a_key() {
        let token = SessionToken::generate(&mut system_rng());
        let hashed = token.derive(b"handrail/1/session/id");
        let keys = [token.0.expose(), token.id().as_bytes(), hashed.expose(), token.wrapping_key().expose()]
            .map(|bytes| *bytes);
        for (at, key) in keys.iter().enumerate() {
            assert!(keys.iter().skip(at + 1).all(|other| other != key));
        }
    }
}

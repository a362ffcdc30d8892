//! The cookie: it finds its session and opens the member key, and the database can do neither.

use data_encoding::BASE64URL_NOPAD;
use rand_core::CryptoRng;
use secrecy::SecretString;
use subtle::ConstantTimeEq as _;

use super::cipher::{Context, Key, sha256};
use super::{Instance, InstanceId, MemberKey, OwnerId, VaultError, token};

/// How the database names a session: SHA-256 of a key derived from the token, which gives nothing back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId([u8; 32]);

impl SessionId {
    /// The 32 bytes, for the database.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Instance {
    /// What a page says of the session it was made for: its id, with a tag that nobody makes who only knows ids. 64
    /// characters that are safe in a URL.
    pub fn page_of(&self, session: SessionId) -> String {
        BASE64URL_NOPAD.encode(&[session.as_bytes().as_slice(), &self.page_tag(session)].concat())
    }

    /// The session a page was made for, if this instance made it.
    pub fn session_of(&self, page: &str) -> Option<SessionId> {
        let bytes = BASE64URL_NOPAD.decode(page.as_bytes()).ok()?;
        let (id, tag) = bytes.split_first_chunk()?;
        let session = SessionId(*id);
        bool::from(self.page_tag(session).ct_eq(tag)).then_some(session)
    }

    fn page_tag(&self, session: SessionId) -> [u8; 16] {
        let mac = self.page().mac(&[session.as_bytes()]);
        let mut tag = [0; 16];
        tag.iter_mut().zip(mac).for_each(|(tag, mac)| *tag = mac);
        tag
    }
}

/// 32 random bytes that live only in one browser's cookie.
#[derive(Debug)]
pub struct SessionToken(Key);

impl SessionToken {
    /// A new token: at sign-in and at any change of privilege.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Key::random(rng))
    }

    /// The 43 characters for the cookie.
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
    use crate::base::vault::system_rng;

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

//! Links that carry a key: what they lead to opens with the link alone, and the database holds only a digest of it.

use rand_core::CryptoRng;
use secrecy::SecretString;
use serde::Serialize;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq as _;

use super::cipher::{Context, Key, sha256};
use super::{InstanceId, Keyring, MemberPair, OwnerId, PublicKey, VaultError, pad, token};

/// The secret part of a link: 32 random bytes, of which the digest finds a row and a key derived from them opens it.
#[derive(Debug)]
pub struct LinkToken(Key);

impl LinkToken {
    /// A new token.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Key::random(rng))
    }

    /// The 43 characters for the link.
    pub fn text(&self) -> SecretString {
        token::to_text(&self.0)
    }

    /// Reads a token from a link.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        token::from_text(text).map(Self)
    }

    /// SHA-256 of the token, for the database and to find it there.
    pub fn digest(&self) -> [u8; 32] {
        sha256(self.0.expose())
    }

    /// Seals what whoever holds the link may read of its owner.
    ///
    /// # Errors
    /// [`VaultError::Unsealable`] if `value` has no JSON form, or one of a mebibyte or more.
    pub fn seal<T: Serialize>(
        &self,
        rng: &mut impl CryptoRng,
        instance: InstanceId,
        owner: OwnerId,
        value: &T,
    ) -> Result<Vec<u8>, VaultError> {
        self.page_key().seal(rng, &Context::new(instance, owner, "link"), &pad::encode(value)?)
    }

    /// Opens what [`LinkToken::seal`] made with the same token.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn open<T: DeserializeOwned>(
        &self,
        instance: InstanceId,
        owner: OwnerId,
        sealed: &[u8],
    ) -> Result<T, VaultError> {
        pad::decode(&self.page_key().open(&Context::new(instance, owner, "link"), sealed)?)
    }

    /// What proves to the owner of a link that `of`, who has this public key, held it; where it leads to one of several places
    /// of the owner's, to that one alone.
    pub fn introduction(
        &self,
        instance: InstanceId,
        owner: OwnerId,
        (of, key): (OwnerId, &PublicKey),
        to: Option<&[u8; 16]>,
    ) -> [u8; 32] {
        let place = Context::new(instance, owner, "introduction").with(of.as_bytes());
        let place = match to {
            Some(to) => place.with(to),
            None => place,
        };
        Key::derive(None, self.0.expose(), b"handrail/1/link/introduction").mac(&[place.as_bytes(), key.as_bytes()])
    }

    /// Whether [`LinkToken::introduction`] gave this; in constant time.
    pub fn introduces(
        &self,
        instance: InstanceId,
        owner: OwnerId,
        whom: (OwnerId, &PublicKey),
        to: Option<&[u8; 16]>,
        introduction: &[u8],
    ) -> bool {
        self.introduction(instance, owner, whom, to).ct_eq(introduction).into()
    }

    fn page_key(&self) -> Key {
        Key::derive(None, self.0.expose(), b"handrail/1/link/page")
    }
}

impl Keyring {
    /// Seals the secret of the pair that was made for one link.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn seal_link_pair(
        &self,
        rng: &mut impl CryptoRng,
        link: &[u8; 32],
        pair: &MemberPair,
    ) -> Result<Vec<u8>, VaultError> {
        self.content.seal(rng, &self.context("link pair").with(link), pair.secret.expose())
    }

    /// Opens what [`Keyring::seal_link_pair`] sealed for this link, also under a key this member had before.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn open_link_pair(&self, link: &[u8; 32], sealed: &[u8]) -> Result<MemberPair, VaultError> {
        let context = self.context("link pair").with(link);
        let secret = self.first_that_opens(|content| content.open_key(&context, sealed).ok());
        secret.map(MemberPair::from_secret).ok_or(VaultError::Unopenable)
    }
}

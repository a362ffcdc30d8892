//! The primitives and the two encodings around them; all other files of the vault build on these.

use chacha20poly1305::aead::{Aead, AeadInOut, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand_core::CryptoRng;
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{InstanceId, OwnerId, VaultError};

/// The first byte of everything sealed. A change of any format is a new number here, never a negotiation.
pub(super) const VERSION: u8 = 1;

/// Bytes of an `XChaCha20` nonce (draft-irtf-cfrg-xchacha-03, section 2.3): long enough to be drawn at random.
const NONCE: usize = 24;

/// Where something sealed belongs: `version | instance | owner | length of name (u64, big endian) | name | fields`.
///
/// Every part but the name has a fixed size, so no two places share an encoding.
pub(super) struct Context(Vec<u8>);

impl Context {
    pub(super) fn new(instance: InstanceId, owner: OwnerId, name: &str) -> Self {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(instance.as_bytes());
        bytes.extend_from_slice(owner.as_bytes());
        bytes.extend_from_slice(&(name.len() as u64).to_be_bytes());
        bytes.extend_from_slice(name.as_bytes());
        Self(bytes)
    }

    /// Adds one field; an array, because a field of varying length would make the encoding ambiguous.
    pub(super) fn with<const N: usize>(mut self, field: &[u8; N]) -> Self {
        self.0.extend_from_slice(field);
        self
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// 32 secret bytes: on the heap, wiped on drop, redacted in `Debug`. Each key serves one purpose.
#[derive(Debug)]
pub(super) struct Key(SecretBox<[u8; 32]>);

impl Key {
    pub(super) fn random(rng: &mut impl CryptoRng) -> Self {
        Self(SecretBox::init_with_mut(|bytes: &mut [u8; 32]| rng.fill_bytes(bytes)))
    }

    pub(super) fn copy_of(source: &[u8; 32]) -> Self {
        Self(SecretBox::init_with_mut(|bytes: &mut [u8; 32]| bytes.copy_from_slice(source)))
    }

    /// HKDF-SHA256 (RFC 5869): extract from `secret` with `salt`, expand with `label`.
    #[expect(clippy::expect_used, reason = "RFC 5869 section 2.3 allows 8,160 bytes; this asks for 32")]
    pub(super) fn derive(salt: Option<&[u8]>, secret: &[u8], label: &[u8]) -> Self {
        let hkdf = Hkdf::<Sha256>::new(salt, secret);
        Self(SecretBox::init_with_mut(|bytes: &mut [u8; 32]| {
            hkdf.expand(label, bytes).expect("32 bytes are within bounds");
        }))
    }

    pub(super) fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }

    /// XChaCha20-Poly1305 under a random nonce: `version | nonce | ciphertext | tag`, 41 bytes longer than `plain`.
    pub(super) fn seal(
        &self,
        rng: &mut impl CryptoRng,
        context: &Context,
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE];
        rng.fill_bytes(&mut nonce);
        let mut body = Vec::with_capacity(1 + NONCE + plain.len() + 16);
        body.push(VERSION);
        body.extend_from_slice(&nonce);
        body.extend_from_slice(plain);
        // Encrypted where it lies, so the plaintext leaves no second copy behind.
        let (_, message) = body.split_at_mut(1 + NONCE);
        let tag = XChaCha20Poly1305::new(self.expose().into())
            .encrypt_inout_detached(&nonce.into(), context.as_bytes(), message.into())
            .map_err(|_| VaultError::Unsealable)?;
        body.extend_from_slice(&tag);
        Ok(body)
    }

    /// Opens what [`Key::seal`] made under the same key and context.
    pub(super) fn open(&self, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let rest = sealed.strip_prefix(&[VERSION]).ok_or(VaultError::Unopenable)?;
        let (nonce, message) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::Unopenable)?;
        XChaCha20Poly1305::new(self.expose().into())
            .decrypt(nonce.into(), Payload { msg: message, aad: context.as_bytes() })
            .map(Zeroizing::new)
            .map_err(|_| VaultError::Unopenable)
    }

    /// Opens a sealed key.
    pub(super) fn open_key(&self, context: &Context, sealed: &[u8]) -> Result<Self, VaultError> {
        let plain = self.open(context, sealed)?;
        let bytes = plain.as_slice().try_into().map_err(|_| VaultError::Unopenable)?;
        Ok(Self::copy_of(bytes))
    }

    /// HMAC-SHA256 (RFC 2104) of the parts, one after the other.
    #[expect(clippy::expect_used, reason = "RFC 2104 section 2 takes a key of any length")]
    pub(super) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.expose()).expect("any length will do");
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// SHA-256 of `bytes`.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER_PERMISSIVE as HEX;

    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        HEX.decode(text.as_bytes()).unwrap()
    }

    fn key(text: &str) -> Key {
        Key::copy_of(hex(text).as_slice().try_into().unwrap())
    }

    #[test]
    fn derives_as_rfc_5869_appendix_a_1() {
        let made = Key::derive(Some(&hex("000102030405060708090a0b0c")), &[0x0b; 22], &hex("f0f1f2f3f4f5f6f7f8f9"));
        let okm = hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
        assert_eq!(made.expose().as_slice(), okm);
    }

    #[test]
    fn opens_the_vector_of_the_xchacha_draft_appendix_a_3_1() {
        let key = key("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
        let context = Context(hex("50515253c0c1c2c3c4c5c6c7"));
        let mut sealed = vec![VERSION];
        sealed.extend(hex("404142434445464748494a4b4c4d4e4f5051525354555657"));
        sealed.extend(hex(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39\
             ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
             21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49",
        ));
        let plain = key.open(&context, &sealed).unwrap();
        assert_eq!(
            plain.as_slice(),
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
              sunscreen would be it."
        );
    }

    #[test]
    fn macs_as_rfc_4231_test_case_1() {
        // HMAC pads its key with zeros, so the vector's 20-byte key may be padded to 32 here.
        let key = key("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b000000000000000000000000");
        let expected = hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assert_eq!(key.mac(&[b"Hi ", b"There"]).as_slice(), expected);
    }

    #[test]
    fn no_two_contexts_share_an_encoding() {
        let at = |name: &str| Context::new(InstanceId::new([1; 16]), OwnerId::new([2; 16]), name);
        assert_ne!(at("ab").with(b"c").as_bytes(), at("a").with(b"bc").as_bytes());
        assert_ne!(at("a").as_bytes(), at("a").with(&[0]).as_bytes());
    }

    #[test]
    fn debug_shows_no_byte_of_a_key() {
        assert_eq!(format!("{:?}", Key::copy_of(&[0xa5; 32])), "Key(SecretBox<[u8; 32]>([REDACTED]))");
    }
}

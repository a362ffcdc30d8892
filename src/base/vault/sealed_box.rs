//! Sealing to someone's public key what comes from nobody in particular: drafts, from a request that no session opens any more,
//! and what is answered by a link.

use std::fmt;

use data_encoding::HEXLOWER;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_core::CryptoRng;
use secrecy::SecretSlice;
use zeroize::Zeroizing;

use super::cipher::{Context, Key, VERSION, sha256};
use super::{InstanceId, Keyring, OwnerId, VaultError, pad};

/// Bytes of an encapsulated X25519 key (RFC 9180, table 2, `Nenc`).
const ENCAPSULATED: usize = 32;

/// What something was sealed to a public key for; HPKE's `info`. It opens for exactly this and nothing else.
pub struct Purpose(Context);

impl Purpose {
    /// An expired session's form, kept for its owner under this draft id.
    pub fn draft(instance: InstanceId, owner: OwnerId, draft: &[u8; 16]) -> Self {
        Self(Context::new(instance, owner, "draft").with(draft))
    }

    /// What somebody answers by this link of its owner's.
    pub fn reply(instance: InstanceId, owner: OwnerId, link: &[u8; 32]) -> Self {
        Self(Context::new(instance, owner, "reply").with(link))
    }
}

/// A member's X25519 public key. Not secret, but swapping it would redirect what is sealed to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key as it was stored.
    pub const fn from_stored(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, for the database.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The short form that an invitation carries and people can compare.
    pub fn fingerprint(&self) -> Fingerprint {
        let hash = sha256(&[b"handrail/1/fingerprint".as_slice(), &self.0].concat());
        let mut short = [0; 16];
        short.copy_from_slice(hash.split_at(16).0);
        Fingerprint(short)
    }

    /// HPKE in base mode (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), padded like a row:
    /// `version | encapsulated key | ciphertext | tag`. `aad` is bound as well and kept by the caller.
    ///
    /// Base mode says nothing of who sealed it: whoever has the public key can.
    ///
    /// # Errors
    /// [`VaultError::Unsealable`] for a mebibyte or more, or a public key of low order.
    pub fn seal(
        &self,
        rng: &mut impl CryptoRng,
        purpose: &Purpose,
        aad: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, VaultError> {
        let plain = pad::pad(plain)?;
        let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0).map_err(|_| VaultError::Unsealable)?;
        let (encapsulated, message) =
            hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Base,
                &public,
                purpose.0.as_bytes(),
                &plain,
                aad,
                rng,
            )
            .map_err(|_| VaultError::Unsealable)?;
        Ok([&[VERSION], encapsulated.to_bytes().as_slice(), &message].concat())
    }
}

/// The first 128 bits of a hash of a public key: making a second key with the same ones takes 2^128 tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// Eight groups of four hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, two) in self.0.chunks(2).enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{}", HEXLOWER.encode(two))?;
        }
        Ok(())
    }
}

/// A member's X25519 key pair. The secret leaves only sealed.
///
/// ```compile_fail,E0616
/// fn leak(pair: &handrail::base::vault::MemberPair) { let _ = &pair.secret; }
/// ```
#[derive(Debug)]
pub struct MemberPair {
    pub(super) secret: Key,
    public: PublicKey,
}

impl MemberPair {
    /// A new pair.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::from_secret(Key::random(rng))
    }

    /// The public half. Opened from its seal it is the true one, whatever the database claims.
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    /// Opens what was sealed to this pair's public key for this purpose and `aad`.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn open(&self, purpose: &Purpose, aad: &[u8], sealed: &[u8]) -> Result<SecretSlice<u8>, VaultError> {
        let rest = sealed.strip_prefix(&[VERSION]).ok_or(VaultError::Unopenable)?;
        let (encapsulated, message) = rest.split_first_chunk::<ENCAPSULATED>().ok_or(VaultError::Unopenable)?;
        let plain = open_hpke(&self.secret, encapsulated, purpose.0.as_bytes(), aad, message)?;
        Ok(pad::content(&plain)?.to_vec().into())
    }
}

impl MemberPair {
    /// Any 32 bytes are an X25519 secret once clamped (RFC 7748, section 5), which reading them does.
    #[expect(clippy::expect_used, reason = "fails only for a length other than 32 bytes")]
    pub(super) fn from_secret(secret: Key) -> Self {
        let private = private(&secret).expect("32 bytes are a private key");
        let public = PublicKey(X25519HkdfSha256::sk_to_pk(&private).to_bytes().into());
        Self { secret, public }
    }
}

impl Keyring {
    /// Seals the pair's secret for storage beside the public key.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn seal_pair(&self, rng: &mut impl CryptoRng, pair: &MemberPair) -> Result<Vec<u8>, VaultError> {
        self.pair.seal(rng, &self.context("pair"), pair.secret.expose())
    }

    /// Opens the pair that this very keyring sealed, and none from before.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn open_own_pair(&self, sealed: &[u8]) -> Result<MemberPair, VaultError> {
        self.pair.open_key(&self.context("pair"), sealed).map(MemberPair::from_secret)
    }

    /// Opens the pair that [`Keyring::seal_pair`] sealed for this owner on this instance, also under a key they had before.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn open_pair(&self, sealed: &[u8]) -> Result<MemberPair, VaultError> {
        let context = self.context("pair");
        std::iter::once(&self.pair)
            .chain(self.older.iter().map(|older| &older.pair))
            .find_map(|key| key.open_key(&context, sealed).ok())
            .map(MemberPair::from_secret)
            .ok_or(VaultError::Unopenable)
    }
}

pub(super) fn private(secret: &Key) -> Result<<X25519HkdfSha256 as Kem>::PrivateKey, hpke::HpkeError> {
    Deserializable::from_bytes(secret.expose())
}

fn open_hpke(
    secret: &Key,
    encapsulated: &[u8; ENCAPSULATED],
    info: &[u8],
    aad: &[u8],
    message: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let open = || {
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &private(secret)?,
            &Deserializable::from_bytes(encapsulated)?,
            info,
            message,
            aad,
        )
    };
    open().map(Zeroizing::new).map_err(|_| VaultError::Unopenable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex<const N: usize>(text: &str) -> [u8; N] {
        HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }

    #[test]
    fn opens_the_vector_of_rfc_9180_appendix_a_2_1_1() {
        let secret = Key::copy_of(&hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"));
        let plain = open_hpke(
            &secret,
            &hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"),
            &hex::<20>("4f6465206f6e2061204772656369616e2055726e"),
            b"Count-0",
            &hex::<45>("1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"),
        );
        assert_eq!(plain.unwrap().as_slice(), b"Beauty is truth, truth beauty");
        let public = hex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a");
        assert_eq!(MemberPair::from_secret(secret).public().as_bytes(), &public);
    }

    #[test]
    fn public_keys_of_low_order_are_refused() {
        let purpose = Purpose::draft(InstanceId::new([1; 16]), OwnerId::new([2; 16]), &[3; 16]);
        let mut one = [0; 32];
        one[0] = 1;
        for key in [[0; 32], one] {
            let sealed =
                PublicKey::from_stored(key).seal(&mut crate::base::vault::system_rng(), &purpose, b"", b"words");
            assert_eq!(sealed, Err(VaultError::Unsealable));
        }
    }
}

//! Letters: a row of somebody's own that others, named one by one, can open too. Nobody is given the key of any other row.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_core::CryptoRng;
use serde::Serialize;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use super::cipher::{Context, Key, VERSION, sha256};
use super::sealed_box::private;
use super::{Keyring, MemberPair, OwnerId, PublicKey, SealContext, Sealed, VaultError, pad};

/// What a reader opens a letter with: the row's key, and the hash of the body it belongs to.
const CONTENTS: usize = 32 + 32;

/// A public key that its holder has checked and sealed for themselves, so that no other can be put in its place in the file.
/// Letters are sealed to these only.
///
/// ```compile_fail,E0451
/// # use handrail::base::vault::{OwnerId, PinnedKey, PublicKey};
/// fn forged(of: OwnerId, key: PublicKey) -> PinnedKey { PinnedKey { of, key } }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinnedKey {
    of: OwnerId,
    key: PublicKey,
}

impl PinnedKey {
    /// Whose key it is.
    pub const fn of(&self) -> OwnerId {
        self.of
    }

    /// The key itself.
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }
}

/// What one reader opens one letter with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterKey {
    /// Who can.
    pub reader: OwnerId,
    /// HPKE in auth mode: `version | encapsulated key | ciphertext | tag`, 113 bytes.
    pub sealed: Vec<u8>,
}

impl Keyring {
    /// Seals somebody's public key for oneself. 73 bytes.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn pin(&self, rng: &mut impl CryptoRng, of: OwnerId, key: &PublicKey) -> Result<Vec<u8>, VaultError> {
        self.content.seal(rng, &self.pin_context(of), key.as_bytes())
    }

    /// The key of `of` that this member pinned, also under a key they had before.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn pinned(&self, of: OwnerId, pin: &[u8]) -> Result<PinnedKey, VaultError> {
        let context = self.pin_context(of);
        let key = self.first_that_opens(|content| content.open_key(&context, pin).ok());
        let key = key.ok_or(VaultError::Unopenable)?;
        Ok(PinnedKey { of, key: PublicKey::from_stored(*key.expose()) })
    }

    /// Seals the secret of the pair that letters are written and read with. It stays the same when password or code change.
    ///
    /// # Errors
    /// None in practice: [`VaultError::Unsealable`] would need 256 GiB of plaintext.
    pub fn seal_letter_pair(&self, rng: &mut impl CryptoRng, pair: &MemberPair) -> Result<Vec<u8>, VaultError> {
        self.content.seal(rng, &self.context("letter pair"), pair.secret.expose())
    }

    /// Opens what [`Keyring::seal_letter_pair`] sealed, also under a key this member had before.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`].
    pub fn open_letter_pair(&self, sealed: &[u8]) -> Result<MemberPair, VaultError> {
        let context = self.context("letter pair");
        let secret = self.first_that_opens(|content| content.open_key(&context, sealed).ok());
        secret.map(MemberPair::from_secret).ok_or(VaultError::Unopenable)
    }

    fn pin_context(&self, of: OwnerId) -> Context {
        self.context("pin").with(of.as_bytes())
    }

    /// Seals `value` as a row of one's own, under a new key, and that key to each reader. Only the holder of `pair` can have
    /// written it (RFC 9180, section 5.1.3), and nobody who can open it can put another body in its place.
    ///
    /// # Errors
    /// [`VaultError::Unsealable`] for what [`Keyring::seal`] refuses, or a public key of low order.
    pub fn write_letter<T: Serialize>(
        &self,
        rng: &mut impl CryptoRng,
        place: &SealContext,
        value: &T,
        pair: &MemberPair,
        readers: &[PinnedKey],
    ) -> Result<(Sealed<T>, Vec<LetterKey>), VaultError> {
        let (context, row_key) = (self.row_context(place), Key::random(rng));
        let key = self.content.seal(rng, &context, row_key.expose())?;
        let body = row_key.seal(rng, &context, &pad::encode(value)?)?;
        let contents = contents(&row_key, &body);
        let keys: Result<_, _> =
            readers.iter().map(|reader| self.seal_to(rng, place, &contents, pair, reader)).collect();
        Ok((Sealed::from_stored(key, body), keys?))
    }

    fn seal_to(
        &self,
        rng: &mut impl CryptoRng,
        place: &SealContext,
        contents: &[u8; CONTENTS],
        pair: &MemberPair,
        reader: &PinnedKey,
    ) -> Result<LetterKey, VaultError> {
        let info = self.row_context(place).with(reader.of.as_bytes());
        let mut seal = || {
            let own = (private(&pair.secret)?, Deserializable::from_bytes(pair.public().as_bytes())?);
            hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                &OpModeS::Auth(own),
                &Deserializable::from_bytes(reader.key.as_bytes())?,
                info.as_bytes(),
                contents,
                b"",
                rng,
            )
        };
        let (encapsulated, message) = seal().map_err(|_: hpke::HpkeError| VaultError::Unsealable)?;
        let sealed = [&[VERSION], encapsulated.to_bytes().as_slice(), &message].concat();
        Ok(LetterKey { reader: reader.of, sealed })
    }

    /// Opens what the holder of the pinned key wrote to this member, for this place of theirs.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`], also where somebody else wrote it, or the body is another than was sealed.
    pub fn read_letter<T: DeserializeOwned>(
        &self,
        pair: &MemberPair,
        from: &PinnedKey,
        place: &SealContext,
        sealed: &[u8],
        body: &[u8],
    ) -> Result<T, VaultError> {
        let context = self.context_of(from.of, place);
        let info = self.context_of(from.of, place).with(self.owner().as_bytes());
        let contents = open_contents(pair, from, &info, sealed)?;
        let (row_key, hash) = contents.split_first_chunk::<32>().ok_or(VaultError::Unopenable)?;
        if !bool::from(sha256(body).as_slice().ct_eq(hash)) {
            return Err(VaultError::Unopenable);
        }
        pad::decode(&Key::copy_of(row_key).open(&context, body)?)
    }
}

fn contents(row_key: &Key, body: &[u8]) -> Zeroizing<[u8; CONTENTS]> {
    let mut contents = Zeroizing::new([0; CONTENTS]);
    let bytes = row_key.expose().iter().copied().chain(sha256(body));
    contents.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    contents
}

fn open_contents(
    pair: &MemberPair,
    from: &PinnedKey,
    info: &Context,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let rest = sealed.strip_prefix(&[VERSION]).ok_or(VaultError::Unopenable)?;
    let (encapsulated, message) = rest.split_first_chunk::<32>().ok_or(VaultError::Unopenable)?;
    let open = || {
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Auth(<X25519HkdfSha256 as Kem>::PublicKey::from_bytes(from.key.as_bytes())?),
            &private(&pair.secret)?,
            &Deserializable::from_bytes(encapsulated)?,
            info.as_bytes(),
            message,
            b"",
        )
    };
    open().map(Zeroizing::new).map_err(|_| VaultError::Unopenable)
}

/// Eight numbers that two people have in common where each holds the other's true key, to be read aloud: 128 bits of a hash
/// of both keys, whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers([u16; 8]);

impl Numbers {
    /// Those of two people.
    pub fn of(one: &PublicKey, other: &PublicKey) -> Self {
        let (first, second) = if one.as_bytes() <= other.as_bytes() { (one, other) } else { (other, one) };
        let hash = sha256(&[b"handrail/1/numbers".as_slice(), first.as_bytes(), second.as_bytes()].concat());
        let mut numbers = [0; 8];
        let pairs =
            hash.chunks_exact(2).map(|two| two.iter().fold(0, |number: u16, byte| number << 8 | u16::from(*byte)));
        numbers.iter_mut().zip(pairs).for_each(|(to, number)| *to = number);
        Self(numbers)
    }
}

/// Eight groups of five digits.
impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, number) in self.0.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{number:05}")?;
        }
        Ok(())
    }
}

//! Private rows: a key for each, and a body that opens only in its own place.

use std::fmt;
use std::marker::PhantomData;
use std::slice;

use rand_core::CryptoRng;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::cipher::{Context, Key, sha256};
use super::{Keyring, OwnerId, VaultError, pad};
use crate::base::ids::Id;

/// Bytes of a wrapped row key: version, nonce, key, tag.
const WRAPPED_KEY: usize = 1 + 24 + 32 + 16;

/// What stands readable beside a row and belongs to it, such as its day and whether it was removed.
pub type Beside = [u8; 5];

/// Where a row is stored. With the instance and owner of the [`Keyring`] this is all that a body is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealContext {
    /// The table's name.
    pub table: &'static str,
    /// The row's random id.
    pub row: [u8; 16],
    /// Counts the edits of this row, so that parts of two revisions never mix.
    pub revision: i64,
}

impl SealContext {
    /// The place of a row that is bound to two others by their ids: moved beside other ones, it opens no more.
    pub fn beside(table: &'static str, row: &[u8; 16], others: [&[u8; 16]; 2], revision: i64) -> Self {
        let [first, second] = others;
        let row = *Id::half_of(&sha256(&[row.as_slice(), first, second].concat())).as_bytes();
        Self { table, row, revision }
    }
}

/// One sealed row as the database holds it. `T` is what it opens to:
///
/// ```
/// # use handrail::base::vault::{Keyring, SealContext, Sealed, VaultError};
/// fn read(ring: &Keyring, at: &SealContext, row: &Sealed<String>) -> Result<String, VaultError> { ring.open(at, row) }
/// ```
///
/// ```compile_fail,E0308
/// # use handrail::base::vault::{Keyring, SealContext, Sealed, VaultError};
/// fn read(ring: &Keyring, at: &SealContext, row: &Sealed<u8>) -> Result<String, VaultError> { ring.open(at, row) }
/// ```
pub struct Sealed<T> {
    key: Vec<u8>,
    body: Vec<u8>,
    opens_to: PhantomData<fn() -> T>,
}

impl<T> Sealed<T> {
    /// The two columns of a stored row; whether they open is only known on [`Keyring::open`].
    pub const fn from_stored(key: Vec<u8>, body: Vec<u8>) -> Self {
        Self { key, body, opens_to: PhantomData }
    }

    /// Takes one column apart, as [`Sealed::to_bytes`] put it together.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if it is shorter than a wrapped key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let (key, body) = bytes.split_at_checked(WRAPPED_KEY).ok_or(VaultError::Unopenable)?;
        Ok(Self::from_stored(key.to_vec(), body.to_vec()))
    }

    /// Key and body as one column, where a table has other columns of its own.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.key.as_slice(), &self.body].concat()
    }

    /// The row's key, wrapped under its owner's content key: 73 bytes.
    pub fn key(&self) -> &[u8] {
        &self.key
    }

    /// The sealed body: 41 bytes more than a power of two from 256 bytes to 1 MiB.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.body.len())
    }
}

impl Keyring {
    /// Seals `value` for `place` under a new row key; every edit seals anew, with the next revision.
    ///
    /// The body is JSON. A float that is not finite becomes `null` there and would not open as a float again, so keep
    /// those out of `value`.
    ///
    /// # Errors
    /// [`VaultError::Unsealable`] if `value` has no JSON form, or one of a mebibyte or more.
    pub fn seal<T: Serialize>(
        &self,
        rng: &mut impl CryptoRng,
        place: &SealContext,
        value: &T,
    ) -> Result<Sealed<T>, VaultError> {
        let context = self.row_context(place);
        self.seal_under(rng, &context, &context, value)
    }

    /// The same for a row with something readable `beside` it, such as its day, without which it does not open: moved to
    /// another day in the file, it is shut.
    ///
    /// # Errors
    /// As [`Keyring::seal`].
    pub fn seal_beside<T: Serialize>(
        &self,
        rng: &mut impl CryptoRng,
        place: &SealContext,
        beside: Beside,
        value: &T,
    ) -> Result<Sealed<T>, VaultError> {
        self.seal_under(rng, &self.row_context(place).with(&beside), &self.row_context(place), value)
    }

    fn seal_under<T: Serialize>(
        &self,
        rng: &mut impl CryptoRng,
        key_context: &Context,
        context: &Context,
        value: &T,
    ) -> Result<Sealed<T>, VaultError> {
        let row_key = Key::random(rng);
        let key = self.content.seal(rng, key_context, row_key.expose())?;
        let body = row_key.seal(rng, context, &pad::encode(value)?)?;
        Ok(Sealed::from_stored(key, body))
    }

    /// Opens a row that this owner sealed for this place.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`], also when the contents no longer have the shape of `T`.
    pub fn open<T: DeserializeOwned>(&self, place: &SealContext, sealed: &Sealed<T>) -> Result<T, VaultError> {
        let context = self.row_context(place);
        let row_key = self.row_key(slice::from_ref(&context), &sealed.key)?;
        pad::decode(&row_key.open(&context, &sealed.body)?)
    }

    /// Opens a row that [`Keyring::seal_beside`] sealed, or one from before there was anything beside it.
    ///
    /// # Errors
    /// As [`Keyring::open`].
    pub fn open_beside<T: DeserializeOwned>(
        &self,
        place: &SealContext,
        beside: Beside,
        sealed: &Sealed<T>,
    ) -> Result<T, VaultError> {
        let row_key = self.row_key_beside(place, beside, &sealed.key)?;
        pad::decode(&row_key.open(&self.row_context(place), &sealed.body)?)
    }

    /// The wrapped key of a row where `from` gives way to `to` beside it. The row itself stays as it is.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`] if it does not stand beside `from`.
    pub fn move_beside<T>(
        &self,
        rng: &mut impl CryptoRng,
        place: &SealContext,
        (from, to): (Beside, Beside),
        sealed: &Sealed<T>,
    ) -> Result<Vec<u8>, VaultError> {
        let row_key = self.row_key_beside(place, from, &sealed.key)?;
        self.content.seal(rng, &self.row_context(place).with(&to), row_key.expose())
    }

    fn row_key_beside(&self, place: &SealContext, beside: Beside, wrapped: &[u8]) -> Result<Key, VaultError> {
        self.row_key(&[self.row_context(place).with(&beside), self.row_context(place)], wrapped)
    }

    fn row_key(&self, contexts: &[Context], wrapped: &[u8]) -> Result<Key, VaultError> {
        let open = |content: &Key| contexts.iter().find_map(|context| content.open_key(context, wrapped).ok());
        self.first_that_opens(open).ok_or(VaultError::Unopenable)
    }

    pub(super) fn row_context(&self, place: &SealContext) -> Context {
        self.context_of(self.owner(), place)
    }

    /// The place of somebody else's row.
    pub(super) fn context_of(&self, owner: OwnerId, place: &SealContext) -> Context {
        let at = Context::new(self.instance(), owner, place.table);
        at.with(&place.row).with(&place.revision.to_be_bytes())
    }
}

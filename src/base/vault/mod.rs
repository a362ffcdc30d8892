//! Keys, and everything sealed with them: the only module that names a cipher.
//!
//! The promise: a stolen disk, database or backup shows ids, times, sizes and who granted whom, never what someone
//! wrote, rated, chose or felt. Each private row has its own key, each row key is wrapped under its owner's
//! [`Keyring`], and the member key behind it is stored only wrapped: by a password, a [`RecoveryCode`], each session
//! and, in personal mode, by the instance itself.
//!
//! ```text
//! password + salt -Argon2id-> root -HKDF(pepper)-> auth, wrap --+
//! recovery code ---------------------------HKDF-> wrap ---------+--> member key -HKDF-> content, mac, pair
//! session token ---------------------------HKDF-> id, wrap -----+        content -> row key -> row body
//! pepper (personal mode) ------------------HKDF-> wrap ---------+        pair    -> X25519 secret
//! ```
//!
//! Everything sealed starts with a version byte and is bound to `version | instance | owner | name | ...`, so it opens
//! only where it was put. Two things this does not stop, and `SECURITY.md` says so: a host who changes the running
//! program, and rolling the file back to an earlier state that was once genuine. The cipher is not key-committing:
//! whoever holds a row's key can make a body that also opens under a second key.

#![warn(missing_docs, clippy::missing_errors_doc)]

mod archive;
mod chain;
mod cipher;
mod door;
mod instance;
mod keys;
mod letter;
mod link;
mod pad;
mod password;
mod recovery;
mod row;
pub mod sealed_box;
mod second;
mod session;
mod token;

pub use archive::{DecryptWith, EncryptTo, EncryptedArchive, Identities, Recipient};
pub use door::DoorToken;
pub use instance::{Instance, InstanceId, OwnerId};
pub use keys::{Keyring, MemberKey};
pub use letter::{LetterKey, Numbers, PinnedKey};
pub use link::LinkToken;
pub use password::{Cost, PasswordKeys, Workspace};
pub use recovery::RecoveryCode;
pub use row::{Beside, SealContext, Sealed};
pub use sealed_box::{Fingerprint, MemberPair, PublicKey, Purpose};
pub use second::{AppSecret, SpareCode};
pub use session::{SessionId, SessionToken};
pub use token::OneTimeToken;

use rand_core::CryptoRng;

/// Why the vault refused. No variant carries data, so that none can carry a secret or a plaintext into a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The wrong key, the wrong place, damaged or truncated bytes, an unknown version, or contents of another shape:
    /// deliberately one answer for all.
    #[error("this can't be opened")]
    Unopenable,
    /// The value is a mebibyte or more, has no JSON form, or the recipient's public key is unusable.
    #[error("this can't be sealed")]
    Unsealable,
    /// The text is no recovery code, session cookie or one-time token at all.
    #[error("not a well-formed code or token")]
    Malformed,
    /// The Argon2 cost is outside the bounds of [`Cost::new`].
    #[error("password cost out of bounds")]
    Cost,
    /// The memory Argon2 asks for is not there; trying again later may work.
    #[error("not enough memory to check a password")]
    Memory,
}

/// The operating system's randomness, for every `rng` parameter in this module.
///
/// # Panics
/// Using it panics if the system has no randomness to give: nothing can be sealed safely then.
pub fn system_rng() -> impl CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}

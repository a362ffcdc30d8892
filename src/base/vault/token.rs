//! Random tokens as text, and the ones that are used once.

use data_encoding::BASE64URL_NOPAD;
use rand_core::CryptoRng;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::VaultError;
use super::cipher::{Key, sha256};

/// 43 characters that are safe in a URL and a cookie: base64url without padding (RFC 4648, section 5).
pub(super) fn to_text(token: &Key) -> SecretString {
    BASE64URL_NOPAD.encode(token.expose()).into()
}

/// The token written as exactly this text; there is one text for each token.
pub(super) fn from_text(text: &str) -> Result<Key, VaultError> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map(Zeroizing::new).map_err(|_| VaultError::Malformed)?;
    let token = bytes.as_slice().try_into().map_err(|_| VaultError::Malformed)?;
    Ok(Key::copy_of(token))
}

/// The secret part of a link that works once, such as set-up or an invitation. The database keeps only its digest.
#[derive(Debug)]
pub struct OneTimeToken(Key);

impl OneTimeToken {
    /// A new token of 32 random bytes.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Key::random(rng))
    }

    /// The 43 characters for the link.
    pub fn text(&self) -> SecretString {
        to_text(&self.0)
    }

    /// Reads a token from a link.
    ///
    /// # Errors
    /// [`VaultError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        from_text(text).map(Self)
    }

    /// SHA-256 of the token, for the database and to find it there.
    pub fn digest(&self) -> [u8; 32] {
        sha256(self.0.expose())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn the_digest_is_sha_256_of_the_bytes() {
        let zeros = OneTimeToken::parse(&"A".repeat(43)).unwrap();
        let expected = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
        assert_eq!(data_encoding::HEXLOWER.encode(&zeros.digest()), expected);
    }

    #[test]
    fn other_spellings_are_refused() {
        let zeros = "A".repeat(43);
        let spare_bits = format!("{}B", "A".repeat(42));
        for text in ["", "A", &zeros[..42], &format!("{zeros}="), &format!("{zeros}A"), &spare_bits, &"+".repeat(43)] {
            assert_eq!(OneTimeToken::parse(text).err(), Some(VaultError::Malformed));
        }
    }

    proptest! {
        #[test]
        fn every_token_reads_back(bytes in any::<[u8; 32]>()) {
            let token = OneTimeToken(Key::copy_of(&bytes));
            let text = token.text();
            prop_assert_eq!(text.expose_secret().len(), 43);
            prop_assert!(text.expose_secret().bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_'));
            prop_assert_eq!(OneTimeToken::parse(text.expose_secret()).unwrap().digest(), token.digest());
        }
    }
}

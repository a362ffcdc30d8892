//! The code on paper that opens everything when the password is gone.

use data_encoding::Encoding;
use data_encoding_macro::new_encoding;
use rand_core::CryptoRng;
use secrecy::{ExposeSecret, SecretBox, SecretString};
use zeroize::Zeroizing;

use super::cipher::{Context, Key, VERSION};
use super::{InstanceId, MemberKey, OwnerId, VaultError};

/// Crockford's base32 (<https://www.crockford.com/base32.html>): no I, L, O or U; read back, I and L are 1 and O is 0.
pub(super) const CROCKFORD: Encoding = new_encoding! {
    symbols: "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
    translate_from: "abcdefghjkmnpqrstvwxyzIiLlOo",
    translate_to: "ABCDEFGHJKMNPQRSTVWXYZ111100",
};

/// 160 random bits, shown once as eight groups of four characters.
///
/// It wraps the member key without the pepper, so that a lost `instance.key` does not lose everyone's words; with this
/// much entropy HKDF suffices and Argon2 would add nothing.
#[derive(Debug)]
pub struct RecoveryCode(SecretBox<[u8; 20]>);

impl RecoveryCode {
    /// A new code.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(SecretBox::init_with_mut(|bytes: &mut [u8; 20]| rng.fill_bytes(bytes)))
    }

    /// The code as people write it down: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
    pub fn text(&self) -> SecretString {
        let symbols = Zeroizing::new(CROCKFORD.encode(self.0.expose_secret()));
        let mut text = String::with_capacity(39);
        for (at, symbol) in symbols.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(symbol);
        }
        text.into()
    }

    /// Reads a code as people type it: in either case, with any spaces, dashes or dots, with O for 0 and I or L for 1.
    ///
    /// A code with a wrong letter still reads; it just opens nothing.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] unless exactly 32 characters of the alphabet remain.
    pub fn parse(typed: &str) -> Result<Self, VaultError> {
        let mut symbols = Zeroizing::new(String::with_capacity(typed.len()));
        symbols.extend(typed.chars().filter(|letter| letter.is_alphanumeric()));
        let bytes = CROCKFORD.decode(symbols.as_bytes()).map(Zeroizing::new).map_err(|_| VaultError::Malformed)?;
        let code: &[u8; 20] = bytes.as_slice().try_into().map_err(|_| VaultError::Malformed)?;
        Ok(Self(SecretBox::init_with_mut(|bytes: &mut [u8; 20]| bytes.copy_from_slice(code))))
    }

    /// Wraps the member key under this code.
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
        member.wrap(rng, &self.key(), &context(instance, owner))
    }

    /// Unwraps what [`RecoveryCode::wrap`] made with the same code, instance and owner.
    ///
    /// # Errors
    /// [`VaultError::Unopenable`]: most likely a typing mistake.
    pub fn unwrap(&self, instance: InstanceId, owner: OwnerId, wrapped: &[u8]) -> Result<MemberKey, VaultError> {
        MemberKey::unwrap(&self.key(), &context(instance, owner), wrapped)
    }

    /// Does the work of [`RecoveryCode::unwrap`] for an owner who is not there.
    pub fn unwrap_nothing(&self, instance: InstanceId) {
        let of_that_size = [VERSION; 1 + 24 + 32 + 16];
        drop(self.unwrap(instance, OwnerId::new([0; 16]), &of_that_size));
    }

    fn key(&self) -> Key {
        Key::derive(None, self.0.expose_secret(), b"handrail/1/recovery/wrap")
    }
}

fn context(instance: InstanceId, owner: OwnerId) -> Context {
    Context::new(instance, owner, "recovery")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(bytes: [u8; 20]) -> RecoveryCode {
        RecoveryCode(SecretBox::new(Box::new(bytes)))
    }

    #[test]
    fn mistaken_letters_and_any_grouping_are_forgiven() {
        let parsed = RecoveryCode::parse(" o1Il 0lOi\u{a0}ABCD-abcd\u{2013}0000.ZZZZ 0000\n0000 ").unwrap();
        assert_eq!(parsed.text().expose_secret(), "0111-0101-ABCD-ABCD-0000-ZZZZ-0000-0000");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in ["", "0000", &"0".repeat(31), &"0".repeat(33), &"0".repeat(40), &"U".repeat(32), &"é".repeat(32)]
        {
            assert_eq!(RecoveryCode::parse(typed).err(), Some(VaultError::Malformed));
        }
    }

    proptest! {
        #[test]
        fn every_code_reads_back(bytes in any::<[u8; 20]>(), lower in any::<bool>()) {
            let text = code(bytes).text();
            let typed = if lower { text.expose_secret().to_lowercase() } else { text.expose_secret().replace('-', " ") };
            prop_assert_eq!(text.expose_secret().len(), 39);
            let parsed = RecoveryCode::parse(&typed).unwrap();
            prop_assert_eq!(parsed.0.expose_secret(), &bytes);
        }

        #[test]
        fn nothing_typed_can_break_it(typed in any::<String>()) {
            let _ = RecoveryCode::parse(&typed);
        }
    }
}

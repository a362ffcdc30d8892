//! What is asked for after a password: a code from an app (RFC 6238), or one from a list that is used once.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use rand_core::CryptoRng;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use totp_rs::{Builder, Secret, Totp};
use zeroize::{Zeroize as _, Zeroizing};

use super::VaultError;
use super::cipher::sha256;
use super::recovery::CROCKFORD;

/// Symbols of a code from the list: 50 random bits.
const SPARE_SYMBOLS: usize = 10;

/// The 160 bits that an app and we have in common (RFC 4226, section 4). It is kept only in what is sealed to its owner.
pub struct AppSecret([u8; 20]);

impl AppSecret {
    /// A new secret.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 20];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The 32 letters and digits to type into an app.
    pub fn text(&self) -> SecretString {
        BASE32_NOPAD.encode(&self.0).into()
    }

    /// The step of thirty seconds for which an app shows this code, from one before to one after `now`, in seconds since
    /// 1970. Spaces don't matter.
    pub fn step_of(&self, typed: &str, now: i64) -> Option<u64> {
        let digits: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        self.app().check(&digits, u64::try_from(now).ok()?)
    }

    fn app(&self) -> Totp {
        // Six digits every thirty seconds by SHA-1, one step of leeway: what every app shows.
        Builder::new().with_secret(Secret::new_stack(self.0)).build_noncompliant()
    }
}

impl Drop for AppSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Serialize for AppSecret {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.text().expose_secret())
    }
}

impl<'de> Deserialize<'de> for AppSecret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(from)?);
        let bytes = BASE32_NOPAD.decode(text.as_bytes()).map(Zeroizing::new).map_err(D::Error::custom)?;
        bytes.as_slice().try_into().map(Self).map_err(D::Error::custom)
    }
}

/// One of the codes for the day on which the phone is lost.
pub struct SpareCode(Zeroizing<String>);

impl SpareCode {
    /// A new code.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 7]);
        rng.fill_bytes(bytes.as_mut());
        let mut symbols = Zeroizing::new(CROCKFORD.encode(bytes.as_ref()));
        symbols.truncate(SPARE_SYMBOLS);
        Self(symbols)
    }

    /// As people write it down: two groups of five.
    pub fn text(&self) -> String {
        let (first, second) = self.0.split_at(SPARE_SYMBOLS / 2);
        format!("{first}-{second}")
    }

    /// Reads a code as people type it: in either case, with any spaces or dashes.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] unless ten symbols of the alphabet remain.
    pub fn parse(typed: &str) -> Result<Self, VaultError> {
        let symbols: Zeroizing<String> =
            Zeroizing::new(typed.chars().filter(|sign| sign.is_alphanumeric()).take(SPARE_SYMBOLS + 1).collect());
        if symbols.len() != SPARE_SYMBOLS {
            return Err(VaultError::Malformed);
        }
        // Sixteen symbols are ten whole bytes, so that the translation of the alphabet applies to each of the ten.
        let whole = Zeroizing::new(format!("{}000000", *symbols));
        let bytes = CROCKFORD.decode(whole.as_bytes()).map(Zeroizing::new).map_err(|_| VaultError::Malformed)?;
        let mut read = Zeroizing::new(CROCKFORD.encode(&bytes));
        read.truncate(SPARE_SYMBOLS);
        Ok(Self(read))
    }

    /// What it is recognised by, in hexadecimal. It stands only in what is sealed to its owner.
    pub fn digest(&self) -> String {
        HEXLOWER.encode(&sha256(self.0.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::vault::system_rng;

    /// RFC 6238, appendix B, for SHA-1: its codes have eight digits, of which an app shows the last six.
    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        let secret = AppSecret(*b"12345678901234567890");
        for (at, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(secret.step_of(&code[2..], at), Some(at.cast_unsigned() / 30), "{at}");
        }
        assert_eq!(secret.text().expose_secret(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_is_good_one_step_early_or_late_and_however_it_is_typed() {
        let secret = AppSecret(*b"12345678901234567890");
        let at = 1_234_567_890;
        for (now, good) in [(at, true), (at - 30, true), (at + 30, true), (at - 60, false), (at + 60, false)] {
            assert_eq!(secret.step_of(" 005 924 ", now).is_some(), good, "{now}");
        }
        for typed in ["", "00592", "0059240", "005-924", "００５９２４", "005925"] {
            assert_eq!(secret.step_of(typed, at), None, "{typed:?}");
        }
        assert_eq!(secret.step_of("005924", -1), None);
    }

    #[test]
    fn a_code_from_the_list_is_read_however_it_is_typed() {
        let code = SpareCode::generate(&mut system_rng());
        let text = code.text();
        assert_eq!(text.len(), 11);
        for typed in
            [text.clone(), text.to_lowercase(), text.replace('-', " "), text.replace('0', "o").replace('1', "L")]
        {
            assert_eq!(SpareCode::parse(&typed).unwrap().digest(), code.digest(), "{typed}");
        }
        for typed in ["", "123456", "ABCDE-FGHJU", "ABCDE-FGHJKM", "ÄBCDE-FGHJK"] {
            assert_eq!(SpareCode::parse(typed).err(), Some(VaultError::Malformed), "{typed}");
        }
    }

    #[test]
    fn a_secret_reads_back() {
        let secret = AppSecret::generate(&mut system_rng());
        let text = serde_json::to_string(&secret).unwrap();
        assert_eq!(serde_json::from_str::<AppSecret>(&text).unwrap().0, secret.0);
    }
}

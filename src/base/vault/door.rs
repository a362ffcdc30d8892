//! What ties a form at the door to the browser it was given to, so that nobody who uses that browser later sends it again.

use data_encoding::BASE64URL_NOPAD;
use rand_core::CryptoRng;
use secrecy::SecretString;
use subtle::ConstantTimeEq as _;

use super::cipher::Key;
use super::{Instance, VaultError, token};

/// 32 random bytes that one browser holds from the first form at the door until somebody comes in or goes out.
#[derive(Debug)]
pub struct DoorToken(Key);

impl DoorToken {
    /// A new token.
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
}

impl Instance {
    /// What a form says that was given to this browser at that second. 32 characters.
    pub fn door_tag(&self, door: &DoorToken, second: i64) -> String {
        let second = second.to_be_bytes();
        BASE64URL_NOPAD.encode(&[second.as_slice(), &self.door_mac(door, second)].concat())
    }

    /// The second at which a form was given to this browser, if this instance did.
    pub fn given_at(&self, door: &DoorToken, tag: &str) -> Option<i64> {
        let bytes = BASE64URL_NOPAD.decode(tag.as_bytes()).ok()?;
        let (second, mac) = bytes.split_first_chunk()?;
        bool::from(self.door_mac(door, *second).ct_eq(mac)).then_some(i64::from_be_bytes(*second))
    }

    /// Longer than what a page's own tag is made of, so that neither is ever the other.
    fn door_mac(&self, door: &DoorToken, second: [u8; 8]) -> [u8; 16] {
        let mut tag = [0; 16];
        let mac = self.page().mac(&[b"door", door.0.expose(), &second]);
        tag.iter_mut().zip(mac).for_each(|(tag, mac)| *tag = mac);
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::vault::system_rng;

    #[test]
    fn a_form_is_of_one_browser_one_second_and_one_instance() {
        let rng = &mut system_rng();
        let here = Instance::new([1; 16], &[2; 32]);
        let (door, another) = (DoorToken::generate(rng), DoorToken::generate(rng));
        let tag = here.door_tag(&door, 1_795_348_800);
        assert_eq!(here.given_at(&door, &tag), Some(1_795_348_800));
        assert_eq!(here.given_at(&another, &tag), None);
        assert_eq!(Instance::new([1; 16], &[3; 32]).given_at(&door, &tag), None);
        let mut later = BASE64URL_NOPAD.decode(tag.as_bytes()).unwrap();
        later[7] ^= 1;
        for forged in ["", "A", &tag[1..], &BASE64URL_NOPAD.encode(&later), &BASE64URL_NOPAD.encode(&later[..8])] {
            assert_eq!(here.given_at(&door, forged), None, "{forged}");
        }
    }
}

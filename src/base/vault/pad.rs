//! Sizes that say little: plaintexts are padded to a power of two, 256 bytes at least.
//!
//! Powers of two rather than Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication
//! with PURBs", PETS 2019): Padmé wastes less on large files, but its steps at 256 bytes are 16 bytes wide, which would
//! often tell `did` from `no-reply-yet`. Here such answers only differ in size when the rest of the row ends within a
//! few bytes of a boundary, and where it ends is not visible.

use std::io;
use std::io::Write;

use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::VaultError;

/// The smallest padded size, bytes: more than a row of choices, ratings and a sentence or two.
const SMALLEST: usize = 256;

/// The largest padded size, bytes: far more than any form the server accepts, so that a mistake is not stored.
const LARGEST: usize = 1 << 20;

/// Ends the content, zeros follow (ISO/IEC 7816-4 padding).
const END: u8 = 0x80;

/// `value` as JSON, padded.
pub(super) fn encode(value: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    // Measured first: a vector that grows while it is written leaves copies of the plaintext in freed memory.
    let mut length = ByteCount(0);
    serde_json::to_writer(&mut length, value).map_err(|_| VaultError::Unsealable)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(padded(length.0)?));
    serde_json::to_writer(&mut *plain, value).map_err(|_| VaultError::Unsealable)?;
    finish(plain)
}

/// The value that [`encode`] padded. What serde has to say about a misfit is dropped: it quotes the plaintext.
pub(super) fn decode<T: DeserializeOwned>(plain: &[u8]) -> Result<T, VaultError> {
    serde_json::from_slice(content(plain)?).map_err(|_| VaultError::Unopenable)
}

/// `bytes`, padded.
pub(super) fn pad(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(padded(bytes.len())?));
    plain.extend_from_slice(bytes);
    finish(plain)
}

/// The bytes without their padding.
pub(super) fn content(plain: &[u8]) -> Result<&[u8], VaultError> {
    let end = plain.iter().rposition(|&byte| byte != 0).ok_or(VaultError::Unopenable)?;
    let (content, padding) = plain.split_at(end);
    if padding.first() == Some(&END) { Ok(content) } else { Err(VaultError::Unopenable) }
}

fn finish(mut plain: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let size = padded(plain.len())?;
    plain.push(END);
    plain.resize(size, 0);
    Ok(plain)
}

fn padded(length: usize) -> Result<usize, VaultError> {
    let size = length.saturating_add(1).checked_next_power_of_two().unwrap_or(usize::MAX).max(SMALLEST);
    if size > LARGEST { Err(VaultError::Unsealable) } else { Ok(size) }
}

/// Counts what is written to it.
struct ByteCount(usize);

impl Write for ByteCount {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn boundaries_are_where_the_documentation_says() {
        for (length, size) in [(0, 256), (255, 256), (256, 512), (511, 512), (512, 1024), (LARGEST - 1, LARGEST)] {
            assert_eq!(pad(&vec![7; length]).unwrap().len(), size);
        }
        assert_eq!(pad(&vec![7; LARGEST]), Err(VaultError::Unsealable));
        assert_eq!(encode(&"x".repeat(LARGEST)), Err(VaultError::Unsealable));
    }

    #[test]
    fn what_was_never_padded_is_refused() {
        for plain in [&[][..], &[0; 256], &[1; 256], b"{}"] {
            assert_eq!(content(plain), Err(VaultError::Unopenable));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
            let plain = pad(&bytes).unwrap();
            prop_assert_eq!(plain.capacity(), plain.len());
            prop_assert!(plain.len() > bytes.len() && plain.len() <= (2 * bytes.len()).max(SMALLEST));
            prop_assert_eq!(content(&plain).unwrap(), &bytes);
        }

        #[test]
        fn any_value_comes_back_from_a_buffer_that_never_moved(text in ".{0,600}", number in any::<f64>()) {
            let value = (text, number);
            let plain = encode(&value).unwrap();
            prop_assert_eq!(plain.capacity(), plain.len());
            prop_assert_eq!(decode::<(String, f64)>(&plain).unwrap(), value);
        }
    }
}

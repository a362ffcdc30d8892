//! What is looked for, as it stands in an address: sealed to whoever looks, so that Back and a reload find it again, and a
//! history or a proxy's log holds nothing that can be read.

use data_encoding::BASE64URL_NOPAD;

use crate::base::vault::{SealContext, Sealed, VaultError, system_rng};
use crate::members::sessions::guard::Member;

/// No table: it is stored nowhere.
const PLACE: SealContext = SealContext { table: "search", row: [0; 16], revision: 0 };

/// The most letters that are looked for, as a field says too.
const WORDS_MOST: usize = 200;

/// The words for an address; none where there are none.
pub fn seal(member: &Member, typed: &str) -> Result<Option<String>, VaultError> {
    let words: String = typed.chars().take(WORDS_MOST).collect();
    if words.trim().is_empty() {
        return Ok(None);
    }
    let sealed = member.keyring().seal(&mut system_rng(), &PLACE, &words)?;
    Ok(Some(BASE64URL_NOPAD.encode(&sealed.to_bytes())))
}

/// The words in an address; none where they are somebody else's, or no words at all.
pub fn open(member: &Member, address: &str) -> Option<String> {
    let sealed = Sealed::from_bytes(&BASE64URL_NOPAD.decode(address.as_bytes()).ok()?).ok()?;
    member.keyring().open(&PLACE, &sealed).ok()
}

//! MACs hold for one label, one owner, one instance.

use super::*;

#[test]
fn match_their_label_bytes_and_owner_only() {
    let (member, ring) = member();
    let tag = ring.mac("reader", b"key");
    assert!(ring.mac_matches("reader", b"key", &tag));
    assert!(!ring.mac_matches("reader", b"kez", &tag));
    assert!(!ring.mac_matches("readerk", b"ey", &tag));
    assert!(!ring.mac_matches("read", b"erkey", &tag));
    assert!(!member.keyring(here().id(), JO).mac_matches("reader", b"key", &tag));
    assert!(!member.keyring(elsewhere(), MIRA).mac_matches("reader", b"key", &tag));
    for bit in 0..256 {
        let mut wrong = tag;
        wrong[bit / 8] ^= 1 << (bit % 8);
        assert!(!ring.mac_matches("reader", b"key", &wrong));
    }
}

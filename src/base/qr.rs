//! A link as a picture that a phone reads.

use fast_qr::{ECL, QRBuilder};

/// Light modules around it, which readers need (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

/// What an SVG draws: a square of `side` modules, with this path for the dark ones.
#[derive(Debug)]
pub struct QrCode {
    pub side: usize,
    pub path: String,
}

impl QrCode {
    /// None where the text is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
        let dark = (0..code.size).flat_map(|y| (0..code.size).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.data.get(y * code.size + x).is_some_and(|module| module.value()));
        let squares: Vec<_> = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)).collect();
        Some(Self { side: code.size + 2 * QUIET, path: squares.concat() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_its_corners_and_room_around() {
        let code = QrCode::of("https://handrail.example/invite/abc").unwrap();
        assert!((21 + 8..100).contains(&code.side));
        assert!(code.path.starts_with("M4 4h1v1h-1zM5 4h1"), "the corner where reading begins");
        assert!(QrCode::of(&"x".repeat(5_000)).is_none());
    }
}

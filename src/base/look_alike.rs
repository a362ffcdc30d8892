//! Names that look alike. Nobody can pass for another by a letter of another script, by case, or by a sign nobody sees.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

use super::words::is_ignorable;

/// What a name looks like: two that look alike give the same (the skeleton of UTS 39, section 4, without case).
pub fn look_of(name: &str) -> String {
    let plain: String = name.nfkc().filter(|c| !is_ignorable(*c)).collect::<String>().to_lowercase();
    let words: Vec<&str> = plain.split_whitespace().collect();
    skeleton(&words.join(" ")).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_found_out() {
        for (one, other) in [
            ("lind", "l\u{456}nd"),
            ("Lind", "LIND"),
            ("Sam", "S\u{430}m"),
            ("Sam", " sam\u{200b} "),
            ("Ana B", "Ana  B"),
        ] {
            assert_eq!(look_of(one), look_of(other), "{one:?} {other:?}");
        }
        for (one, other) in [("Ana", "Anna"), ("Zo\u{eb}", "Zoe"), ("Sam", "Tom")] {
            assert_ne!(look_of(one), look_of(other), "{one:?} {other:?}");
        }
    }
}

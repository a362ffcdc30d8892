//! The order in which people look for a name: É beside E and not behind Z, by the Unicode collation. Pure.

use std::cmp::Ordering;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;

const ROOT: CollatorBorrowed<'static> = CollatorBorrowed::new_root(CollatorOptions::default());

/// Which of two names comes first.
pub fn by_name(one: &str, other: &str) -> Ordering {
    ROOT.compare(one, other).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_where_people_look_for_them() {
        let mut names =
            ["Zoe", "élodie", "Emil", "Öznur", "oskar", "Łucja", "Lutz", "Елена", "Ёлка", "anna", "Anna", "Ana"];
        names.sort_by(|one, other| by_name(one, other));
        let wanted =
            ["Ana", "anna", "Anna", "élodie", "Emil", "Łucja", "Lutz", "oskar", "Öznur", "Zoe", "Елена", "Ёлка"];
        assert_eq!(names, wanted);
    }
}

//! How hard a text is to read: the Flesch-Kincaid grade (Kincaid et al. 1975), with syllables counted by their vowels.

/// The grade: about the years of school a text takes.
pub fn grade(text: &str) -> f64 {
    let sentences = text.split(['.', '?', ':', ';']).filter(|one| one.chars().any(char::is_alphabetic)).count().max(1);
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty()).collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (count(words.len().max(1)), count(sentences), count(syllables));
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

fn count(many: usize) -> f64 {
    f64::from(u32::try_from(many).unwrap())
}

/// Groups of vowels, of which a silent *e* at the end is none.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouyé".contains(c);
    let mut groups = 0;
    let mut before = false;
    for c in word.chars() {
        groups += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("es") || word.ends_with("ed");
    groups.saturating_sub(usize::from(silent && groups > 1)).max(1)
}

#[test]
fn short_plain_sentences_are_easy_and_long_ones_are_not() {
    assert!(grade("The cat sat on the mat. It was warm.") < 1.0);
    assert!(
        grade("Interpersonal difficulties necessitate comprehensive psychotherapeutic intervention strategies.") > 15.0
    );
}

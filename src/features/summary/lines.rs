//! Breaking words into lines: between words, and within one only where it is longer than a line. Pure.

use super::paper::PaperRun;

/// A line, in runs of one language each.
pub type BrokenLine = Vec<PaperRun>;

/// A word with its pieces: a language may end within it, as before a full stop.
type WordPieces = Vec<PaperRun>;

/// The lines of these words where each is at most `most` wide. Each that goes on in the next ends with its space.
pub fn broken(runs: &[PaperRun], most: f32, width: &impl Fn(&str) -> f32) -> Vec<BrokenLine> {
    let mut lines = Vec::new();
    for typed in typed_lines(runs) {
        let mut line = BrokenLine::new();
        let mut taken = 0.0;
        for word in typed {
            for (at, part) in cut(word, most, width).into_iter().enumerate() {
                let wide = wide(&part, width);
                if let Some(last) = line.last_mut() {
                    // What is cut has no space in it.
                    if at == 0 {
                        last.words.push(' ');
                        taken += width(" ");
                    }
                    if at > 0 || taken + wide > most {
                        lines.push(std::mem::take(&mut line));
                        taken = 0.0;
                    }
                }
                for piece in &part {
                    add(&mut line, piece);
                }
                taken += wide;
            }
        }
        lines.push(line);
    }
    lines
}

/// The lines as they were typed, each in words.
fn typed_lines(runs: &[PaperRun]) -> Vec<Vec<WordPieces>> {
    let mut lines: Vec<Vec<WordPieces>> = vec![Vec::new()];
    let mut goes_on = false;
    for PaperRun { words, lang } in runs {
        for c in words.chars() {
            if matches!(c, ' ' | '\n') {
                goes_on = false;
                if c == '\n' {
                    lines.push(Vec::new());
                }
                continue;
            }
            let Some(line) = lines.last_mut() else { continue };
            if !goes_on {
                line.push(Vec::new());
            }
            if let Some(word) = line.last_mut() {
                add(word, &PaperRun { words: c.to_string(), lang: lang.clone() });
            }
            goes_on = true;
        }
    }
    lines
}

/// A word, or as many parts of it as lines it takes.
fn cut(word: WordPieces, most: f32, width: &impl Fn(&str) -> f32) -> Vec<WordPieces> {
    if wide(&word, width) <= most {
        return vec![word];
    }
    let (mut parts, mut part, mut taken) = (Vec::new(), Vec::new(), 0.0);
    for piece in &word {
        for c in piece.words.chars() {
            let letter = PaperRun { words: c.to_string(), lang: piece.lang.clone() };
            let wide = width(&letter.words);
            if !part.is_empty() && taken + wide > most {
                parts.push(std::mem::take(&mut part));
                taken = 0.0;
            }
            add(&mut part, &letter);
            taken += wide;
        }
    }
    parts.push(part);
    parts
}

fn wide(pieces: &[PaperRun], width: &impl Fn(&str) -> f32) -> f32 {
    pieces.iter().map(|piece| width(&piece.words)).sum()
}

/// Adds to the last piece where that is in the same language.
fn add(line: &mut Vec<PaperRun>, piece: &PaperRun) {
    match line.last_mut() {
        Some(last) if last.lang == piece.lang => last.words.push_str(&piece.words),
        _ => line.push(piece.clone()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> f32 {
        text.chars().map(|_| 1.0).sum()
    }

    fn said(words: &str, most: f32) -> Vec<String> {
        let runs = [PaperRun { words: words.to_owned(), lang: None }];
        let lines = broken(&runs, most, &count);
        lines.into_iter().map(|line| line.into_iter().map(|run| run.words).collect()).collect()
    }

    #[test]
    fn lines_end_between_words_and_typed_ends_stay() {
        assert_eq!(said("a grey cat sat", 7.0), ["a grey ", "cat sat"]);
        assert_eq!(said("one\n\ntwo", 7.0), ["one", "", "two"]);
        assert_eq!(said("unbelievably so", 5.0), ["unbel", "ievab", "ly so"]);
        assert_eq!(said("", 5.0), [""]);
    }

    #[test]
    fn a_language_that_ends_within_a_word_does_not_part_it() {
        let run = |words: &str, lang: Option<&str>| PaperRun { words: words.into(), lang: lang.map(Into::into) };
        let lines = broken(&[run("to ", None), run("1 maja", Some("pl")), run(". So", None)], 7.0, &count);
        assert_eq!(
            lines,
            [
                vec![run("to ", None), run("1 ", Some("pl"))],
                vec![run("maja", Some("pl")), run(". ", None)],
                vec![run("So", None)]
            ]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(words in "[a-z\n ]{0,80}", most in 3_u8..20) {
            let lines = said(&words, f32::from(most));
            for line in &lines {
                prop_assert!(count(line.trim_end()) <= f32::from(most), "{line}");
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&words));
        }
    }
}

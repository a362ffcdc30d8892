//! What stands on a sheet, read from the page of it, so that both say the same. It knows the few tags that our own macros use,
//! whose words are all escaped. Pure.

use unicode_normalization::UnicodeNormalization as _;

use crate::base::words::is_ignorable;

/// Words in one language; none is the document’s own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperRun {
    pub words: String,
    pub lang: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperTone {
    Plain,
    Soft,
    /// Somebody’s own words, with their lines.
    Own,
    /// What stands below all the rest.
    Last,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperBlock {
    Heading {
        level: u16,
        runs: Vec<PaperRun>,
    },
    Words {
        tone: PaperTone,
        runs: Vec<PaperRun>,
    },
    List {
        numbered: bool,
        items: Vec<Vec<Self>>,
    },
    Table {
        head: Vec<Vec<PaperRun>>,
        rows: Vec<Vec<Vec<PaperRun>>>,
    },
    /// What stays on one page where it fits.
    Together(Vec<Self>),
}

/// A tag, or the words before the next.
enum PaperMark<'a> {
    Opens { name: &'a str, attributes: &'a str },
    Closes(&'a str),
    Says(&'a str),
}

struct PaperReader<'a> {
    rest: &'a str,
}

/// All that stands on a page.
pub fn read(page: &str) -> Vec<PaperBlock> {
    PaperReader { rest: page }.blocks("")
}

/// All of its words.
pub fn words(blocks: &[PaperBlock]) -> Vec<&PaperRun> {
    blocks.iter().flat_map(words_in).collect()
}

fn words_in(block: &PaperBlock) -> Vec<&PaperRun> {
    match block {
        PaperBlock::Heading { runs, .. } | PaperBlock::Words { runs, .. } => runs.iter().collect(),
        PaperBlock::List { items, .. } => items.iter().flat_map(|item| words(item)).collect(),
        PaperBlock::Table { head, rows } => head.iter().chain(rows.iter().flatten()).flatten().collect(),
        PaperBlock::Together(blocks) => words(blocks),
    }
}

impl<'a> Iterator for PaperReader<'a> {
    type Item = PaperMark<'a>;

    fn next(&mut self) -> Option<PaperMark<'a>> {
        let Some(tag) = self.rest.strip_prefix('<') else {
            let (said, rest) = self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len()));
            self.rest = rest;
            return (!said.is_empty()).then_some(PaperMark::Says(said));
        };
        let (tag, rest) = tag.split_once('>')?;
        self.rest = rest;
        if let Some(name) = tag.strip_prefix('/') {
            return Some(PaperMark::Closes(name));
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        Some(PaperMark::Opens { name, attributes })
    }
}

impl PaperReader<'_> {
    fn blocks(&mut self, until: &str) -> Vec<PaperBlock> {
        let mut blocks = Vec::new();
        while let Some(mark) = self.next() {
            match mark {
                PaperMark::Closes(name) if name == until => break,
                PaperMark::Opens { name: "article", .. } => blocks.push(PaperBlock::Together(self.blocks("article"))),
                PaperMark::Opens { name: name @ ("ol" | "ul"), .. } => {
                    blocks.push(PaperBlock::List { numbered: name == "ol", items: self.items(name) });
                }
                PaperMark::Opens { name: "table", .. } => blocks.push(self.table()),
                PaperMark::Opens { name, attributes } => match (level(name), tone(name, attributes)) {
                    (Some(level), _) => blocks.push(PaperBlock::Heading { level, runs: self.runs(name, false) }),
                    (None, Some(tone)) => {
                        let runs = self.runs(name, tone == PaperTone::Own);
                        blocks.push(PaperBlock::Words { tone, runs });
                    }
                    (None, None) => {}
                },
                PaperMark::Closes(_) | PaperMark::Says(_) => {}
            }
        }
        blocks.retain(|block| !words_in(block).is_empty());
        blocks
    }

    fn items(&mut self, until: &str) -> Vec<Vec<PaperBlock>> {
        let mut items = Vec::new();
        while let Some(mark) = self.next() {
            match mark {
                PaperMark::Closes(name) if name == until => break,
                PaperMark::Opens { name: "li", .. } => items.push(self.blocks("li")),
                _ => {}
            }
        }
        items
    }

    fn table(&mut self) -> PaperBlock {
        let mut lines: Vec<(bool, Vec<Vec<PaperRun>>)> = Vec::new();
        let mut in_head = false;
        while let Some(mark) = self.next() {
            match mark {
                PaperMark::Closes("table") => break,
                PaperMark::Opens { name: "thead", .. } => in_head = true,
                PaperMark::Closes("thead") => in_head = false,
                PaperMark::Opens { name: "tr", .. } => lines.push((in_head, Vec::new())),
                PaperMark::Opens { name: name @ ("th" | "td"), .. } => {
                    let cell = self.runs(name, false);
                    lines.iter_mut().rev().take(1).for_each(|(_, cells)| cells.push(cell.clone()));
                }
                _ => {}
            }
        }
        let (heads, rows): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(is_head, _)| *is_head);
        let head = heads.into_iter().next().map(|(_, cells)| cells).unwrap_or_default();
        PaperBlock::Table { head, rows: rows.into_iter().map(|(_, cells)| cells).collect() }
    }

    /// Words up to the end of what holds them, whatever marks stand within.
    fn runs(&mut self, until: &str, keeps_lines: bool) -> Vec<PaperRun> {
        let mut runs: Vec<PaperRun> = Vec::new();
        let mut langs: Vec<Option<String>> = Vec::new();
        for mark in self.by_ref() {
            match mark {
                PaperMark::Closes(name) if name == until => break,
                PaperMark::Opens { attributes, .. } => {
                    let outer = langs.last().cloned().flatten();
                    langs.push(attribute(attributes, "lang").map(ToOwned::to_owned).or(outer));
                }
                PaperMark::Closes(_) => drop(langs.pop()),
                PaperMark::Says(said) => {
                    let lang = langs.last().cloned().flatten();
                    match runs.last_mut() {
                        Some(run) if run.lang == lang => run.words.push_str(said),
                        _ => runs.push(PaperRun { words: said.to_owned(), lang }),
                    }
                }
            }
        }
        tidy(runs, keeps_lines)
    }
}

fn level(name: &str) -> Option<u16> {
    name.strip_prefix('h').and_then(|level| level.parse().ok())
}

fn tone(name: &str, attributes: &str) -> Option<PaperTone> {
    match (name, attribute(attributes, "class")) {
        ("p", Some("own")) | ("blockquote", _) => Some(PaperTone::Own),
        ("p", Some("hint" | "soft")) => Some(PaperTone::Soft),
        ("p", Some("last")) => Some(PaperTone::Last),
        ("p", _) => Some(PaperTone::Plain),
        _ => None,
    }
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut parts = attributes.split('"');
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        if key.trim().strip_suffix('=') == Some(name) {
            return Some(value);
        }
    }
    None
}

/// As it is read: single spaces, no blank ends, letters with their accents as one sign, and no sign that shows nothing.
fn tidy(runs: Vec<PaperRun>, keeps_lines: bool) -> Vec<PaperRun> {
    let mut tidied: Vec<PaperRun> = Vec::new();
    let mut after_space = true;
    for PaperRun { words, lang } in runs {
        let mut kept = String::with_capacity(words.len());
        for c in unescaped(&words).nfc().filter(|c| !is_ignorable(*c)) {
            let is_line = keeps_lines && c == '\n';
            let is_space = matches!(c, ' ' | '\t' | '\n') && !is_line;
            if is_line {
                kept.truncate(kept.trim_end_matches(' ').len());
            }
            if !(is_space && after_space) {
                kept.push(if is_space { ' ' } else { c });
            }
            after_space = is_space || is_line;
        }
        tidied.push(PaperRun { words: kept, lang });
    }
    while let Some(last) = tidied.last_mut() {
        last.words.truncate(last.words.trim_end_matches([' ', '\n']).len());
        if !last.words.is_empty() {
            break;
        }
        tidied.pop();
    }
    tidied.retain(|run| !run.words.is_empty());
    tidied
}

/// Askama writes these five as numbers.
fn unescaped(text: &str) -> String {
    let signs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &str) -> Vec<PaperRun> {
        vec![PaperRun { words: words.to_owned(), lang: None }]
    }

    #[test]
    fn what_a_page_says_stands_on_paper() {
        let page =
            "<section class=\"x\"><h1>A <bdi>B &#38;amp;</bdi></h1>\n<p class=\"own\" dir=\"auto\">two\n\n  lines </p>
            <article class=\"card\"><h2>In</h2><p class=\"hint\">soft\n words</p></article>
            <ol><li class=\"next\"><p>one</p></li><li><p>two</p></li></ol></section>";
        let blocks = read(page);
        assert_eq!(blocks[0], PaperBlock::Heading { level: 1, runs: run("A B &amp;") });
        assert_eq!(blocks[1], PaperBlock::Words { tone: PaperTone::Own, runs: run("two\n\nlines") });
        let PaperBlock::Together(within) = &blocks[2] else { unreachable!("{blocks:?}") };
        assert_eq!(within[1], PaperBlock::Words { tone: PaperTone::Soft, runs: run("soft words") });
        let PaperBlock::List { numbered: true, items } = &blocks[3] else { unreachable!("{blocks:?}") };
        assert_eq!(items.len(), 2);
        assert_eq!(words(&blocks).len(), 6);
    }

    #[test]
    fn a_date_in_another_language_and_a_table_are_known_as_such() {
        let blocks = read("<p>From <span lang=\"pl\">1 maja</span> on.</p><p> </p>
            <table><thead><tr><th scope=\"col\">Day</th><th>All</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>");
        let PaperBlock::Words { runs, .. } = &blocks[0] else { unreachable!("{blocks:?}") };
        let langs: Vec<_> = runs.iter().map(|run| (run.words.as_str(), run.lang.as_deref())).collect();
        assert_eq!(langs, [("From ", None), ("1 maja", Some("pl")), (" on.", None)]);
        let table = PaperBlock::Table { head: vec![run("Day"), run("All")], rows: vec![vec![run("1"), run("2")]] };
        assert_eq!(blocks[1..], [table]);
    }

    #[test]
    fn accents_join_their_letters_and_nothing_unseen_is_left() {
        let blocks = read("<p>Jose\u{301}\u{200b}\u{fe0f} &#60;b&#62; </p>");
        assert_eq!(blocks, [PaperBlock::Words { tone: PaperTone::Plain, runs: run("José <b>") }]);
    }
}

//! An answer, read the way a person or a browser reads it.

use axum::http::{HeaderMap, StatusCode, header};

#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The words of the page, without markup, with single spaces.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => {
                    inside = true;
                    text.push(' ');
                }
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let text = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&").replace("&#38;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    #[track_caller]
    pub fn must_say(&self, words: &str) {
        assert!(self.says(words), "“{words}” is not said by “{}”: {}", self.title(), self.text());
    }

    #[track_caller]
    pub fn must_not_say(&self, words: &str) {
        assert!(!self.says(words), "“{words}” is said by “{}”: {}", self.title(), self.text());
    }

    pub fn title(&self) -> &str {
        self.between("<title>", "</title>").unwrap_or_default()
    }

    /// What stands between the first `before` and the `after` that follows it.
    pub fn between(&self, before: &str, after: &str) -> Option<&str> {
        let start = self.body.find(before)? + before.len();
        let end = self.body.get(start..)?.find(after)?;
        self.body.get(start..start + end)
    }

    /// An id in the first address that has it between these.
    pub fn id_in(&self, before: &str, after: &str) -> Option<String> {
        self.between(&format!("\"{before}"), &format!("{after}\"")).map(ToOwned::to_owned)
    }
}

//! An answer, read the way a person or a browser reads it.

use axum::http::{HeaderMap, StatusCode, header};
use handrail::server::router::table;

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

    /// Where the first link goes whose words begin so.
    #[track_caller]
    pub fn leads(&self, words: &str) -> String {
        let before = self.body.split(&format!("\">{words}")).next().filter(|before| before.len() < self.body.len());
        let address = before.and_then(|before| before.rsplit("href=\"").next()).expect("a link with these words");
        address.replace("&#38;", "&").replace("&amp;", "&")
    }

    /// What the field of this name holds.
    pub fn field(&self, name: &str) -> Option<String> {
        self.between(&format!("name=\"{name}\" value=\""), "\"").map(ToOwned::to_owned)
    }

    /// Where the first form on the page goes whose address begins so.
    pub fn action(&self, start: &str) -> Option<String> {
        self.between(&format!(" action=\"{start}"), "\"").map(|rest| format!("{start}{rest}"))
    }

    /// What stands for the `{id}` of a route such as `/moments/{id}/remove`, in where this leads or else in the first
    /// address on the page that fits; `{slug}` and the like too.
    pub fn id_of(&self, route: &str) -> Option<String> {
        let (before, (name, after)) = route.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?)))?;
        let fits = |address: &str| {
            let rest = address.strip_prefix(before)?;
            let (id, rest) = rest.split_at(rest.find(['/', '?', '#', '&']).unwrap_or(rest.len()));
            let is_it = if name == "id" { id.len() >= 32 } else { !id.is_empty() };
            (is_it && rest.split(['?', '#', '&']).next() == Some(after)).then(|| id.to_owned())
        };
        fits(self.location()).or_else(|| self.body.split('"').find_map(fits))
    }

    /// Where the thing with this id is, from an address on the page that goes there or below it.
    pub fn address_of(&self, id: &str) -> Option<String> {
        let routes = table().into_iter().filter_map(|route| Some(route.path.split_once("{id}")?.0.to_owned()));
        routes.map(|before| format!("{before}{id}")).find(|address| self.body.contains(&format!("\"{address}")))
    }
}

//! What features have registered of what people keep: its kinds, its tables, and the forms it is written in.

use std::borrow::Cow;

use axum::http::Method;

use super::kind::EntryKind;
use super::table::Table;
use crate::web::route::{FormRoute, Route};

pub struct Registry {
    kinds: Vec<EntryKind>,
    tables: Vec<Table>,
    /// Whatever something can be sent to, and the form that is kept of it, if it is one.
    sent_to: Vec<(Cow<'static, str>, Option<FormRoute>)>,
}

/// A form that keeps words, as it is sent to one path.
pub struct KeptForm<'a> {
    pattern: &'a str,
    path: &'a str,
    form: FormRoute,
}

impl Registry {
    pub fn new(kinds: Vec<EntryKind>, tables: Vec<Table>, routes: Vec<Route>) -> Self {
        let sent_to = routes.into_iter().filter(|route| route.method == Method::POST);
        Self { kinds, tables, sent_to: sent_to.map(|route| (route.path, route.form)).collect() }
    }

    pub fn kinds(&self) -> &[EntryKind] {
        &self.kinds
    }

    pub fn kind(&self, name: &str) -> Option<EntryKind> {
        self.kinds.iter().copied().find(|kind| kind.name == name)
    }

    /// Every table of private rows and every kind of entry, each after what its rows belong to.
    pub fn tables(&self) -> impl Iterator<Item = Table> {
        self.tables.iter().copied().chain(self.kinds.iter().map(|kind| kind.table))
    }

    pub fn table(&self, name: &str) -> Option<Table> {
        self.tables().find(|table| table.name == name)
    }

    /// The form that is sent to `path`, if that is one that keeps words, and a plain path: a browser goes elsewhere with dots,
    /// and with a backslash. Where several patterns take it, the one that says most of it does, as in the router.
    pub fn form<'a>(&'a self, path: &'a str) -> Option<KeptForm<'a>> {
        let taking = self.sent_to.iter().filter(|(pattern, _)| takes(pattern, path));
        let (pattern, form) = taking.min_by_key(|(pattern, _)| pattern.split('/').map(is_open).collect::<Vec<_>>())?;
        form.map(|form| KeptForm { pattern, path, form })
    }
}

/// Whether a part of a pattern stands for any.
fn is_open(part: &str) -> bool {
    part.starts_with('{')
}

fn takes(pattern: &str, path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    pattern.split('/').count() == path.split('/').count()
        && pattern.split('/').zip(path.split('/')).all(|(want, part)| part == want || is_open(want) && is_plain(part))
}

impl KeptForm<'_> {
    /// What a draft of it is called.
    pub const fn name(&self) -> &'static str {
        self.form.name
    }

    /// Whether words are written in it, rather than only taps.
    pub const fn is_written(&self) -> bool {
        self.form.page.is_some()
    }

    /// Where it is sent.
    pub fn action(&self) -> String {
        self.filled(self.pattern)
    }

    /// The page it is on, if words are written in it.
    pub fn page(&self) -> Option<String> {
        self.form.page.map(|page| self.filled(page))
    }

    /// A pattern with the parts that its own path has.
    fn filled(&self, pattern: &str) -> String {
        let part = |name: &str| {
            let mut parts = self.pattern.split('/').zip(self.path.split('/'));
            parts.find(|(want, _)| *want == name).map_or(name.to_owned(), |(_, part)| part.to_owned())
        };
        pattern.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::route::post;

    #[test]
    fn a_form_is_sent_to_a_plain_path_that_nothing_else_takes() {
        let kept = ["/measures/{number}", "/notes/{id}/edit"].map(|path| post(path, async || ()).keeps_words(""));
        let others = ["/measures/all", "/notes/{id}/{what}"].map(|path| post(path, async || ()));
        let registry = Registry::new(Vec::new(), Vec::new(), others.into_iter().chain(kept).collect());
        let action = |path: &str| registry.form(path).map(|form| form.action());
        assert_eq!(action("/measures/ucla-3").as_deref(), Some("/measures/ucla-3"));
        assert_eq!(action("/notes/0a/edit").as_deref(), Some("/notes/0a/edit"));
        for other in ["/measures/all", "/notes/0a/remove", "/measures", "/measures/", "/measures/1/2", "measures/1"] {
            assert_eq!(action(other), None, "{other}");
        }
        for part in ["..", "..\\settings\\safety", "%2e%2e", "1?x", "1#x", "1;x", "a b", "\u{ff0f}", ""] {
            assert_eq!(action(&format!("/measures/{part}")), None, "{part}");
        }
    }
}

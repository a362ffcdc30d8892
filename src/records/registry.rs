//! What features have registered of what people keep: its kinds, its tables, and the forms it is written in.

use std::borrow::Cow;

use super::kind::EntryKind;
use super::table::Table;
use crate::web::route::{FormRoute, Route};

pub struct Registry {
    kinds: Vec<EntryKind>,
    tables: Vec<Table>,
    forms: Vec<KeptForm>,
}

/// A path that keeps words, and what is known of its form.
pub struct KeptForm {
    path: Cow<'static, str>,
    form: FormRoute,
}

impl Registry {
    pub fn new(kinds: Vec<EntryKind>, tables: Vec<Table>, routes: Vec<Route>) -> Self {
        let forms = routes.into_iter().filter_map(|route| Some(KeptForm { path: route.path, form: route.form? }));
        Self { kinds, tables, forms: forms.collect() }
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

    /// The form that is sent to `path`, if it is one that keeps words.
    pub fn form(&self, path: &str) -> Option<&KeptForm> {
        self.forms.iter().find(|form| form.takes(path))
    }
}

impl KeptForm {
    /// What a draft of it is called.
    pub const fn name(&self) -> &'static str {
        self.form.name
    }

    /// Whether words are written in it, rather than only taps.
    pub const fn is_written(&self) -> bool {
        self.form.page.is_some()
    }

    pub fn page(&self, path: &str) -> Option<String> {
        let part = |name: &str| {
            let mut parts = self.path.split('/').zip(path.split('/'));
            parts.find(|(want, _)| *want == name).map_or(name.to_owned(), |(_, part)| part.to_owned())
        };
        Some(self.form.page?.split('/').map(part).collect::<Vec<_>>().join("/"))
    }

    fn takes(&self, path: &str) -> bool {
        let parts = || path.split('/').zip(self.path.split('/'));
        path.split('/').count() == self.path.split('/').count()
            && parts().all(|(part, want)| want.starts_with('{') || part == want)
    }
}

//! What a person can do here, one folder each. A feature says once, in its `feature.rs`, what the rest of the program has to
//! know of it; the list below is the only other place that names it.

pub mod account;
pub mod care;
pub mod composer;
pub mod connecting;
pub mod drafts;
pub mod export;
pub mod groups;
pub mod home;
pub mod host;
pub mod journal;
pub mod ladder;
pub mod measures;
pub mod moments;
pub mod notebook;
pub mod people;
pub mod picture;
pub mod plan;
pub mod practice;
pub mod quiet_rooms;
pub mod reading;
pub mod received;
pub mod reflections;
pub mod removed;
pub mod replies;
pub mod search;
pub mod settings;
pub mod sharing;
pub mod steps;
pub mod story;
pub mod suggestions;
pub mod summary;
pub mod support;
pub mod thoughts;
pub mod today;
pub mod welcome;

use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;

use crate::base::db::Write;
use crate::records::kind::EntryKind;
use crate::records::registry::Registry;
use crate::records::table::Table;
use crate::web::contents::{Contents, Loader, StartUp};
use crate::web::route::Route;

/// What the rest of the program knows of a feature.
pub struct Feature {
    pub name: &'static str,
    /// Every address of it, with who may use it and what answers.
    pub routes: fn() -> Vec<Route>,
    /// What a person keeps in it, among the entries.
    pub kinds: &'static [EntryKind],
    /// What a person has in it in tables of its own, each after what its rows belong to.
    pub tables: &'static [Table],
    /// What is read when the program starts; found again by its type, as `app.content::<T>()`.
    pub content: &'static [Loader],
    /// Takes away for good a part of what was removed before a moment.
    pub tidy: Option<Tidy>,
}

/// Work in parts, each in a write of its own, until it says `false`.
pub type Tidy = for<'a> fn(&'a mut Write, Timestamp) -> Pin<Box<dyn Future<Output = sqlx::Result<bool>> + Send + 'a>>;

impl Feature {
    pub const EMPTY: Self = Self { name: "", routes: Vec::new, kinds: &[], tables: &[], content: &[], tidy: None };
}

pub const ALL: &[Feature] = &[
    home::feature::FEATURE,
    support::feature::FEATURE,
    reading::feature::FEATURE,
    account::feature::FEATURE,
    settings::feature::FEATURE,
    host::feature::FEATURE,
    welcome::feature::FEATURE,
    today::feature::FEATURE,
    suggestions::feature::FEATURE,
    reflections::feature::FEATURE,
    steps::feature::FEATURE,
    moments::feature::FEATURE,
    ladder::feature::FEATURE,
    picture::feature::FEATURE,
    story::feature::FEATURE,
    measures::feature::FEATURE,
    composer::feature::FEATURE,
    practice::feature::FEATURE,
    journal::feature::FEATURE,
    thoughts::feature::FEATURE,
    plan::feature::FEATURE,
    people::feature::FEATURE,
    groups::feature::FEATURE,
    quiet_rooms::feature::FEATURE,
    received::feature::FEATURE,
    replies::feature::FEATURE,
    sharing::feature::FEATURE,
    summary::feature::FEATURE,
    notebook::feature::FEATURE,
    search::feature::FEATURE,
    drafts::feature::FEATURE,
    removed::feature::FEATURE,
    export::feature::FEATURE,
    connecting::feature::FEATURE,
    care::feature::FEATURE,
];

/// Reads what the features need, among it what they have registered.
pub fn contents(start: &StartUp<'_>) -> anyhow::Result<Contents> {
    let mut contents = Contents::default();
    for load in ALL.iter().flat_map(|feature| feature.content) {
        load(start, &mut contents)?;
    }
    contents.add(Ok(registry()))?;
    Ok(contents)
}

pub fn registry() -> Registry {
    let kinds = ALL.iter().flat_map(|feature| feature.kinds).copied().collect();
    let tables = ALL.iter().flat_map(|feature| feature.tables).copied().collect();
    Registry::new(kinds, tables, ALL.iter().flat_map(|feature| (feature.routes)()).collect())
}

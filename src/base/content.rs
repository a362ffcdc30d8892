//! The words and facts under `content/`, embedded, and how a room reads its own.

use std::sync::LazyLock;

use anyhow::{Context as _, anyhow};
use rust_embed::Embed;
use serde::de::DeserializeOwned;

#[derive(Embed)]
#[folder = "content/en/"]
struct ContentFiles;

/// A file under `content/en/`, as it is.
pub fn bytes(name: &str) -> anyhow::Result<Vec<u8>> {
    let file = ContentFiles::get(name).with_context(|| format!("content/en/{name} is missing"))?;
    Ok(file.data.into_owned())
}

/// The text of a file under `content/en/`.
pub fn text(name: &str) -> anyhow::Result<String> {
    String::from_utf8(bytes(name)?).with_context(|| format!("content/en/{name} is not UTF-8"))
}

/// A TOML file under `content/en/`, read as `T`.
pub fn toml<T: DeserializeOwned>(name: &str) -> anyhow::Result<T> {
    toml::from_str(&text(name)?).with_context(|| format!("content/en/{name} cannot be read"))
}

/// What only some pages want, read when one first does: starting is quick, and an idle program small. The tests read all of it.
pub fn loaded<T>(content: &'static LazyLock<anyhow::Result<T>>) -> anyhow::Result<&'static T> {
    content.as_ref().map_err(|error| anyhow!("{error:#}"))
}

/// The names of the files in a folder under `content/en/`, in order.
pub fn names(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = ContentFiles::iter().filter(|name| name.starts_with(folder)).map(Into::into).collect();
    names.sort();
    names
}

/// Authored words with what is given in their `{slots}`: in one go, so that nothing given is taken for a slot.
pub fn filled(text: &str, given: &[(&str, &str)]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for (slot, rest) in parts.filter_map(|part| part.split_once('}')) {
        filled += given.iter().find(|(name, _)| *name == slot).map_or("", |(_, words)| words);
        filled += rest;
    }
    filled
}

//! What features read when the program starts: one value of each type, found again by its type.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;

use anyhow::anyhow;

use super::error::{PageError, PageResult};
use crate::base::config::Settings;
use crate::model::steps::Library;

/// What reading may depend on.
pub struct StartUp<'a> {
    pub settings: &'a Settings,
    pub library: &'a Library,
}

pub type Loader = fn(&StartUp<'_>, &mut Contents) -> anyhow::Result<()>;

#[derive(Default)]
pub struct Contents(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl Contents {
    /// Adds what was read, or hands on why it could not be.
    pub fn add<T: Any + Send + Sync>(&mut self, read: anyhow::Result<T>) -> anyhow::Result<()> {
        self.0.insert(TypeId::of::<T>(), Box::new(read?));
        Ok(())
    }

    /// The one value of this type. That no feature reads it is our fault, and any page that wants it says so.
    pub fn get<T: Any + Send + Sync>(&self) -> PageResult<&T> {
        let found = self.0.get(&TypeId::of::<T>()).and_then(|content| content.downcast_ref());
        found.ok_or_else(|| PageError::Broken(anyhow!("no feature reads {}", type_name::<T>())))
    }
}

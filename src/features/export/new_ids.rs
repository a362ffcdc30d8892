//! Under which ids what a file holds stands here. One that is somebody else's here is replaced by another of one's own, always
//! the same one: so one's things come along under another name too, and a file does not tell what others have.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::reading::Refusal;
use super::store;
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::heavy::Turn;

/// How many bytes stay: the number of a step of one's own, by which others name it, is made of them.
const STAY: usize = 4;

pub struct NewIds<'a> {
    app: &'a App,
    member: &'a Member,
    known: HashMap<Id, Id>,
}

impl<'a> NewIds<'a> {
    pub fn new(app: &'a App, member: &'a Member) -> Self {
        Self { app, member, known: HashMap::new() }
    }

    /// The id here of what the file names `id`.
    pub fn of(&mut self, turn: &Turn, id: Id) -> Result<Id, Refusal> {
        if let Some(here) = self.known.get(&id) {
            return Ok(*here);
        }
        let (owner, other) = (self.member.id(), self.another(id));
        let taken = turn.wait_for(async { store::taken(&mut *self.app.db.read().await?, owner, id, other).await })?;
        let own = |id| taken.iter().any(|row| row.own && row.id == id);
        let here = if own(id) || taken.is_empty() { id } else { other };
        self.known.insert(id, here);
        Ok(here)
    }

    /// A row, with each id in it as it is here.
    pub fn within(&mut self, turn: &Turn, body: Box<RawValue>) -> Result<Box<RawValue>, Refusal> {
        let mut parts: Vec<_> = body.get().split('"').map(str::to_owned).collect();
        let mut changed = false;
        for part in &mut parts {
            if let Ok(id) = part.parse() {
                let here = self.of(turn, id)?;
                changed |= here != id;
                *part = here.to_string();
            }
        }
        if !changed {
            return Ok(body);
        }
        Ok(RawValue::from_string(parts.join("\"")).map_err(anyhow::Error::from)?)
    }

    fn another(&self, id: Id) -> Id {
        let mut bytes = *id.as_bytes();
        let mac = self.member.keyring().lasting_mac("taken in", id.as_bytes());
        bytes[STAY..].iter_mut().zip(mac).for_each(|(byte, mac)| *byte = mac);
        Id::from_bytes(bytes)
    }
}

//! Who sees each of somebody's things, also by way of their list of what to bring: whoever sees the list sees the words of what
//! was put there.

use std::collections::BTreeMap;

use crate::base::ids::Id;
use crate::members::sessions::guard::Member;

/// The id under which something is put among what to bring: always the same one, and known to nobody without the member's key.
pub fn brought_as(member: &Member, id: Id) -> Id {
    Id::half_of(&member.keyring().lasting_mac("to bring", id.as_bytes()))
}

/// Names of those who see something, by what they see. By default, nobody sees anything.
#[derive(Default)]
pub struct SeenThings {
    /// Whose they are, where somebody sees any.
    owner: Option<Member>,
    by_id: BTreeMap<Id, Vec<String>>,
}

impl SeenThings {
    pub fn of(member: &Member, by_id: BTreeMap<Id, Vec<String>>) -> Self {
        Self { owner: (!by_id.is_empty()).then(|| member.clone()), by_id }
    }

    /// Whether nobody sees anything.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Whether this one sees it where it stands.
    pub fn is_seen_by(&self, id: &Id, name: &String) -> bool {
        self.by_id.get(id).is_some_and(|seeing| seeing.contains(name))
    }

    /// Who sees it, or its words; none where nobody does.
    pub fn get(&self, id: &Id) -> Option<Vec<String>> {
        let brought = self.by_id.get(&brought_as(self.owner.as_ref()?, *id));
        let mut seeing = self.by_id.get(id).cloned().unwrap_or_default();
        for name in brought.into_iter().flatten() {
            if !seeing.contains(name) {
                seeing.push(name.clone());
            }
        }
        Some(seeing).filter(|seeing| !seeing.is_empty())
    }
}

//! What somebody may do here. Everybody is a member; the rest comes on top, and may come together.

pub mod guard;
pub mod store;

use super::asleep::SleepCause;
use super::asleep::store::{put_consents_to_sleep, take_back_what_stands};
use crate::base::db::Write;
use crate::base::ids::MemberId;
use crate::base::words::form_words;

form_words! {
    /// Readable in the database.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Role {
        /// Uses Handrail for themselves.
        Member = "member",
        /// Reads what members chose to share with them.
        Supporter = "supporter",
        /// Looks after a small group.
        Facilitator = "facilitator",
        /// Runs this installation.
        Host = "host",
    }
}

/// All roles of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    supporter: bool,
    facilitator: bool,
    host: bool,
}

impl Roles {
    pub const fn has(self, role: Role) -> bool {
        match role {
            Role::Member => true,
            Role::Supporter => self.supporter,
            Role::Facilitator => self.facilitator,
            Role::Host => self.host,
        }
    }

    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        match role {
            Role::Member => self,
            Role::Supporter => Self { supporter: true, ..self },
            Role::Facilitator => Self { facilitator: true, ..self },
            Role::Host => Self { host: true, ..self },
        }
    }

    /// Those on top of being a member.
    pub fn on_top(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| *role != Role::Member && self.has(*role))
    }

    /// Whether any of them asks for a second factor: whoever has one may come to see what others wrote.
    pub const fn need_second_factor(self) -> bool {
        self.supporter || self.facilitator || self.host
    }

    /// From their words, between commas. One that is not known gives nothing.
    fn from_words(words: &str) -> Self {
        words.split(',').filter_map(Role::from_word).fold(Self::default(), Self::with)
    }
}

/// Takes a role away; never that of the last host. What a supporter was shown sleeps from then on, and what takes two is off.
/// `false` where nothing was taken.
pub async fn take_away(write: &mut Write, owner: MemberId, role: Role) -> sqlx::Result<bool> {
    let is_taken = store::take(write, owner, role).await?;
    if is_taken && role == Role::Supporter {
        put_consents_to_sleep(write, owner, SleepCause::Role).await?;
        take_back_what_stands(write, owner).await?;
    }
    Ok(is_taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_a_member_and_roles_come_together() {
        assert!(Roles::default().has(Role::Member) && !Roles::default().need_second_factor());
        let both = Roles::from_words("host,supporter,emperor");
        assert_eq!(both.on_top().collect::<Vec<_>>(), [Role::Supporter, Role::Host]);
        assert!(!both.has(Role::Facilitator) && both.need_second_factor());
    }
}

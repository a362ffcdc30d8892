//! Guards for those who may do more than a member. What they hold is a member like any other, with the keys to their own
//! things only: a role opens nothing that was not sealed to them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::Role;
use crate::members::sessions::guard::Member;
use crate::web::app::App;
use crate::web::error::PageError;
use crate::web::route::Who;

/// Somebody who accompanies members, signed in with both factors.
///
/// ```compile_fail,E0451
/// # use handrail::members::{roles::guard::Supporter, sessions::guard::Member};
/// fn forged(member: Member) -> Supporter { Supporter { member } }
/// ```
#[derive(Clone, Debug)]
pub struct Supporter {
    member: Member,
}

/// Somebody who looks after a group, signed in with both factors.
///
/// ```compile_fail,E0451
/// # use handrail::members::{roles::guard::Facilitator, sessions::guard::Member};
/// fn forged(member: Member) -> Facilitator { Facilitator { member } }
/// ```
#[derive(Clone, Debug)]
pub struct Facilitator {
    member: Member,
}

/// Somebody who runs this installation, signed in with both factors.
///
/// ```compile_fail,E0451
/// # use handrail::members::{roles::guard::Host, sessions::guard::Member};
/// fn forged(member: Member) -> Host { Host { member } }
/// ```
#[derive(Clone, Debug)]
pub struct Host {
    member: Member,
}

/// Whether somebody may use what a role is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    Granted,
    /// They have the role, and no second factor yet.
    NoSecondFactor,
    /// For them it is not there.
    NotTheirs,
}

/// How it stands with somebody at a route that is for `who`.
pub fn admission(member: &Member, who: Who) -> Admission {
    match who {
        Who::Anyone | Who::Member => Admission::Granted,
        Who::Supporter => of(member, Role::Supporter),
        Who::Facilitator => of(member, Role::Facilitator),
        Who::Host => of(member, Role::Host),
    }
}

const fn of(member: &Member, role: Role) -> Admission {
    match (member.roles().has(role), member.has_second_factor()) {
        (true, true) => Admission::Granted,
        (true, false) => Admission::NoSecondFactor,
        (false, _) => Admission::NotTheirs,
    }
}

/// Who came through the member guard, if they have the role.
fn member_with(role: Role, parts: &Parts) -> Result<Member, PageError> {
    // It stays there for who else asks for it, such as a form.
    let member = parts.extensions.get::<Member>().cloned().ok_or(PageError::Refused)?;
    if of(&member, role) == Admission::Granted { Ok(member) } else { Err(PageError::NotFound) }
}

macro_rules! guards {
    ($($guard:ident),+) => {$(
        impl $guard {
            pub const fn member(&self) -> &Member {
                &self.member
            }
        }

        impl FromRequestParts<App> for $guard {
            type Rejection = PageError;

            async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, PageError> {
                Ok(Self { member: member_with(Role::$guard, parts)? })
            }
        }
    )+};
}

guards!(Supporter, Facilitator, Host);

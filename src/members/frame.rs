//! The frame around the page of somebody who may be signed in.

use data_encoding::BASE64;

use super::sessions::guard::{Member, Visitor};
use crate::web::frame::{NavSection, PageFrame};

impl PageFrame {
    pub fn of(member: &Member, section: NavSection) -> Self {
        Self {
            section,
            name: Some(member.name().to_owned()),
            looks: member.profile().appearance.clone(),
            low: member.is_low(),
            today: Some(member.calendar().date(member.today())),
            page: Some(member.page_token().to_owned()),
            by_password: member.has_password(),
            copy_key: Some(BASE64.encode(&member.keyring().lasting_mac("copy on a device", b""))),
        }
    }

    pub fn for_visitor(visitor: &Visitor) -> Self {
        Self::for_visitor_in(visitor, NavSection::Elsewhere)
    }

    /// The frame of a page for everybody, which whoever is signed in has in one of their places.
    pub fn for_visitor_in(visitor: &Visitor, section: NavSection) -> Self {
        visitor.member().map_or_else(Self::plain, |member| Self::of(member, section))
    }
}

//! Who of those that accompany a member reads nothing for a time.

use jiff::ToSpan as _;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::store;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::given::GivenAway;
use crate::records::connections::{self, Connection};
use crate::records::letters::LetterKind;
use crate::web::error::PageResult;

/// How many days before it begins Today says it.
const SAID_BEFORE: i64 = 7;

/// A supporter who reads nothing for a time.
#[derive(Clone, Debug)]
pub struct AwayItem {
    pub connection: Id,
    pub name: String,
    pub from: DateText,
    pub until: DateText,
    /// Whom to turn to meanwhile; may be empty.
    pub words: String,
    /// Whether it has begun, or soon does.
    pub is_near: bool,
}

impl AwayItem {
    fn of(member: &Member, connection: &Connection, said: GivenAway) -> Self {
        Self {
            connection: connection.id,
            name: connection.supporter_name(member.keyring()),
            from: member.day_text(said.from),
            until: member.day_text(said.until),
            is_near: said.from <= soon(member.today()),
            words: said.words,
        }
    }
}

fn soon(today: Date) -> Date {
    today.saturating_add(SAID_BEFORE.days())
}

/// Those who are away now or have said that they will be, by every connection of this member's.
pub async fn all(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<AwayItem>> {
    let connections = connections::store::all_of_member(read, member.id()).await?;
    let any = store::any_to(read, member.id(), LetterKind::Away).await?;
    let mut away = Vec::new();
    for connection in connections.iter().filter(|one| one.is_open()) {
        let said = if !connection.has_pinned(connection.supporter) {
            // Nothing can be written to them yet: it stood on the link they came by.
            connection.member_notes(member.keyring()).ok().and_then(|notes| notes.introduction.away)
        } else if any {
            super::said(read, member, connection).await?
        } else {
            None
        };
        let said = said.filter(|said: &GivenAway| !said.is_over(member.today()));
        away.extend(said.map(|said| AwayItem::of(member, connection, said)));
    }
    Ok(away)
}

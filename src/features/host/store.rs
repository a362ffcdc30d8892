//! Who is here and who is invited, in the database. Nothing here opens anything.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::base::db::Write;
use crate::base::ids::{Id, MemberId};
use crate::members::Roles;

/// Somebody, as their host sees them.
#[derive(Debug)]
pub struct PersonRow {
    pub id: MemberId,
    /// The sign-in name.
    pub name: String,
    /// The day they came, as `YYYY-MM-DD`.
    pub joined_on: String,
    pub roles: Roles,
    pub has_second_factor: bool,
}

struct PersonColumns {
    id: MemberId,
    name: String,
    joined_on: String,
    roles: Option<String>,
    has_second_factor: bool,
}

impl From<PersonColumns> for PersonRow {
    fn from(row: PersonColumns) -> Self {
        let PersonColumns { id, name, joined_on, roles, has_second_factor } = row;
        Self { id, name, joined_on, roles: Roles::from_column(roles.as_deref()), has_second_factor }
    }
}

/// Everybody, in no order.
pub async fn people(read: &mut SqliteConnection) -> sqlx::Result<Vec<PersonRow>> {
    let rows = sqlx::query_as!(
        PersonColumns,
        r#"select m.id as "id: MemberId", m.name, m.joined_on,
             (select group_concat(role) from member_roles r where r.owner = m.id) as "roles?: String",
             t.owner is not null as "has_second_factor!: bool"
           from members m left join second_factors t on t.owner = m.id and t.is_on = 1"#
    )
    .fetch_all(read)
    .await?;
    Ok(rows.into_iter().map(PersonRow::from).collect())
}

pub async fn person(read: &mut SqliteConnection, owner: MemberId) -> sqlx::Result<Option<PersonRow>> {
    let row = sqlx::query_as!(
        PersonColumns,
        r#"select m.id as "id: MemberId", m.name, m.joined_on,
             (select group_concat(role) from member_roles r where r.owner = m.id) as "roles?: String",
             t.owner is not null as "has_second_factor!: bool"
           from members m left join second_factors t on t.owner = m.id and t.is_on = 1 where m.id = ?"#,
        owner
    )
    .fetch_optional(read)
    .await?;
    Ok(row.map(PersonRow::from))
}

/// An invitation that nobody has used yet.
#[derive(Debug)]
pub struct InvitationRow {
    /// The first half of the digest of its token, which lets nobody in.
    pub id: Id,
    pub role: String,
    /// When it was made and when it ends, in seconds since 1970.
    pub made_at: i64,
    pub ends_at: i64,
}

/// The invitations that are open, the latest first.
pub async fn invitations(read: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<Vec<InvitationRow>> {
    let now = now.as_second();
    sqlx::query_as!(
        InvitationRow,
        r#"select substr(id, 1, 16) as "id!: Id", role, made_at, ends_at from invitations
           where used_at is null and ends_at > ? order by made_at desc, id limit 200"#,
        now
    )
    .fetch_all(read)
    .await
}

/// Uses it up for nobody, so that its form sent again does not make it anew. `false` where it was used already, or is not there.
pub async fn take_back(write: &mut Write, id: Id, now: Timestamp) -> sqlx::Result<bool> {
    let now = now.as_second();
    let done =
        sqlx::query!("update invitations set used_at = ? where substr(id, 1, 16) = ? and used_at is null", now, id)
            .execute(&mut **write)
            .await?;
    Ok(done.rows_affected() > 0)
}

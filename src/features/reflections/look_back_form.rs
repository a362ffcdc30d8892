//! The form of a look back as its pages show it.

use sqlx::SqliteConnection;

use super::form::Fields;
use crate::base::ids::Id;
use crate::base::sealed::Private as _;
use crate::features::people::contact_list::{ContactChoice, company};
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::records::copies::marks;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::FilledForm;
use crate::web::error::PageResult;

pub struct LookBackForm {
    pub fields: Fields,
    pub writing: DraftForm,
    /// Whom it can have been with.
    pub company: Vec<ContactChoice>,
    /// Who will see it.
    pub seen_by: Vec<String>,
}

impl LookBackForm {
    /// `told` is the look back that it changes, where it is not a new one.
    pub async fn of(
        read: &mut SqliteConnection,
        member: &Member,
        form: FilledForm<Fields>,
        told: Option<(Id, &Reflection)>,
    ) -> PageResult<Self> {
        let FilledForm { fields, draft: writing } = form;
        let seen_by = match told {
            Some((id, told)) => marks::will_see_change(read, member, (Reflection::NAME, id), told.at).await?,
            None => marks::will_see(read, member, Reflection::NAME).await?,
        };
        Ok(Self { company: company(read, member, &fields.with).await?, seen_by, fields, writing })
    }
}

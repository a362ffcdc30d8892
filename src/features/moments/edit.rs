//! Changing a moment: its words, and the day it is for.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use jiff::civil::Date;

use super::form::{Fault, Fields};
use super::{Moment, paths};
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, Private as _};
use crate::base::words::DateText;
use crate::base::words::typed::ticked;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::copies::marks;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict};
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "moments/edit.html")]
struct MomentEditPage {
    frame: PageFrame,
    id: Id,
    kind: String,
    writing: DraftForm,
    fields: Fields,
    today: Date,
    /// Who will see it.
    seen_by: Vec<String>,
    /// Who sees its words on the list of what to bring.
    seen_brought: Vec<String>,
    fault: Option<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<(DateText, Moment)>,
}

impl MomentEditPage {
    fn new(member: &Member, id: Id, kind: String, form: FilledForm<Fields>) -> Self {
        Self {
            frame: PageFrame::of(member, NavSection::Notebook),
            id,
            kind,
            writing: form.draft,
            fields: form.fields,
            today: member.today(),
            seen_by: Vec::new(),
            seen_brought: Vec::new(),
            fault: None,
            theirs: None,
        }
    }

    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// The form of a moment that is there.
pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let (row, moment) = entries::one::<Moment>(&mut read, &cx.member, id).await?;
    let seen_by = marks::will_see_change(&mut read, &cx.member, (Moment::NAME, id), moment.at).await?;
    let seen_brought = marks::seen_brought(&mut read, &cx.member, id).await?;
    let saved = Fields {
        words: moment.words,
        day: row.day.to_string(),
        revision: row.revision,
        kept_back: ticked(moment.kept_back),
        ..Fields::default()
    };
    let form = cx.form(&mut read, &[&paths::moment(id)], saved).await?;
    Ok(MomentEditPage { seen_by, seen_brought, ..MomentEditPage::new(&cx.member, id, moment.kind, form) }
        .into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let earlier = entries::even_removed::<Moment>(&mut read, &cx.member, id).await?;
    let seen_by = marks::will_see_change(&mut read, &cx.member, (Moment::NAME, id), earlier.at).await?;
    let seen_brought = marks::seen_brought(&mut read, &cx.member, id).await?;
    drop(read);
    let page = |fields| {
        let form = cx.redisplay(&paths::moment(id), fields);
        MomentEditPage {
            seen_by: seen_by.clone(),
            seen_brought: seen_brought.clone(),
            ..MomentEditPage::new(&cx.member, id, earlier.kind.clone(), form)
        }
    };
    let (moment, day) = match fields.understood(earlier.kind.clone(), earlier.at, cx.member.today()) {
        Ok(understood) => understood,
        Err(fault) => return invalid(MomentEditPage { fault: Some(fault), ..page(fields) }),
    };
    if let Some(Conflict { theirs, revision, day }) = cx.change_for(id, fields.revision, day, &moment).await? {
        let theirs = Some((cx.member.day_text(day), theirs));
        return overtaken(MomentEditPage { theirs, ..page(Fields { revision, ..fields }) });
    }
    support::after_saving(&cx, id, &moment.words(), &paths::moment(id)).await
}

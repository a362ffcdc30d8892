//! Making words into a question that a friend can answer.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};

use super::form::{Fault, Fields, NewQuestion};
use super::{AskedQuestion, QuestionPage, paths};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::vault::{MemberPair, system_rng};
use crate::features::support;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::links::{self, LinkUse, NewLink, OwnLink};
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, id_or_new, invalid, new_id};
use crate::web::frame::{NavSection, PageFrame};

/// How many questions of somebody can be open.
const OPEN_MOST: usize = 20;

#[derive(Template, WebTemplate)]
#[template(path = "replies/ask.html")]
struct AskPage {
    frame: PageFrame,
    form: Id,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
    /// Whether nobody else can reach this computer.
    is_this_computer: bool,
}

impl AskPage {
    fn new(cx: &FormContext, form: FilledForm<Fields>) -> Self {
        let FilledForm { fields, draft: writing } = form;
        Self {
            frame: PageFrame::of(&cx.member, NavSection::People),
            form: id_or_new(&fields.id),
            writing,
            fields,
            faults: Vec::new(),
            is_this_computer: cx.app.url.is_this_computer(),
        }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

/// The form: empty, or with what was begun.
pub async fn ask(cx: FormContext) -> PageResult {
    let form = cx.form(&mut *cx.app.db.read().await?, &[paths::LIST], Fields::default()).await?;
    Ok(AskPage::new(&cx, form).into_response())
}

/// The form with words that were chosen elsewhere. Nothing is made yet.
pub async fn with_words(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let fields = Fields { id: String::new(), ..fields };
    Ok(AskPage::new(&cx, cx.redisplay(paths::LIST, fields)).into_response())
}

/// Makes the link. A form that was sent twice makes one.
pub async fn make(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let asked: Vec<OwnLink<AskedQuestion>> = links::own(&cx.app, &mut write, &cx.member, LinkUse::Reply).await?;
    let (mut form, understood) = (id_or_new(&fields.id), fields.understood());
    if let Some(link) = asked.iter().find(|link| link.kept.form == form) {
        let is_same = |new: &NewQuestion| new.question == link.kept.question && new.from == link.kept.from;
        if understood.as_ref().is_ok_and(is_same) {
            return Ok(Redirect::to(&paths::question(link.id)).into_response());
        }
        form = new_id();
    }
    let new = match understood {
        Ok(_) if asked.iter().filter(|link| link.open).count() >= OPEN_MOST => Err(vec![Fault::Many]),
        understood => understood,
    };
    match new {
        Ok(new) => {
            let words = new.question.clone();
            let id = keep(&cx, &mut write, &fields, form, new).await?;
            cx.finish(&mut write).await?;
            write.commit().await?;
            support::after_saving(&cx, id, &[words.as_str()], &paths::question(id)).await
        }
        Err(faults) => {
            drop(write);
            invalid(AskPage { faults, ..AskPage::new(&cx, cx.redisplay(paths::LIST, fields)) })
        }
    }
}

async fn keep(cx: &FormContext, write: &mut Write, fields: &Fields, form: Id, new: NewQuestion) -> PageResult<Id> {
    let FormContext { app, member, .. } = cx;
    let pair = MemberPair::generate(&mut system_rng());
    let NewQuestion { question, from, lasts } = new;
    let kept = AskedQuestion { question, from, attempt: fields.attempt.parse().ok(), form };
    let page = QuestionPage::new(kept.question.clone(), kept.from.clone(), &pair.public());
    let ends_at = app.now().saturating_add(lasts).map_err(|error| PageError::Broken(error.into()))?;
    let new = NewLink { what: LinkUse::Reply, about: None, ends_at, page: &page, kept: &kept, pair: Some(&pair) };
    Ok(links::make(app, write, member, &new).await?.id)
}

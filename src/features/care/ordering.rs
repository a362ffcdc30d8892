//! Proposing an order for the ladder that somebody shows. Only its owner can change it.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::giving::{Accompanied, GiveFault, give, said};
use super::looking::Look;
use super::{SupporterForm, parted, paths};
use crate::base::ids::Id;
use crate::members::roles::guard::Supporter;
use crate::model::given::GivenOrder;
use crate::model::shown::{Shown, ShownLadder};
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// Each step, and the place it is to have, counted from 1.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub id: String,
    pub step: Vec<u32>,
    pub place: Vec<usize>,
    pub words: String,
}

impl Fields {
    /// In the order of their places; those of one place as they stood.
    fn steps(&self) -> Vec<u32> {
        let mut placed: Vec<_> = self.place.iter().zip(&self.step).collect();
        placed.sort_by_key(|(place, _)| **place);
        placed.into_iter().map(|(_, step)| *step).collect()
    }
}

/// A step on their ladder.
struct RungItem {
    step: u32,
    title: String,
    place: usize,
}

#[derive(Template, WebTemplate)]
#[template(path = "care/ordering.html")]
struct OrderingPage {
    frame: PageFrame,
    whom: Accompanied,
    form: Id,
    writing: DraftForm,
    rungs: Vec<RungItem>,
    words: String,
    fault: Option<GiveFault>,
}

impl OrderingPage {
    fn wrong(&self) -> &'static str {
        self.fault.map_or("", GiveFault::words)
    }
}

pub async fn ask(supporter: Supporter, SupporterForm(cx): SupporterForm, Path(id): Path<Id>) -> PageResult {
    let form = cx.form(&mut *cx.app.db.read().await?, &[&paths::order(id)], Fields::default()).await?;
    parted::page_or_words(&cx, &paths::order(id), page(&cx, &supporter, id, form).await).await
}

pub async fn save(
    supporter: Supporter,
    SupporterForm(cx): SupporterForm,
    Path(id): Path<Id>,
    Form(fields): Form<Fields>,
) -> PageResult {
    let outcome = match said(&fields.words) {
        Ok(words) => give(&cx, id, &fields.id, &GivenOrder { steps: fields.steps(), words }).await?,
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&saved(&paths::given(id), "given")).into_response()),
        Err(fault) => {
            let form = cx.redisplay(&paths::order(id), fields);
            invalid(OrderingPage { fault: Some(fault), ..page(&cx, &supporter, id, form).await? })
        }
    }
}

/// The ladder as they show it, which is a look like any other.
async fn page(
    cx: &FormContext,
    supporter: &Supporter,
    id: Id,
    FilledForm { fields, draft: writing }: FilledForm<Fields>,
) -> PageResult<OrderingPage> {
    let look = Look::aside(&cx.app, supporter, id).await?;
    let ladder = look.on_their_own(supporter).into_iter().find_map(|item| match item.shown {
        Some(Shown::Ladder(ladder)) => Some(ladder),
        _ => None,
    });
    Ok(OrderingPage {
        frame: PageFrame::of(&cx.member, NavSection::You),
        whom: Accompanied::of(&cx.member, look.connection()),
        form: id_or_new(&fields.id),
        writing,
        rungs: rungs(ladder.unwrap_or_default(), &fields),
        words: fields.words,
        fault: None,
    })
}

/// Their steps, each at the place it stands or was given in the form. One that was shown before steps were numbered has none.
fn rungs(ladder: ShownLadder, fields: &Fields) -> Vec<RungItem> {
    let named = ladder.rungs.into_iter().filter(|rung| rung.step > 0).enumerate();
    let chosen = |step| fields.step.iter().position(|one| *one == step).and_then(|at| fields.place.get(at).copied());
    named
        .map(|(at, rung)| RungItem { step: rung.step, title: rung.title, place: chosen(rung.step).unwrap_or(at + 1) })
        .collect()
}

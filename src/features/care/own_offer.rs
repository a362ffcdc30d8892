//! Offering a step that is written for one person, in one to three sizes.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};
use serde::{Deserialize, Serialize};

use super::giving::{Accompanied, GiveFault, accompanied, give, said};
use super::{SupporterForm, parted, paths};
use crate::base::ids::Id;
use crate::features::ladder::own_step_form;
use crate::model::given::{GivenOffer, OfferedStep};
use crate::model::steps::Size;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, id_or_new, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub who: String,
    pub smaller: String,
    pub regular: String,
    pub more: String,
    pub smaller_minutes: String,
    pub regular_minutes: String,
    pub more_minutes: String,
    /// The sentence that goes with it.
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Step(own_step_form::Fault),
    Given(GiveFault),
}

impl Fault {
    const fn field(self) -> &'static str {
        match self {
            Self::Step(fault) => fault.field(),
            Self::Given(_) => "note",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Step(fault) => fault.words(),
            Self::Given(fault) => fault.words(),
        }
    }
}

impl Fields {
    /// The step in the words of its own form.
    fn step(&self) -> own_step_form::Fields {
        own_step_form::Fields {
            title: self.title.clone(),
            kind: self.kind.clone(),
            who: self.who.clone(),
            smaller: self.smaller.clone(),
            regular: self.regular.clone(),
            more: self.more.clone(),
            smaller_minutes: self.smaller_minutes.clone(),
            regular_minutes: self.regular_minutes.clone(),
            more_minutes: self.more_minutes.clone(),
            ..own_step_form::Fields::default()
        }
    }

    /// It is offered as it is meant, or in the size there is.
    fn understood(&self, at: i64) -> Result<GivenOffer, Vec<Fault>> {
        let step = self.step().understood(at).map_err(|faults| faults.into_iter().map(Fault::Step).collect::<Vec<_>>());
        let words = said(&self.note).map_err(Fault::Given);
        match (step, words) {
            (Ok(step), Ok(words)) => {
                let usual = step.sizes.iter().find(|one| one.size == Size::Regular).or(step.sizes.first());
                let size = usual.map_or(Size::Regular, |one| one.size);
                Ok(GivenOffer { step: OfferedStep::Written(step), size, words })
            }
            (step, words) => Err(step.err().into_iter().flatten().chain(words.err()).collect()),
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/own_offer.html")]
struct OwnOfferPage {
    frame: PageFrame,
    whom: Accompanied,
    form: Id,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
}

impl OwnOfferPage {
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

pub async fn ask(SupporterForm(cx): SupporterForm, Path(id): Path<Id>) -> PageResult {
    let form = cx.form(&mut *cx.app.db.read().await?, &[&paths::own_offer(id)], Fields::default()).await?;
    parted::page_or_words(&cx, &paths::own_offer(id), page(&cx, id, form).await).await
}

pub async fn save(SupporterForm(cx): SupporterForm, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let outcome = match fields.understood(cx.at()) {
        Ok(offer) => give(&cx, id, &fields.id, &offer).await?.map_err(|fault| vec![Fault::Given(fault)]),
        Err(faults) => Err(faults),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&saved(&paths::given(id), "given")).into_response()),
        Err(faults) => {
            let form = cx.redisplay(&paths::own_offer(id), fields);
            invalid(OwnOfferPage { faults, ..page(&cx, id, form).await? })
        }
    }
}

async fn page(
    cx: &FormContext,
    id: Id,
    FilledForm { fields, draft: writing }: FilledForm<Fields>,
) -> PageResult<OwnOfferPage> {
    Ok(OwnOfferPage {
        frame: PageFrame::of(&cx.member, NavSection::You),
        whom: accompanied(&cx.app, &cx.member, id).await?,
        form: id_or_new(&fields.id),
        writing,
        fields,
        faults: Vec::new(),
    })
}

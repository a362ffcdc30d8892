//! Offering a step of the library to somebody one accompanies.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect};
use serde::{Deserialize, Serialize};

use super::giving::{Accompanied, GiveFault, accompanied, give, said};
use super::{SupporterForm, parted, paths};
use crate::base::ids::Id;
use crate::model::given::{GivenOffer, OfferedStep};
use crate::model::steps::{Library, Size, Step};
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
    /// The step’s address, and how large it is offered.
    pub step: String,
    pub size: String,
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Step,
    Size,
    /// The step is not made in that size.
    NoSuchSize,
    Given(GiveFault),
}

impl Fault {
    const fn field(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Size | Self::NoSuchSize => "size-smaller",
            Self::Given(_) => "words",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Step => "Choose a step.",
            Self::Size => "Choose a size.",
            Self::NoSuchSize => "This step is not made in that size. Choose another.",
            Self::Given(fault) => fault.words(),
        }
    }
}

impl Fields {
    fn understood(&self, library: &Library) -> Result<GivenOffer, Fault> {
        let step = library.by_slug(&self.step).ok_or(Fault::Step)?;
        let size = Size::from_word(&self.size).ok_or(Fault::Size)?;
        let size = step.size(size).ok_or(Fault::NoSuchSize)?.size;
        let words = said(&self.words).map_err(Fault::Given)?;
        Ok(GivenOffer { step: OfferedStep::Library(step.number), size, words })
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "care/offering.html")]
struct OfferingPage<'a> {
    frame: PageFrame,
    whom: Accompanied,
    form: Id,
    writing: DraftForm,
    fields: Fields,
    fault: Option<Fault>,
    /// The library, by title.
    steps: Vec<&'a Step>,
}

impl OfferingPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

pub async fn ask(SupporterForm(cx): SupporterForm, Path(id): Path<Id>) -> PageResult {
    let form = cx.form(&mut *cx.app.db.read().await?, &[&paths::offer(id)], Fields::default()).await?;
    parted::page_or_words(&cx, &paths::offer(id), page(&cx, id, form).await).await
}

pub async fn save(SupporterForm(cx): SupporterForm, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let outcome = match fields.understood(&cx.app.library) {
        Ok(offer) => give(&cx, id, &fields.id, &offer).await?.map_err(Fault::Given),
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&saved(&paths::given(id), "given")).into_response()),
        Err(fault) => {
            let form = cx.redisplay(&paths::offer(id), fields);
            invalid(OfferingPage { fault: Some(fault), ..page(&cx, id, form).await? })
        }
    }
}

async fn page(
    cx: &FormContext,
    id: Id,
    FilledForm { fields, draft: writing }: FilledForm<Fields>,
) -> PageResult<OfferingPage<'_>> {
    let mut steps: Vec<&Step> = cx.app.library.steps().collect();
    steps.sort_by_key(|step| &step.title);
    Ok(OfferingPage {
        frame: PageFrame::of(&cx.member, NavSection::You),
        whom: accompanied(&cx.app, &cx.member, id).await?,
        form: id_or_new(&fields.id),
        writing,
        fields,
        fault: None,
        steps,
    })
}

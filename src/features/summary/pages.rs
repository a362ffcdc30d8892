//! Choosing what goes into a summary, seeing it, and the page to print.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;

use super::compose::{self, ComposedSummary};
use super::form::{Fault, Fields};
use super::{paths, preview};
use crate::base::words::DateFormat;
use crate::features::measures::{Measure, Measures};
use crate::model::appearance::{Appearance, Theme, Tint};
use crate::model::shown::ShownSummary;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::letters::given;
use crate::web::error::PageResult;
use crate::web::form::{Form, invalid, new_id};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "summary/choose.html")]
struct ChooseSummaryPage<'a> {
    frame: PageFrame,
    fields: Fields,
    writing: DraftForm,
    measures: Vec<&'a Measure>,
    today: Date,
    fault: Option<Fault>,
}

impl ChooseSummaryPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", Fault::words)
    }
}

/// The page to print: light, with nothing around what was chosen.
#[derive(Template, WebTemplate)]
#[template(path = "summary/print.html")]
struct SummaryPrintPage<'a> {
    frame: PageFrame,
    fields: Fields,
    writing: DraftForm,
    summary: &'a ShownSummary,
    calendar: &'a DateFormat,
    /// Whether a PDF was asked for that cannot show these letters.
    in_place_of_pdf: bool,
}

pub async fn ask(cx: FormContext) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let form = cx.form(&mut read, &[paths::SUMMARY], Fields::at_first(cx.member.today())).await?;
    Ok(choose(&cx, form, None).await?.into_response())
}

/// One page with what will be on it, or the choices once more.
pub async fn see(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    if !fields.change.is_empty() {
        return Ok(choose(&cx, cx.redisplay(paths::SUMMARY, fields), None).await?.into_response());
    }
    match composed(&cx, &fields).await? {
        Ok(composed) => {
            // Each page of it can be shown once: what is chosen anew is another.
            let fields = Fields { id: new_id().to_string(), ..fields };
            Ok(preview::page(&cx, fields, &composed.summary, None).await?.into_response())
        }
        Err(fault) => with_fault(&cx, fields, fault).await,
    }
}

pub async fn print(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    match composed(&cx, &fields).await? {
        Ok(composed) => Ok(to_print(&cx, fields, &composed.summary, false)),
        Err(fault) => with_fault(&cx, fields, fault).await,
    }
}

pub async fn composed(cx: &FormContext, fields: &Fields) -> PageResult<Result<ComposedSummary, Fault>> {
    compose::of(&cx.app, &mut *cx.app.db.read().await?, &cx.member, fields).await
}

/// The choices as they were sent, with what is wrong with them.
pub async fn with_fault(cx: &FormContext, fields: Fields, fault: Fault) -> PageResult {
    invalid(choose(cx, cx.redisplay(paths::SUMMARY, fields), Some(fault)).await?)
}

async fn choose(cx: &FormContext, form: FilledForm<Fields>, fault: Option<Fault>) -> PageResult<ChooseSummaryPage<'_>> {
    let together = given::measures_on(&mut *cx.app.db.read().await?, &cx.member).await?;
    Ok(ChooseSummaryPage {
        frame: PageFrame::of(&cx.member, NavSection::You),
        fields: form.fields,
        writing: form.draft,
        measures: cx.app.content::<Measures>()?.chosen_by(cx.member.profile(), &together).collect(),
        today: cx.member.today(),
        fault,
    })
}

pub fn to_print(cx: &FormContext, fields: Fields, summary: &ShownSummary, in_place_of_pdf: bool) -> Response {
    let frame = PageFrame::of(&cx.member, NavSection::You);
    let looks = Appearance { theme: Theme::Light, tint: Tint::Plain, low_energy: false, ..frame.looks };
    SummaryPrintPage {
        frame: PageFrame { looks, low: false, ..frame },
        fields,
        writing: cx.query.redisplay(paths::SUMMARY),
        summary,
        calendar: cx.member.calendar(),
        in_place_of_pdf,
    }
    .into_response()
}

//! A summary as a PDF: made when it is asked for, and kept nowhere.

use askama::Template;

use super::form::Fields;
use super::pages::{composed, to_print, with_fault};
use super::pdf;
use crate::base::words::DateFormat;
use crate::members::sessions;
use crate::model::shown::ShownSummary;
use crate::records::form_context::FormContext;
use crate::web::download::download;
use crate::web::error::PageResult;
use crate::web::form::Form;

/// What stands on it, as the page to print has it.
#[derive(Template)]
#[template(path = "summary/sheet.html")]
struct SummarySheet<'a> {
    summary: &'a ShownSummary,
    calendar: &'a DateFormat,
}

/// The file; where its letters cannot show what was written, the page to print.
pub async fn take(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let place = cx.app.heavy.place(cx.member.id()).await?;
    let summary = match composed(&cx, &fields).await? {
        Ok(composed) => composed.summary,
        Err(fault) => return with_fault(&cx, fields, fault).await,
    };
    let sheet = SummarySheet { summary: &summary, calendar: cx.member.calendar() };
    let (page, day) = (sheet.render().map_err(anyhow::Error::from)?, summary.made_on);
    let made = place.run(move |turn| pdf::made(turn, &page, day)).await?;
    sessions::must_go_on(&mut *cx.app.db.read().await?, &cx.member).await?;
    Ok(match made {
        Some(file) => download("application/pdf", &format!("summary-{day}.pdf"), file),
        None => to_print(&cx, fields, &summary, true),
    })
}

//! What members are told for an emergency: what this practice or group does then, and what it does not.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::{Deserialize, Serialize};

use super::paths;
use crate::members::instance::risk::{self, RISK_WORDS_MOST, RiskPage};
use crate::members::roles::guard::Host;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, invalid};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    Long,
}

impl Fault {
    pub const fn words(self) -> &'static str {
        match self {
            Self::Empty => "Write what people should do in an emergency.",
            Self::Long => "This is long. Use 5,000 characters or fewer.",
        }
    }
}

impl Fields {
    /// The words as they are kept, with line ends of one kind.
    fn understood(&self) -> Result<String, Fault> {
        let words = self.words.replace("\r\n", "\n").trim().to_owned();
        match words.chars().count() {
            0 => Err(Fault::Empty),
            1..=RISK_WORDS_MOST => Ok(words),
            _ => Err(Fault::Long),
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "host/risk.html")]
struct EditRiskPage {
    frame: PageFrame,
    words: String,
    writing: DraftForm,
    saved: String,
    fault: Option<Fault>,
}

#[derive(Template, WebTemplate)]
#[template(path = "host/risk_page.html")]
struct ShownRiskPage {
    frame: PageFrame,
    page: RiskPage,
}

/// The page as members read it.
pub async fn read(State(app): State<App>, member: Member) -> PageResult {
    let page = risk::current(&mut *app.db.read().await?).await?;
    Ok(ShownRiskPage { frame: PageFrame::of(&member, NavSection::Elsewhere), page }.into_response())
}

pub async fn edit(_: Host, cx: FormContext, Query(asked): Query<Asked>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let now = Fields { words: risk::current(&mut read).await?.words };
    let form = cx.form(&mut read, &[paths::RISK], now).await?;
    Ok(page(&cx, form, asked.saved, None).into_response())
}

/// Keeps another version; the ones before stay, since somebody may have agreed to them.
pub async fn save(_: Host, cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let words = match fields.understood() {
        Ok(words) => words,
        Err(fault) => return invalid(page(&cx, cx.redisplay(paths::RISK, fields), String::new(), Some(fault))),
    };
    let mut write = cx.app.db.write().await?;
    risk::store::add(&mut write, &words, cx.member.today()).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(paths::RISK, "yes")).into_response())
}

fn page(cx: &FormContext, form: FilledForm<Fields>, saved: String, fault: Option<Fault>) -> EditRiskPage {
    EditRiskPage {
        frame: PageFrame::of(&cx.member, NavSection::Emergency),
        words: form.fields.words,
        writing: form.draft,
        saved,
        fault,
    }
}

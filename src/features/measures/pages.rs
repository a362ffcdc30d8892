//! Which measures there are, and choosing among them.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::{Measure, Measures, answer, paths};
use crate::base::ids::Id;
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::records::letters::given;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
    removed: Option<Id>,
}

struct MeasureChoice<'a> {
    measure: &'a Measure,
    chosen: bool,
}

#[derive(Template, WebTemplate)]
#[template(path = "measures/list.html")]
struct MeasuresPage<'a> {
    frame: PageFrame,
    choices: Vec<MeasureChoice<'a>>,
    /// Those that cannot be answered now, and were.
    before: Vec<&'a Measure>,
    asked: Asked,
}

impl MeasuresPage<'_> {
    fn chosen(&self) -> impl Iterator<Item = &MeasureChoice<'_>> {
        self.choices.iter().filter(|choice| choice.chosen)
    }

    fn has_chosen(&self) -> bool {
        self.chosen().next().is_some()
    }
}

/// The form: the numbers of those that are wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    measures: Vec<u8>,
}

pub async fn list(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let (measures, profile) = (app.content::<Measures>()?, member.profile());
    let mut read = app.db.read().await?;
    let together = given::measures_on(&mut read, &member).await?;
    let taken: Vec<_> = answer::all_taken(&mut read, &member).await?.into_iter().map(|(.., taken)| taken).collect();
    let chosen = |measure: &Measure| profile.measures.contains(&measure.number);
    let choices = measures.open_to(&together).map(|measure| MeasureChoice { chosen: chosen(measure), measure });
    let page = MeasuresPage {
        frame: PageFrame::of(&member, NavSection::Notebook),
        choices: choices.collect(),
        before: measures.answered_before(&taken, profile, &together).collect(),
        asked,
    };
    Ok(page.into_response())
}

/// What is not open to them is not chosen.
pub async fn choose(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    let measures = app.content::<Measures>()?;
    let together = given::measures_on(&mut *app.db.read().await?, &member).await?;
    change_profile::change(&app, &member, |profile| {
        let open = measures.open_to(&together).map(|measure| measure.number);
        profile.measures = open.filter(|number| fields.measures.contains(number)).collect();
    })
    .await?;
    Ok(Redirect::to(&saved(paths::LIST, "yes")).into_response())
}

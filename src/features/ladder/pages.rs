//! The ladder's page, and laying a first one.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::ids::Id;
use crate::features::suggestions::here;
use crate::features::suggestions::recommend::Recommender;
use crate::members::sessions::guard::Member;
use crate::model::ladder::{Ladder, to_begin_with};
use crate::model::profile::Profile;
use crate::model::steps::{Exclusion, Library, Step};
use crate::records::copies::marks::{self, SharedMarks};
use crate::records::reflections::tried::{self, TriedSteps};
use crate::records::{copies, ladders, personal_library};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

const TO_BEGIN_WITH: usize = 8;

/// What was removed just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    removed: Option<Id>,
}

/// A step on the ladder.
pub struct LadderItem<'a> {
    pub step: &'a Step,
    pub left_out: Option<Exclusion>,
}

/// What stands on a ladder, and what stands beside it.
pub struct LadderView<'a> {
    pub items: Vec<LadderItem<'a>>,
    /// Steps of one's own that stand nowhere on it.
    pub beside: Vec<&'a Step>,
    /// What was set aside and stands nowhere on it.
    pub aside: Vec<&'a Step>,
}

impl<'a> LadderView<'a> {
    pub fn of(ladder: &Ladder, library: &'a Library, profile: &Profile) -> Self {
        let item = |number: &u32| {
            let step = library.step(*number)?;
            Some(LadderItem { step, left_out: library.left_out(step, profile) })
        };
        let is_off = |step: &&Step| ladder.place(step.number).is_none();
        let aside = profile.aside.iter().filter_map(|number| library.step(*number));
        Self {
            items: ladder.steps().iter().filter_map(item).collect(),
            beside: library.steps().filter(|step| step.own.is_some()).filter(is_off).collect(),
            aside: aside.filter(is_off).collect(),
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "ladder/show.html")]
struct LadderPage<'a> {
    frame: PageFrame,
    ladder: LadderView<'a>,
    told: TriedSteps,
    /// The number of the one that comes next: the first that is suggested and has not gone well yet.
    next: Option<u32>,
    removed: Option<Id>,
    marks: SharedMarks,
}

impl LadderPage<'_> {
    fn is_next(&self, step: &Step) -> bool {
        self.next == Some(step.number)
    }

    fn is_tried(&self, step: &Step) -> bool {
        self.told.tried.contains(&step.number)
    }
}

pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let profile = here::profile(&mut read, &member).await?;
    let ladder = LadderView::of(&ladders::current(&mut read, &member).await?, &library, &profile);
    let told = tried::steps(&mut read, &member).await?;
    let comes_next = |item: &&LadderItem| item.left_out.is_none() && !told.went_well.contains(&item.step.number);
    let page = LadderPage {
        frame: PageFrame::of(&member, NavSection::Today),
        next: ladder.items.iter().find(comes_next).map(|item| item.step.number),
        ladder,
        told,
        removed: asked.removed,
        marks: marks::of_ladder(&mut read, &member).await?,
    };
    Ok(page.into_response())
}

/// Lays a first ladder, from what the person has told so far. One that has steps already stays as it is.
pub async fn begin(State(app): State<App>, member: Member) -> PageResult {
    let recommender = Recommender::load(&app, &member, member.today()).await?;
    let mut write = app.db.write().await?;
    if ladders::current(&mut write, &member).await?.steps().is_empty() {
        let profile = here::profile(&mut write, &member).await?;
        let left_out = |step: &Step| recommender.library().left_out(step, &profile);
        let begun =
            to_begin_with(recommender.library(), left_out, |step| recommender.hardness(step.number), TO_BEGIN_WITH);
        ladders::keep(&mut write, &member, &begun).await?;
        copies::ladder::changed(&app, &mut write, &member).await?;
        write.commit().await?;
    }
    Ok(Redirect::to(paths::LADDER).into_response())
}

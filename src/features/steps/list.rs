//! The library to browse, whole or narrowed.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use crate::members::sessions::guard::Member;
use crate::model::profile::Profile;
use crate::model::scheduler::Barrier;
use crate::model::steps::own::BAND as OWN;
use crate::model::steps::{Exclusion, Library, Step, StepKind};
use crate::records::personal_library;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// What to show of the library, as the form says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FilterFields {
    band: String,
    kind: String,
    time: String,
    energy: String,
    barrier: String,
}

/// The same, understood. A word that is none of the choices leaves its part open.
struct StepFilter {
    band: Option<u8>,
    kind: Option<StepKind>,
    minutes: Option<u16>,
    effort: Option<f64>,
    barrier: Option<Barrier>,
}

/// How much effort a step may cost where there is little energy, and where there is some: as the scheduler counts a
/// rung tiny, and the middle of its scale.
const LITTLE: f64 = 0.25;
const MIDDLING: f64 = 0.5;

impl FilterFields {
    fn wanted(&self) -> StepFilter {
        StepFilter {
            band: self.band.parse().ok(),
            kind: StepKind::from_word(&self.kind),
            minutes: self.time.parse().ok(),
            effort: match self.energy.as_str() {
                "low" => Some(LITTLE),
                "some" => Some(MIDDLING),
                _ => None,
            },
            barrier: Barrier::from_word(&self.barrier),
        }
    }

    fn narrows(&self) -> bool {
        [&self.band, &self.kind, &self.time, &self.energy, &self.barrier].iter().any(|word| !word.is_empty())
    }
}

impl StepFilter {
    fn fits(&self, step: &Step) -> bool {
        let usual = step.usual();
        self.band.is_none_or(|band| step.band == band)
            && self.kind.is_none_or(|kind| step.kind == kind)
            && self.minutes.is_none_or(|most| step.minutes() <= most)
            && self.effort.is_none_or(|most| usual.is_some_and(|size| size.effort <= most))
            && self.barrier.is_none_or(|barrier| step.adapt.words(barrier).is_some())
    }
}

struct LibraryBand<'a> {
    number: u8,
    steps: Vec<&'a Step>,
}

#[derive(Template, WebTemplate)]
#[template(path = "steps/list.html")]
struct StepListPage<'a> {
    frame: PageFrame,
    bands: Vec<LibraryBand<'a>>,
    filter: FilterFields,
    barriers: Vec<(&'static str, &'a str)>,
    aside: Vec<&'a Step>,
    never: Vec<&'a Step>,
}

/// The whole library by bands, one's own steps first, or what a filter leaves of it.
pub async fn list(State(app): State<App>, member: Member, Query(filter): Query<FilterFields>) -> PageResult {
    let library = personal_library::library(&app, &mut *app.db.read().await?, &member).await?;
    let wanted = filter.wanted();
    let shown = |step: &&Step| wanted.fits(step) && !is_out_of_sight(&library, step, member.profile());
    let bands = [OWN, 0, 1, 2, 3, 4, 5].map(|number| LibraryBand {
        number,
        steps: library.steps().filter(|step| step.band == number).filter(shown).collect(),
    });
    let left_out = |why: Exclusion| {
        let steps = library.steps().filter(|step| library.left_out(step, member.profile()) == Some(why));
        if filter.narrows() { Vec::new() } else { steps.collect() }
    };
    let page = StepListPage {
        frame: PageFrame::of(&member, NavSection::Today),
        bands: bands.into_iter().filter(|band| !band.steps.is_empty()).collect(),
        barriers: app.barriers.labels().collect(),
        aside: left_out(Exclusion::Aside),
        never: left_out(Exclusion::Never),
        filter,
    };
    Ok(page.into_response())
}

/// Whether a step stays out of the list: those with company somebody does not want suggested, or does not have, and
/// those for a need they did not tell of, can still be looked up.
fn is_out_of_sight(library: &Library, step: &Step, profile: &Profile) -> bool {
    let why = library.left_out(step, profile);
    !matches!(why, None | Some(Exclusion::Company | Exclusion::Need | Exclusion::Surroundings))
}

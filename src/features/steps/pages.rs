//! A step in its sizes, and beginning it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::seal;
use crate::features::people::mentions::{self, Mention};
use crate::features::practice::rehearsals::{Rehearsal, Rehearsals};
use crate::features::suggestions::here;
use crate::members::sessions::guard::Member;
use crate::model::ladder;
use crate::model::reflection::Attempt;
use crate::model::steps::{self, Exclusion, Flag, Situation, Size, Step, StepView, view};
use crate::model::surroundings::Here;
use crate::records::{ladders, personal_library, reflections};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, id_or_new, new_id};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "steps/show.html")]
struct StepPage<'a> {
    frame: PageFrame,
    step: &'a Step,
    sizes: Vec<StepView<'a>>,
    /// What beginning it will be kept under.
    form: Id,
    notes: Vec<(&'a str, &'a Flag)>,
    adapted: Vec<&'a str>,
    left_out: Option<Exclusion>,
    /// Its place on their ladder, counted from 1.
    on_ladder: Option<usize>,
    after: Vec<&'a Step>,
    rehearsals: Vec<&'a Rehearsal>,
    /// Whom it could be with.
    perhaps: Option<Mention>,
}

impl StepPage<'_> {
    /// Whether one of its sizes is done with words from the composer.
    fn wants_words(&self) -> bool {
        steps::has_words(self.step)
    }

    /// Whether a size is chosen to begin with: the smallest that is suggested.
    fn is_chosen(&self, size: &StepView) -> bool {
        let suggested = self.sizes.iter().find(|shown| shown.left_out.is_none());
        suggested.or(self.sizes.first()).is_some_and(|shown| shown.size.size == size.size.size)
    }

    /// Whether there are words to begin with in any size.
    fn has_starters(&self) -> bool {
        self.sizes.iter().any(|shown| !shown.size.starters.is_empty())
    }

    fn has_more(&self) -> bool {
        self.has_starters()
            || self.wants_words()
            || !(self.adapted.is_empty() && self.after.is_empty() && self.rehearsals.is_empty())
    }

    fn hidden_for(&self, situation: Situation) -> bool {
        self.left_out == Some(Exclusion::For(situation))
    }
}

/// How many steps are named that could come after one.
const AFTER: usize = 2;

/// One step in its sizes, and what could come after it.
pub async fn show(State(app): State<App>, member: Member, Path(slug): Path<String>) -> PageResult {
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let ladder = ladders::current(&mut read, &member).await?;
    let step = library.by_slug(&slug).ok_or(PageError::NotFound)?;
    let profile = here::profile(&mut read, &member).await?;
    let shown = |size| StepView::of(&library, &profile, step.number, size);
    drop(read);
    let left_out = |step: &Step| library.left_out(step, &profile);
    let perhaps = match left_out(step) {
        Some(_) => None,
        None => mentions::alternatives(&app, &member, step).await?,
    };
    let page = StepPage {
        frame: PageFrame::of(&member, NavSection::Today),
        step,
        notes: library.all_flags(step),
        adapted: view::adapted(step, &profile),
        sizes: Size::ALL.into_iter().filter_map(shown).collect(),
        form: new_id(),
        left_out: left_out(step),
        rehearsals: Rehearsals::shared()?.before(&step.slug).collect(),
        perhaps,
        on_ladder: ladder.place(step.number).map(|place| place + 1),
        after: match ladder.after(step.number).and_then(|next| library.step(next)) {
            Some(next) => vec![next],
            None => ladder::beyond(&library, step, left_out, AFTER),
        },
    };
    Ok(page.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BeginFields {
    id: String,
    size: String,
}

/// Begins a step somebody chose themselves.
pub async fn begin(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(fields): Form<BeginFields>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let library = personal_library::library(&app, &mut write, &member).await?;
    let step = library.by_slug(&slug).ok_or(PageError::NotFound)?;
    let asked = Size::from_word(&fields.size).and_then(|size| step.size(size));
    let size = asked.or(step.sizes.first()).ok_or(PageError::NotFound)?.size;
    let at = app.now().as_millisecond();
    let attempted = Attempt { step: step.number, size, expected: None, offered: false, at };
    let id = id_for(&mut write, &member, &fields, &attempted).await?;
    let sealed = seal(member.keyring(), id, member.today(), 1, &attempted)?;
    reflections::attempts::store::add_attempt(&mut write, member.id(), id, member.today(), &sealed).await?;
    write.commit().await?;
    Ok(Redirect::to(&crate::features::reflections::paths::attempt(id)).into_response())
}

/// What to keep an attempt under: what its form says, unless somebody who came back to the page has begun something else
/// under it, such as another size.
async fn id_for(write: &mut Write, member: &Member, fields: &BeginFields, attempted: &Attempt) -> PageResult<Id> {
    let id = id_or_new(&fields.id);
    let earlier = reflections::store::pair(write, member.id(), id).await?;
    let earlier = earlier.and_then(|pair| pair.attempt.open(member.keyring()).ok());
    let is_other = |earlier: Attempt| (earlier.step, earlier.size) != (attempted.step, attempted.size);
    Ok(if earlier.is_some_and(is_other) { new_id() } else { id })
}

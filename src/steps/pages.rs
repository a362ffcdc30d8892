//! The library to browse, a step in its three sizes, and the ways to it and away from it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::{Flag, Kind, LeftOut, Situation, Size, SizedStep, Step, Use};
use crate::accounts::profile::{self, Profile};
use crate::app::App;
use crate::ids::Id;
use crate::reflections::{self, Attempted};
use crate::sealed::seal;
use crate::sessions::guard::Member;
use crate::web::error::{Answer, Problem};
use crate::web::form::{Form, Path, Query, id_or_new, new_id};
use crate::web::shell::{Section, Shell};

/// A step in one size, as somebody is shown it.
pub struct Shown<'a> {
    /// The step.
    pub step: &'a Step,
    /// The size.
    pub size: &'a SizedStep,
    /// What to be careful about, with the flag's key.
    pub notes: Vec<(&'a str, &'a Flag)>,
    /// Words for what gets in this person's way.
    pub adapted: Vec<&'a str>,
}

impl<'a> Shown<'a> {
    /// The step with this number in this size; none if the library has lost it.
    #[must_use]
    pub fn of(app: &'a App, profile: &Profile, number: u32, size: Size) -> Option<Self> {
        let step = app.library.step(number)?;
        Some(Self {
            step,
            size: step.size(size),
            notes: app.library.flags(step).collect(),
            adapted: profile.barriers.iter().filter_map(|barrier| step.adapt.words(*barrier)).collect(),
        })
    }

    /// Whether its words are a message to send.
    #[must_use]
    pub fn sends(&self) -> bool {
        self.size.used == Some(Use::Send)
    }

    /// Whether there is something to know before.
    #[must_use]
    pub fn has_care(&self) -> bool {
        !self.notes.is_empty() || self.step.good_to_know.is_some()
    }

    /// Whether there is more to it than what one does.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.has_care() || !self.adapted.is_empty() || !self.size.starters.is_empty()
    }

    /// Whether somebody may reply to it: a step that needs nobody has no reply to wait for.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.size.inner
    }
}

/// What to show of the library.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    kind: String,
    time: String,
}

/// A part of the library.
struct Band<'a> {
    number: u8,
    steps: Vec<&'a Step>,
}

#[derive(Template, WebTemplate)]
#[template(path = "steps/list.html")]
struct ListPage<'a> {
    shell: Shell,
    bands: Vec<Band<'a>>,
    filter: Filter,
    never: Vec<&'a Step>,
}

#[derive(Template, WebTemplate)]
#[template(path = "steps/show.html")]
struct StepPage<'a> {
    shell: Shell,
    step: &'a Step,
    sizes: Vec<(Id, Shown<'a>)>,
    notes: Vec<(&'a str, &'a Flag)>,
    adapted: Vec<&'a str>,
    left_out: Option<LeftOut>,
}

impl StepPage<'_> {
    fn hidden_for(&self, situation: Situation) -> bool {
        self.left_out == Some(LeftOut::For(situation))
    }
}

/// The whole library by bands, or what a filter leaves of it.
///
/// # Errors
/// None.
pub async fn list(State(app): State<App>, member: Member, Query(filter): Query<Filter>) -> Answer {
    let minutes: Option<u16> = filter.time.parse().ok();
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == filter.kind);
    let fits = |step: &&Step| {
        kind.is_none_or(|kind| step.kind == kind)
            && minutes.is_none_or(|most| step.size(Size::Regular).minutes <= most)
            && app.library.left_out(step, member.profile()).is_none()
    };
    let bands = (0..=5)
        .map(|number| Band {
            number,
            steps: app.library.steps().iter().filter(|step| step.band == number).filter(fits).collect(),
        })
        .filter(|band| !band.steps.is_empty());
    let never = member.profile().never.iter().filter_map(|number| app.library.step(*number)).collect();
    let page = ListPage { shell: Shell::of(&member, Section::Steps), bands: bands.collect(), filter, never };
    Ok(page.into_response())
}

/// One step in its three sizes.
///
/// # Errors
/// [`Problem::NotFound`] if there is none of this name.
pub async fn show(State(app): State<App>, member: Member, Path(slug): Path<String>) -> Answer {
    let step = app.library.by_slug(&slug).ok_or(Problem::NotFound)?;
    let shown = |size| Shown::of(&app, member.profile(), step.number, size).map(|shown| (new_id(), shown));
    let sizes: Vec<_> = Size::ALL.into_iter().filter_map(shown).collect();
    let page = StepPage {
        shell: Shell::of(&member, Section::Steps),
        step,
        notes: app.library.flags(step).collect(),
        adapted: sizes.first().map(|(_, shown)| shown.adapted.clone()).unwrap_or_default(),
        sizes,
        left_out: app.library.left_out(step, member.profile()),
    };
    Ok(page.into_response())
}

/// The form that begins a step.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    id: String,
    size: String,
}

/// Begins a step somebody chose themselves.
///
/// # Errors
/// [`Problem::NotFound`] if there is no such step, or if the database fails.
pub async fn begin(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(fields): Form<Begin>,
) -> Answer {
    let step = app.library.by_slug(&slug).ok_or(Problem::NotFound)?;
    let size = Size::from_word(&fields.size).unwrap_or(Size::Smaller);
    let (id, now) = (id_or_new(&fields.id), app.now());
    let attempted = Attempted { step: step.number, size, expected: None, offered: false, at: now.as_millisecond() };
    let sealed = seal(member.keyring(), id, 1, &attempted)?;
    let mut write = app.db.write().await?;
    reflections::store::add_attempt(&mut write, member.id(), id, member.day(now), &sealed).await?;
    write.commit().await?;
    Ok(Redirect::to(&format!("/attempts/{id}")).into_response())
}

/// Never suggests a step again.
///
/// # Errors
/// [`Problem::NotFound`] if there is no such step, or if the database fails.
pub async fn never(State(app): State<App>, member: Member, Path(slug): Path<String>) -> Answer {
    let number = app.library.by_slug(&slug).ok_or(Problem::NotFound)?.number;
    profile::change(&app, &member, |profile| {
        profile.never.insert(number);
    })
    .await?;
    Ok(Redirect::to(&format!("/steps/{slug}")).into_response())
}

/// Suggests it again.
///
/// # Errors
/// [`Problem::NotFound`] if there is no such step, or if the database fails.
pub async fn again(State(app): State<App>, member: Member, Path(slug): Path<String>) -> Answer {
    let number = app.library.by_slug(&slug).ok_or(Problem::NotFound)?.number;
    profile::change(&app, &member, |profile| {
        profile.never.remove(&number);
    })
    .await?;
    Ok(Redirect::to(&format!("/steps/{slug}")).into_response())
}

//! A step in its sizes, and beginning it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::{Flag, LeftOut, Library, Situation, Size, SizedStep, Step, Use, yours};
use crate::accounts::profile::Profile;
use crate::app::App;
use crate::composer;
use crate::ids::Id;
use crate::ladder;
use crate::people::naming::{self, Perhaps};
use crate::practice::rehearsals::{Rehearsal, Rehearsals};
use crate::reflections::{self, Attempted};
use crate::sealed::seal;
use crate::sessions::guard::Member;
use crate::web::error::{Answer, Problem};
use crate::web::form::{Form, Path, id_or_new, new_id};
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
    pub fn of(library: &'a Library, profile: &Profile, number: u32, size: Size) -> Option<Self> {
        let step = library.step(number)?;
        Some(Self {
            step,
            size: step.size(size)?,
            notes: library.flags(step).collect(),
            adapted: profile.barriers_by_weight().filter_map(|barrier| step.adapt.words(barrier)).collect(),
        })
    }

    /// The same for what is being tried; in the first size there is, where a step of one's own has lost this one.
    #[must_use]
    pub fn tried(library: &'a Library, profile: &Profile, attempted: &Attempted) -> Option<Self> {
        let of = |size| Self::of(library, profile, attempted.step, size);
        of(attempted.size).or_else(|| Size::ALL.into_iter().find_map(of))
    }

    /// Whether what one does is more than the title says already, as it may not be for a step of one's own.
    #[must_use]
    pub fn says_more(&self) -> bool {
        self.size.does.trim_end_matches('.') != self.step.title.trim_end_matches('.')
    }

    /// Whether its words are a message to send.
    #[must_use]
    pub fn sends(&self) -> bool {
        self.size.used == Some(Use::Send)
    }

    /// Whether words for it can be found in the composer.
    #[must_use]
    pub fn wants_words(&self) -> bool {
        !self.size.inner && composer::helps(self.step.kind)
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

#[derive(Template, WebTemplate)]
#[template(path = "steps/show.html")]
struct StepPage<'a> {
    shell: Shell,
    step: &'a Step,
    sizes: Vec<(Id, Shown<'a>)>,
    notes: Vec<(&'a str, &'a Flag)>,
    adapted: Vec<&'a str>,
    left_out: Option<LeftOut>,
    /// Its place on their ladder, counted from 1.
    on_ladder: Option<usize>,
    after: Vec<&'a Step>,
    /// Conversations to practise it by.
    rehearsals: Vec<&'a Rehearsal>,
    /// Whom it could be with.
    perhaps: Option<Perhaps>,
}

impl StepPage<'_> {
    /// Whether one of its sizes is done with words from the composer.
    fn wants_words(&self) -> bool {
        composer::helps_with(self.step)
    }

    fn hidden_for(&self, situation: Situation) -> bool {
        self.left_out == Some(LeftOut::For(situation))
    }
}

/// How many steps are named that could come after one.
const AFTER: usize = 2;

/// One step in its sizes, and what could come after it.
pub async fn show(State(app): State<App>, member: Member, Path(slug): Path<String>) -> Answer {
    let mut read = app.db.read().await?;
    let library = yours::library(&app, &mut read, &member).await?;
    let ladder = ladder::pages::ladder(&mut read, &member).await?;
    let step = library.by_slug(&slug).ok_or(Problem::NotFound)?;
    let shown = |size| Shown::of(&library, member.profile(), step.number, size).map(|shown| (new_id(), shown));
    let sizes: Vec<_> = Size::ALL.into_iter().filter_map(shown).collect();
    drop(read);
    let left_out = |step: &Step| library.left_out(step, member.profile());
    let perhaps = match left_out(step) {
        Some(_) => None,
        None => naming::beside(&app, &member, step).await?,
    };
    let page = StepPage {
        shell: Shell::of(&member, Section::Steps),
        step,
        notes: library.flags(step).collect(),
        adapted: sizes.first().map(|(_, shown)| shown.adapted.clone()).unwrap_or_default(),
        sizes,
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

/// The form that begins a step.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    id: String,
    size: String,
}

/// Begins a step somebody chose themselves.
pub async fn begin(
    State(app): State<App>,
    member: Member,
    Path(slug): Path<String>,
    Form(fields): Form<Begin>,
) -> Answer {
    let mut write = app.db.write().await?;
    let library = yours::library(&app, &mut write, &member).await?;
    let step = library.by_slug(&slug).ok_or(Problem::NotFound)?;
    let asked = Size::from_word(&fields.size).and_then(|size| step.size(size));
    let size = asked.or(step.sizes.first()).ok_or(Problem::NotFound)?.size;
    let (id, now) = (id_or_new(&fields.id), app.now());
    let attempted = Attempted { step: step.number, size, expected: None, offered: false, at: now.as_millisecond() };
    let sealed = seal(member.keyring(), id, 1, &attempted)?;
    reflections::store::add_attempt(&mut write, member.id(), id, member.day(now), &sealed).await?;
    write.commit().await?;
    Ok(Redirect::to(&format!("/attempts/{id}")).into_response())
}

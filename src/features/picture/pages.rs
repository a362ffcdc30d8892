//! What Handrail believes: the picture in plain sentences, each of which can be corrected.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use super::paths;
use crate::base::clock::local_hour;
use crate::base::ids::{Id, seed_of};
use crate::features::reading::{Articles, Reading};
use crate::features::suggestions::history_rows::HistoryRows;
use crate::features::suggestions::reason_text::Reasons;
use crate::features::suggestions::recommend::Recommender;
use crate::members::sessions::guard::Member;
use crate::model::picture::{Correction, CorrectionEntry, Picture};
use crate::records::entries;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Query, id_or_new, new_id};
use crate::web::frame::{NavSection, PageFrame};

/// What was corrected, or taken back, just before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    changed: Option<Id>,
    removed: Option<Id>,
}

/// What a correction changed: what would be suggested now, with and without it.
struct CorrectionEffect {
    id: Id,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Template, WebTemplate)]
#[template(path = "picture/show.html")]
struct PicturePage<'a> {
    frame: PageFrame,
    /// The id of the correction each form would make.
    form: Id,
    picture: Picture<'a>,
    changed: Option<CorrectionEffect>,
    back: Option<Id>,
    corrections: usize,
    quiet: bool,
    /// Whether they said that energy is low today.
    low_day: bool,
    per_week: Option<u8>,
    reasons: &'a Reasons,
    about: Option<&'a Reading>,
}

impl PicturePage<'_> {
    /// Whether something is still guessed from the first answers alone.
    fn has_first_guesses(&self) -> bool {
        self.picture.sides.iter().any(|one| !one.learnt)
    }
}

pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let day = member.today();
    let told = HistoryRows::read(&app, &mut *app.db.read().await?, &member).await?;
    let (profile, seed) = (member.profile(), seed_of(member.id().0));
    let hour = local_hour(app.now(), member.zone());
    let without = asked.changed.and_then(|id| told.without(id));
    let corrections = told.corrections.len();
    let recommender = Recommender::of(told, profile, seed, day, hour);
    let title = |recommender: &Recommender| recommender.next().map(|step| step.title.clone());
    let changed = asked.changed.zip(without).map(|(id, without)| {
        let before = title(&Recommender::of(without, profile, seed, day, hour));
        CorrectionEffect { id, before, after: title(&recommender) }
    });
    let page = PicturePage {
        frame: PageFrame::of(&member, NavSection::You),
        form: new_id(),
        picture: recommender.picture(),
        changed,
        back: asked.removed,
        corrections,
        quiet: profile.is_quiet(day),
        low_day: profile.low_day == Some(day),
        per_week: profile.per_week,
        reasons: app.content::<Reasons>()?,
        about: app.content::<Articles>()?.about(profile.barriers_by_weight().next()),
    };
    Ok(page.into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    id: String,
    what: String,
}

/// Keeps a correction. What is none of them changes nothing.
pub async fn correct(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    let Some(what) = Correction::from_word(&fields.what) else {
        return Ok(Redirect::to(paths::PICTURE).into_response());
    };
    let (id, now) = (id_or_new(&fields.id), app.now());
    let corrected = CorrectionEntry { what, at: now.as_millisecond() };
    let mut write = app.db.write().await?;
    let id = entries::keep(&mut write, &member, id, &corrected).await?;
    write.commit().await?;
    Ok(Redirect::to(&paths::changed(id)).into_response())
}

//! What was guessed and what it was, as words, a picture and a table.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::evidence::{Evidence, Forecast, GuessTally, LATEST, LookBack};
use crate::base::words::{DateFormat, DateText};
use crate::features::suggestions::reason_text::Reasons;
use crate::members::sessions::guard::Member;
use crate::model::scheduler::Felt;
use crate::model::steps::Library;
use crate::records::copies;
use crate::records::personal_library;
use crate::records::portion::{Before, TOGETHER};
use crate::records::reflections::store::{self, AttemptPair};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

/// A guess and what came of it, in the picture and in the table.
pub struct GuessMark<'a> {
    /// How far along the picture, in percent.
    pub across: usize,
    pub day: DateText,
    /// The step's title, while the step is there.
    pub title: Option<&'a str>,
    pub guess: Felt,
    pub was: Felt,
}

impl GuessMark<'_> {
    pub fn guess_down(&self) -> &'static str {
        down(self.guess)
    }

    pub fn was_down(&self) -> &'static str {
        down(self.was)
    }
}

/// How far down a row of the picture is: too much is the top of four, easy the foot.
const fn down(felt: Felt) -> &'static str {
    match felt {
        Felt::TooMuch => "12.5%",
        Felt::Stretch => "37.5%",
        Felt::Okay => "62.5%",
        Felt::Easy => "87.5%",
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "reflections/evidence.html")]
struct EvidencePage<'a> {
    frame: PageFrame,
    evidence: Evidence,
    kinds: Vec<(&'a str, GuessTally)>,
    marks: Vec<GuessMark<'a>>,
    /// Whether anything of theirs is shown to somebody.
    shown: bool,
}

impl EvidencePage<'_> {
    /// Whether there is more to tell than guesses. On a low day nothing is said of replies that did not come.
    fn has_other_answers(&self) -> bool {
        let Evidence { quiet, replied, nearly, rested, .. } = self.evidence;
        let waits = quiet > replied && !self.frame.low;
        waits || replied + nearly + rested > 0
    }
}

/// Shows what guesses came to, or what will live here.
pub async fn show(State(app): State<App>, member: Member) -> PageResult {
    let today = member.today();
    let mut read = app.db.read().await?;
    let library = personal_library::library(&app, &mut read, &member).await?;
    let evidence = evidence(&library, &mut read, &member).await?;
    let (forecasts, reasons) = (evidence.forecasts.as_ref(), app.content::<Reasons>()?);
    let page = EvidencePage {
        frame: PageFrame::of(&member, NavSection::Notebook),
        kinds: forecasts.map_or_else(Vec::new, |forecasts| {
            forecasts.kinds.iter().map(|(kind, tally)| (reasons.kind(*kind), *tally)).collect()
        }),
        marks: forecasts
            .map_or_else(Vec::new, |forecasts| marks(&library, &forecasts.latest, member.calendar(), today)),
        evidence,
        shown: copies::marks::is_something_seen(&mut read, &member).await?,
    };
    Ok(page.into_response())
}

/// What looking back has shown a person. Whatever does not open is left out here; the list says so.
pub async fn evidence(library: &Library, read: &mut SqliteConnection, member: &Member) -> PageResult<Evidence> {
    let most = TOGETHER.rows(i64::try_from(LATEST).unwrap_or(i64::MAX));
    let pairs = store::looked_back(read, member.id(), Date::MIN, &Before::end(), most).await?;
    Ok(Evidence::of(&told(library, &pairs, member)))
}

/// The steps that were looked back on, of these rows. Whatever does not open is left out.
pub fn told(library: &Library, pairs: &[AttemptPair], member: &Member) -> Vec<LookBack> {
    let told = pairs.iter().filter_map(|pair| {
        let row = pair.reflection.as_ref()?;
        let attempted = pair.attempt.open(member.keyring()).ok()?;
        let kind = library.step(attempted.step).map(|step| step.kind);
        Some(LookBack { day: row.day, kind, attempted, reflected: row.open(member.keyring()).ok()? })
    });
    told.collect()
}

/// The picture's marks for these forecasts, the first one first.
pub fn marks<'a>(library: &'a Library, latest: &[Forecast], calendar: &DateFormat, today: Date) -> Vec<GuessMark<'a>> {
    let mark = |(at, one): (usize, &Forecast)| GuessMark {
        across: (2 * at + 1) * 50 / latest.len().max(1),
        day: calendar.day_from(one.day, today),
        title: library.step(one.step).map(|step| step.title.as_str()),
        guess: one.guess,
        was: one.was,
    };
    latest.iter().enumerate().map(mark).collect()
}

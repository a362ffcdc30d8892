//! The long view as words, pictures and tables.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::IntoResponse as _;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::monthly_question::MonthlyAnswer;
use super::monthly_question_pages::MonthlyForm;
use super::{AnswerRow, BarPart, Guesses, Span, guesses, kinds, rows, whole};
use crate::base::ids::Id;
use crate::base::words::{DateFormat, DateText, days_before};
use crate::features::measures::answer::{self, PastResponses};
use crate::features::reflections::evidence::{Forecast, GuessTally, LookBack};
use crate::features::reflections::evidence_page;
use crate::features::suggestions::reason_text::Reasons;
use crate::members::sessions::guard::Member;
use crate::model::reflection::AttemptOutcome;
use crate::model::steps::StepKind;
use crate::records::copies;
use crate::records::entries::{self, store};
use crate::records::form_context::FormContext;
use crate::records::portion::{Before, TOGETHER};
use crate::records::{months, personal_library, reflections, suggestions};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

/// How many days it looks back on where no year was asked for.
const A_YEAR: i32 = 365;
/// How many answers to *who besides this app?* are shown, the latest.
const ANSWERS: i64 = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kept: String,
    /// Whether the month's question stands open.
    asks: String,
    removed: Option<Id>,
    /// A calendar year, in place of the last twelve months.
    year: Option<i16>,
}

/// Answers of one of three kinds, over time.
struct AnswerBars {
    whole: [usize; 3],
    bars: Option<Vec<Bar>>,
}

struct Bar {
    name: DateText,
    parts: [BarPart; 3],
    counts: [usize; 3],
}

/// A week's or month's guesses in the picture and the table.
struct StoryMark {
    name: DateText,
    across: usize,
    guess_down: String,
    was_down: String,
    tally: GuessTally,
}

/// An answer to *who besides this app?*
struct MonthlyItem {
    id: Id,
    day: DateText,
    told: Option<MonthlyAnswer>,
}

#[derive(Template, WebTemplate)]
#[template(path = "story/show.html")]
pub(super) struct StoryPage<'a> {
    frame: PageFrame,
    /// The years that have something, where there are several, and whether it is the one that is shown.
    years: Vec<(i16, bool)>,
    by_week: bool,
    tally: GuessTally,
    marks: Vec<StoryMark>,
    energy: AnswerBars,
    nourished: AnswerBars,
    kinds: Vec<(&'a str, usize, usize)>,
    past: Vec<PastResponses<'a>>,
    known: Vec<MonthlyItem>,
    asking: MonthlyForm,
    asked: Asked,
    /// Whether anything of theirs is shown to somebody.
    shown: bool,
}

impl StoryPage<'_> {
    fn is_empty(&self) -> bool {
        self.tally.all() == 0 && self.energy.is_empty() && self.nourished.is_empty() && self.kinds.is_empty()
    }

    /// Whether there is anything beside the guesses. A year alone has no question of the month.
    fn has_more(&self) -> bool {
        let is_counted = !(self.energy.is_empty() && self.nourished.is_empty() && self.kinds.is_empty());
        is_counted || self.asked.year.is_none()
    }

    /// Whether the month's question stands open: somebody came for it, or began to answer.
    fn asks(&self) -> bool {
        let MonthlyForm { writing, fault, .. } = &self.asking;
        !self.asked.asks.is_empty() || fault.is_some() || writing.from.is_some() || writing.aside.is_some()
    }
}

impl AnswerBars {
    fn of(span: Span, answers: &[(Date, usize)], calendar: &DateFormat) -> Self {
        let bar =
            |row: &AnswerRow| Bar { name: named(span, row.from, calendar), parts: row.parts(), counts: row.counts };
        let bars = rows(span, answers).map(|rows| rows.iter().map(bar).collect());
        Self { whole: whole(answers), bars }
    }

    fn is_empty(&self) -> bool {
        self.whole == [0; 3]
    }

    /// Whether there was a best answer among them.
    fn did_good(&self) -> bool {
        self.whole[2] > 0
    }
}

/// Shows the long view, or what will live here.
pub async fn show(cx: FormContext, Query(asked): Query<Asked>) -> PageResult {
    Ok(page(&cx, asked, None).await?.into_response())
}

pub(super) async fn page(cx: &FormContext, asked: Asked, asking: Option<MonthlyForm>) -> PageResult<StoryPage<'_>> {
    let FormContext { app, member, .. } = cx;
    let mut read = app.db.read().await?;
    let shown = shown(asked.year, member.today());
    let found = months::store::years_told(&mut read, member.id()).await?;
    let (told, energy) = told_between(app, &mut read, member, shown).await?;
    let asking = match asking {
        Some(asking) => asking,
        None => MonthlyForm::resumed(cx, &mut read).await?,
    };
    let past = answer::past(app, &mut read, member).await?;
    let known = known(&mut read, member).await?;
    let nourished: Vec<_> = told.iter().filter_map(|one| Some((one.day, one.reflected.nourishing? as usize))).collect();
    let mut forecasts: Vec<Forecast> = told.iter().filter_map(LookBack::forecast).collect();
    forecasts.sort_by_key(|one| (one.day, one.at));
    let calendar = member.calendar();
    let span = Span::fitting(told.iter().map(|one| one.day).chain(energy.iter().map(|(day, _)| *day)));
    Ok(StoryPage {
        frame: PageFrame::of(member, NavSection::Notebook),
        years: years(&found, asked.year),
        by_week: span == Span::Week,
        tally: GuessTally::counted(forecasts.iter()),
        marks: marks(&guesses(span, &forecasts).unwrap_or_default(), span, calendar),
        energy: AnswerBars::of(span, &energy, calendar),
        nourished: AnswerBars::of(span, &nourished, calendar),
        kinds: kinds_of(app.content()?, &told),
        past,
        known,
        asking,
        asked,
        shown: copies::marks::is_something_seen(&mut read, member).await?,
    })
}

/// The first day and the last of the year that was asked for, or of the last twelve months.
fn shown(year: Option<i16>, today: Date) -> (Date, Date) {
    let whole = year.and_then(|year| Date::new(year, 1, 1).ok()).map(|first| (first, first.last_of_year()));
    whole.unwrap_or((days_before(today, A_YEAR), today))
}

fn years(found: &[Date], shown: Option<i16>) -> Vec<(i16, bool)> {
    let years = found.iter().map(|day| day.year()).filter(|_| found.len() > 1);
    years.map(|year| (year, shown == Some(year))).collect()
}

/// What was told from a day to another: steps that were looked back on, and how much energy there was, by day.
async fn told_between(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    (from, to): (Date, Date),
) -> PageResult<(Vec<LookBack>, Vec<(Date, usize)>)> {
    let library = personal_library::library(app, read, member).await?;
    let until = Before::after(to, None);
    let pairs = reflections::store::looked_back(read, member.id(), from, &until, TOGETHER).await?;
    let told = evidence_page::told(&library, &pairs, member);
    let after = to.tomorrow().unwrap_or(to);
    let check_ins = suggestions::store::check_ins_between(read, member.id(), from, after).await?;
    let energy = check_ins.iter().filter_map(|row| Some((row.day, row.open(member.keyring()).ok()?.energy? as usize)));
    Ok((told, energy.collect()))
}

async fn known(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<MonthlyItem>> {
    let rows = store::list::<MonthlyAnswer>(read, member.id(), &Before::end(), ANSWERS).await?.rows;
    let known = entries::opened(member, rows).into_iter();
    // Who knew is asked, and not kept as a list of months: only what they wrote is shown again.
    let has_words = |told: &Option<MonthlyAnswer>| told.as_ref().is_none_or(|told| !told.words.is_empty());
    let known = known.filter(|(_, told)| has_words(told));
    let known = known.map(|(row, told)| MonthlyItem { id: row.id, day: member.calendar().date(row.day), told });
    Ok(known.collect())
}

fn marks(rows: &[Guesses], span: Span, calendar: &DateFormat) -> Vec<StoryMark> {
    let percent = |tenths: usize| format!("{}.{}%", tenths / 10, tenths % 10);
    let mark = |(at, row): (usize, &Guesses)| StoryMark {
        name: named(span, row.from, calendar),
        across: (2 * at + 1) * 50 / rows.len().max(1),
        guess_down: percent(row.guess_down),
        was_down: percent(row.was_down),
        tally: row.tally,
    };
    rows.iter().enumerate().map(mark).collect()
}

/// The kinds of step that were tried, how often, and how long the bar is, in percent.
fn kinds_of<'a>(reasons: &'a Reasons, told: &[LookBack]) -> Vec<(&'a str, usize, usize)> {
    let tried = told.iter().filter(|one| one.reflected.outcome != AttemptOutcome::Rested).filter_map(|one| one.kind);
    let counts = kinds(&tried.collect::<Vec<StepKind>>()).unwrap_or_default();
    let most = counts.first().map_or(1, |(_, count)| *count);
    counts.into_iter().map(|(kind, count)| (reasons.kind(kind), count, count * 100 / most)).collect()
}

fn named(span: Span, from: Date, calendar: &DateFormat) -> DateText {
    match span {
        Span::Week => calendar.date(from),
        Span::Month => calendar.month(from),
    }
}

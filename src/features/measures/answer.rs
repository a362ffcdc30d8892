//! Answering a measure, and what was answered before.

use std::collections::BTreeMap;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::{Measure, MeasureChange, MeasureResponse, Measures, paths, shown};
use crate::base::ids::Id;
use crate::base::words::{DateFormat, DateText};
use crate::members::sessions::guard::Member;
use crate::model::help::{Country, Help};
use crate::records;
use crate::records::copies::marks;
use crate::records::copies::seen::SeenThings;
use crate::records::entries::{self, store};
use crate::records::form_context::FormContext;
use crate::records::letters::given;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, id_or_new, invalid, new_id};
use crate::web::frame::{NavSection, PageFrame};

/// How many earlier times are shown.
const SHOWN: usize = 24;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kept: String,
}

pub struct ResponseItem {
    pub id: Id,
    pub day: DateText,
    pub taken: MeasureResponse,
    pub sum: Option<usize>,
}

pub struct PastResponses<'a> {
    pub measure: &'a Measure,
    /// The latest, the latest first.
    pub times: Vec<ResponseItem>,
    /// What came between the last two, where both have a sum.
    pub change: Option<MeasureChange>,
}

#[derive(Template, WebTemplate)]
#[template(path = "measures/take.html")]
struct TakePage<'a> {
    frame: PageFrame,
    measure: &'a Measure,
    /// Whether it can be answered now; else what was answered is only read.
    is_open: bool,
    /// The id this time's answers will have.
    form: Id,
    is_empty: bool,
    /// From when on it may well be answered again, where that is still to come, and when it last was.
    waits: Option<(DateText, DateText)>,
    past: PastResponses<'a>,
    /// Whether what was answered wants help shown, and whose help that is.
    help_wanted: bool,
    help: &'a Help,
    country: Option<&'a Country>,
    kept: bool,
    /// Who sees each time, and who could.
    seen: SeenThings,
    connected: BTreeMap<Id, String>,
    /// Who will see what is answered now,
    seen_by: Vec<String>,
    /// and whether this time is kept back from them, as it was sent.
    kept_back: String,
}

/// Shows the questions, and what was answered before.
pub async fn ask(
    State(app): State<App>,
    member: Member,
    Path(number): Path<u8>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let page = match chosen(&app, &member, number).await {
        Ok(measure) => page(&app, &member, measure).await?,
        Err(PageError::NotFound) => answered_before(&app, &member, number).await?,
        Err(problem) => return Err(problem),
    };
    let page = TakePage { kept: !asked.kept.is_empty(), ..page };
    Ok(page.into_response())
}

/// What was answered while it was on stays its owner’s to read.
async fn answered_before<'a>(app: &'a App, member: &Member, number: u8) -> PageResult<TakePage<'a>> {
    let measure = app.content::<Measures>()?.of(number).ok_or(PageError::NotFound)?;
    let page = page(app, member, measure).await?;
    if page.past.times.is_empty() {
        return Err(PageError::NotFound);
    }
    Ok(TakePage { is_open: false, waits: None, seen_by: Vec::new(), ..page })
}

/// One that they have chosen, and may.
///
/// # Errors
/// [`PageError::NotFound`] where they have not, or it is one that a supporter has not turned on too.
pub async fn chosen<'a>(app: &'a App, member: &Member, number: u8) -> PageResult<&'a Measure> {
    let together = given::measures_on(&mut *app.db.read().await?, member).await?;
    app.content::<Measures>()?.chosen(number, member.profile(), &together).ok_or(PageError::NotFound)
}

/// One that is chosen on both sides, or on their own alone, as after a supporter has turned it off or the two have parted; and
/// whether it is on both. What is answered meanwhile is kept all the same.
async fn to_answer<'a>(app: &'a App, member: &Member, number: u8) -> PageResult<(&'a Measure, bool)> {
    match chosen(app, member, number).await {
        Err(PageError::NotFound) if member.profile().measures.contains(&number) => {
            Ok((app.content::<Measures>()?.of(number).ok_or(PageError::NotFound)?, false))
        }
        found => Ok((found?, true)),
    }
}

/// Keeps the answers: `item-0`, `item-1` and so on, each the number of its answer. One that is left open stays open. Where it
/// is not on any more, they are shown to nobody.
pub async fn save(cx: FormContext, Path(number): Path<u8>, Form(sent): Form<Vec<(String, String)>>) -> PageResult {
    let (measure, is_on) = to_answer(&cx.app, &cx.member, number).await?;
    let answers = understood(measure, &sent);
    let kept_back = if is_on { field(&sent, "kept_back") } else { "yes" };
    if answers.iter().all(Option::is_none) {
        let page = page(&cx.app, &cx.member, measure).await?;
        return invalid(TakePage {
            is_empty: true,
            is_open: is_on,
            waits: None,
            kept_back: kept_back.to_owned(),
            ..page
        });
    }
    let taken = MeasureResponse { measure: number, answers, at: cx.at(), kept_back: !kept_back.is_empty() };
    let mut write = cx.app.db.write().await?;
    let id = entries::keep(&mut write, &cx.member, id_or_new(field(&sent, "id")), &taken).await?;
    shown::taken(&mut write, &cx.member, id, measure, &taken).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&paths::kept(number)).into_response())
}

fn field<'a>(sent: &'a [(String, String)], name: &str) -> &'a str {
    sent.iter().find(|(field, _)| field == name).map_or("", |(_, word)| word.as_str())
}

fn understood(measure: &Measure, sent: &[(String, String)]) -> Vec<Option<u8>> {
    let answer = |item| field(sent, &format!("item-{item}")).parse::<u8>().ok();
    let there = |answer: &u8| usize::from(*answer) < measure.answers.len();
    (0..measure.items.len()).map(|item| answer(item).filter(there)).collect()
}

async fn page<'a>(app: &'a App, member: &Member, measure: &'a Measure) -> PageResult<TakePage<'a>> {
    let (today, calendar) = (member.today(), member.calendar());
    let mut read = app.db.read().await?;
    let mut rows = all_taken(&mut read, member).await?;
    rows.retain(|(.., taken)| taken.measure == measure.number);
    let last = rows.first();
    let help_wanted = last.is_some_and(|(day, _, taken)| *day == today && taken.wants_help(measure));
    let waits = last.map(|(day, ..)| *day).filter(|day| measure.again_from(*day) > today);
    Ok(TakePage {
        frame: PageFrame::of(member, NavSection::Notebook),
        measure,
        is_open: true,
        form: new_id(),
        is_empty: false,
        waits: waits.map(|day| (calendar.date(measure.again_from(day)), calendar.date(day))),
        help_wanted,
        past: PastResponses::of(measure, rows, calendar),
        help: &app.help,
        country: if help_wanted { first_for(app, &mut read, member).await? } else { None },
        kept: false,
        seen: marks::all(&mut read, member).await?,
        connected: marks::names(&mut read, member).await?,
        seen_by: marks::will_see_measure(&mut read, member, measure.number).await?,
        kept_back: String::new(),
    })
}

/// The country whose help opens first.
async fn first_for<'a>(app: &'a App, read: &mut SqliteConnection, member: &Member) -> PageResult<Option<&'a Country>> {
    let plan = records::plan::latest(read, member).await?.map(|(_, plan)| plan);
    Ok(app.help.first_for(member.profile(), plan.as_ref()))
}

impl<'a> PastResponses<'a> {
    /// Whether any of these times has a total.
    fn has_total(&self) -> bool {
        self.times.iter().any(|time| time.sum.is_some())
    }

    fn of(measure: &'a Measure, rows: Vec<(Date, Id, MeasureResponse)>, calendar: &DateFormat) -> Self {
        let change = match rows.as_slice() {
            [(.., now), (.., before), ..] => {
                now.sum(measure).zip(before.sum(measure)).map(|(now, before)| measure.change(before, now))
            }
            _ => None,
        };
        let time = |(day, id, taken): (Date, Id, MeasureResponse)| ResponseItem {
            id,
            day: calendar.date(day),
            sum: taken.sum(measure),
            taken,
        };
        Self { measure, change, times: rows.into_iter().take(SHOWN).map(time).collect() }
    }
}

/// What was answered before, of each that is chosen and has been.
pub async fn past<'a>(
    app: &'a App,
    read: &mut SqliteConnection,
    member: &Member,
) -> PageResult<Vec<PastResponses<'a>>> {
    let all = all_taken(read, member).await?;
    let together = given::measures_on(read, member).await?;
    let past = app.content::<Measures>()?.chosen_by(member.profile(), &together).filter_map(|measure| {
        let rows: Vec<_> = all.iter().filter(|(.., taken)| taken.measure == measure.number).cloned().collect();
        (!rows.is_empty()).then(|| PastResponses::of(measure, rows, member.calendar()))
    });
    Ok(past.collect())
}

/// The times any was answered, the latest first.
pub async fn all_taken(read: &mut SqliteConnection, member: &Member) -> PageResult<Vec<(Date, Id, MeasureResponse)>> {
    let rows = entries::opened(member, store::all::<MeasureResponse>(read, member.id()).await?).into_iter();
    let mut taken: Vec<_> = rows.filter_map(|(row, taken)| Some((row.day, row.id, taken?))).collect();
    taken.sort_by_key(|(day, _, taken)| std::cmp::Reverse((*day, taken.at)));
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::DateFormats;
    use crate::features::measures::Measures;

    /// Nobody can reach the PHQ-9 today, so its page is looked at here.
    #[test]
    fn what_says_that_help_is_wanted_shows_it_first_and_calmly() {
        let (measures, calendars) = (Measures::load().unwrap(), DateFormats::load().unwrap());
        let help = Help::load().unwrap();
        let measure = measures.iter().find(|one| one.help_after.is_some()).unwrap();
        let shown = |ninth: u8| {
            let answers = (1..=9).map(|item| Some(if item == 9 { ninth } else { 0 })).collect();
            let taken = MeasureResponse { measure: measure.number, answers, at: 0, kept_back: false };
            let help_wanted = taken.wants_help(measure);
            let rows = vec![(Date::constant(2026, 11, 22), new_id(), taken)];
            let past = PastResponses::of(measure, rows, &calendars.of("en-GB"));
            let frame = PageFrame::plain();
            TakePage {
                frame,
                measure,
                is_open: true,
                form: new_id(),
                is_empty: false,
                waits: None,
                past,
                help_wanted,
                help: &help,
                country: help.country("de"),
                kept: true,
                seen: SeenThings::default(),
                connected: BTreeMap::new(),
                seen_by: Vec::new(),
                kept_back: String::new(),
            }
            .render()
            .unwrap()
        };
        let page = shown(1);
        let (note, title) = (page.find("You don’t have to be alone with them").unwrap(), page.find("<h1>").unwrap());
        assert!(note < title && page.contains("tel:112") && page.contains("Nobody else has been told."));
        assert!(!shown(0).contains("You don’t have to be alone with them"));
    }
}

//! Today: check in, one suggestion, what is being tried, a moment noticed.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::check_in::{Feeling, Feelings};
use super::open_attempts::{Trying, trying};
use super::{check_in, day};
use crate::base::clock::day_number;
use crate::base::ids::Id;
use crate::base::words;
use crate::features::drafts::pages::{Entry, entries};
use crate::features::journal::prompts;
use crate::features::journal::prompts::Prompts;
use crate::features::moments::pages::Noticing;
use crate::features::people::mentions::Perhaps;
use crate::features::people::{mentions, rhythms};
use crate::features::reading;
use crate::features::reading::Reading;
use crate::features::reflections::reply;
use crate::features::reflections::reply::Waiting;
use crate::features::suggestions::reason_text::{Day, Reasons};
use crate::members::sessions::guard::Member;
use crate::model::scheduler::{Energy, Why};
use crate::model::steps::{Library, StepView};
use crate::model::suggestion::{Answer as Said, CheckIn, Suggested};
use crate::records::drafts::form;
use crate::records::drafts::form::Named;
use crate::records::personal_library;
use crate::records::suggestions::store;
use crate::records::suggestions::store::Kept;
use crate::web::app::App;
use crate::web::error::Answer;
use crate::web::form::Query;
use crate::web::frame::{Section, Shell};

/// What the address says happened just before, and whether to check in again.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Asked {
    check_in: String,
    already: String,
    kept: Option<Id>,
    moment: Option<Id>,
    begun: Option<Id>,
    reply: String,
}

/// What a form on this page held that is none of its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The energy.
    Energy,
    /// The answer to the suggestion.
    Answer,
}

impl Fault {
    /// What to say of it.
    const fn words(self) -> &'static str {
        match self {
            Self::Energy => "Choose how much energy there is. Not sure is an answer too.",
            Self::Answer => "Choose one of the answers.",
        }
    }
}

/// Where the day stands.
enum Standing<'a> {
    /// Not checked in yet; `back` after two weeks or more.
    CheckIn { back: bool },
    /// One suggestion is open.
    Offer(Box<Offered<'a>>),
    /// Something is being tried, and nothing else is open.
    Trying,
    /// Nothing more today, with a sentence why where it was not their own choice.
    Resting { why: Option<&'a str> },
    /// Looked back on something today.
    LookedBack,
}

/// The open suggestion.
struct Offered<'a> {
    id: Id,
    shown: StepView<'a>,
    why: String,
    closing: &'a str,
    back: bool,
    /// Whom it could be with.
    perhaps: Option<Perhaps>,
}

#[derive(Template, WebTemplate)]
#[template(path = "today.html")]
struct TodayPage<'a> {
    shell: Shell,
    called: Option<&'a str>,
    day: words::Said,
    noticing: Noticing,
    /// What can be kept with one tap.
    moments: &'a [prompts::Tap],
    standing: Standing<'a>,
    check_in: Option<CheckIn>,
    feeling: Option<&'a str>,
    feelings: &'a [Feeling],
    trying: Vec<Trying<'a>>,
    waiting: Vec<Waiting<'a>>,
    /// What comes round today.
    rhythms: Vec<rhythms::Shown>,
    begun: Vec<Entry<'a>>,
    unconfirmed_code: bool,
    not_asked: bool,
    tell_of_leaving: bool,
    to_read: Option<&'a Reading>,
    asked: Asked,
    fault: Option<Fault>,
}

impl TodayPage<'_> {
    /// A low day gets one card, one action, and little else.
    fn low(&self) -> bool {
        self.shell.low
    }

    fn checks_in(&self) -> bool {
        matches!(self.standing, Standing::CheckIn { .. })
    }

    /// Where on the page what is wrong can be put right.
    fn place(&self) -> &'static str {
        match (self.fault, &self.standing) {
            (Some(Fault::Energy), Standing::CheckIn { .. }) => "energy",
            (Some(Fault::Answer), Standing::Offer(_)) => "answer",
            _ => "main",
        }
    }

    /// What was kept for later just before.
    fn kept_for_later(&self) -> Option<&Entry<'_>> {
        self.begun.iter().find(|one| Some(one.id) == self.asked.begun)
    }

    /// Whether one of the things being tried is shown whole: those of today, where nothing is open; on a low day one.
    fn whole(&self, one: &Trying<'_>) -> bool {
        let first = self.trying.iter().find(|one| one.today).is_some_and(|first| first.id == one.id);
        matches!(self.standing, Standing::Trying) && one.today && (first || !self.low())
    }

    /// Whether others are being tried, which stand further down.
    fn has_others(&self) -> bool {
        self.trying.iter().any(|one| !self.whole(one))
    }

    /// The energy the check-in told of, if it did.
    fn energy(&self) -> Option<Energy> {
        self.check_in.as_ref().and_then(|check_in| check_in.energy)
    }
}

/// Shows the day.
pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> Answer {
    let mut read = app.db.read().await?;
    let found = day::store::day(&mut read, member.id(), member.day(app.now())).await?;
    let library = personal_library::among_all(&app, &member, &found.own_steps);
    Ok(page(&app, &library, &mut read, &member, found, asked, None).await?.into_response())
}

/// Shows the day again with what could not be understood, and loses nothing of it.
pub async fn with_fault(app: &App, member: &Member, fault: Fault) -> Answer {
    let mut read = app.db.read().await?;
    let found = day::store::day(&mut read, member.id(), member.day(app.now())).await?;
    let library = personal_library::among_all(app, member, &found.own_steps);
    let check_in = if fault == Fault::Energy { "again".to_owned() } else { String::new() };
    let asked = Asked { check_in, ..Asked::default() };
    let page = page(app, &library, &mut read, member, found, asked, Some(fault)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Opens another suggestion because it was asked for.
pub async fn another(State(app): State<App>, member: Member) -> Answer {
    let mut write = app.db.write().await?;
    let day = member.day(app.now());
    if store::check_in(&mut write, member.id(), day).await?.is_none() {
        check_in::keep(&mut write, &app, &member, &CheckIn::unsaid(app.now().as_millisecond())).await?;
    }
    check_in::offer_what_fits(&mut write, &app, &member, true).await?;
    write.commit().await?;
    Ok(Redirect::to("/today").into_response())
}

async fn page<'a>(
    app: &'a App,
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &'a Member,
    found: day::Day,
    asked: Asked,
    fault: Option<Fault>,
) -> Answer<TodayPage<'a>> {
    let day = member.day(app.now());
    let check_in = found.check_in.and_then(|row| row.open(member.keyring()).ok());
    let trying = trying(library, member, &found.trying, day);
    let mut standing = match check_in.as_ref().filter(|_| asked.check_in != "again") {
        Some(check_in) => standing((app.content()?, library), member, day, check_in, &found.suggestions, &trying),
        None => before_the_check_in(read, member, day).await?,
    };
    if let Standing::Offer(offered) = &mut standing {
        let (step, size) = (offered.shown.step, offered.shown.size);
        offered.perhaps = mentions::said(member, (&found.people, found.namings.as_ref()), (step, size.inner), day);
    }
    let feeling = check_in.as_ref().and_then(|check_in| check_in.feeling.as_ref());
    let feelings = app.content::<Feelings>()?;
    let begun = form::all(read, member).await?;
    Ok(TodayPage {
        shell: Shell::of(member, Section::Today),
        called: member.called(),
        day: member.calendar().day(day),
        noticing: Noticing::resumed(&begun, &Named::default()),
        moments: &app.content::<Prompts>()?.moments,
        feeling: feeling.and_then(|key| feelings.word(key)),
        feelings: &feelings.0,
        rhythms: rhythms::on(member, &found.rhythms, &found.people, day),
        waiting: reply::waiting(library, read, member, day, &found.told).await?,
        begun: entries(app.content()?, library, read, member, begun).await?,
        unconfirmed_code: member.has_unconfirmed_code(),
        to_read: reading::pages::after(app, read, member, asked.kept).await?,
        not_asked: !member.profile().asked,
        tell_of_leaving: member.profile().appearance.leave_quickly && !member.profile().knows_leaving,
        standing,
        check_in,
        trying,
        asked,
        fault,
    })
}

async fn before_the_check_in<'a>(read: &mut SqliteConnection, member: &Member, day: Date) -> Answer<Standing<'a>> {
    let last = store::last_day_before(read, member.id(), day).await?;
    Ok(Standing::CheckIn { back: last.is_some_and(|last| day_number(day) - day_number(last) >= 14) })
}

fn standing<'a>(
    (reasons, library): (&'a Reasons, &'a Library),
    member: &Member,
    day: Date,
    check_in: &CheckIn,
    suggestions: &[Kept],
    trying: &[Trying<'_>],
) -> Standing<'a> {
    let mut closed = Vec::new();
    for Kept { row, open } in suggestions {
        let Ok(suggested) = row.open(member.keyring()) else { continue };
        if *open && let Some(offered) = offered(reasons, library, member, row.id, &suggested) {
            return Standing::Offer(Box::new(offered));
        }
        closed.push(suggested);
    }
    if trying.iter().any(|one| one.today) {
        return Standing::Trying;
    }
    if let Some(why) = check_in.rest {
        let profile = member.profile();
        let (low, limited) = (member.is_low(), profile.per_week.is_some());
        let said = reasons.rest(why, Day { quiet: profile.is_quiet(day), low, limited }, day.day().unsigned_abs());
        return Standing::Resting { why: Some(said) };
    }
    let last = closed.iter().max_by_key(|suggested| suggested.answer.map(|answered| answered.at));
    let rested = last.and_then(|last| last.answer).is_none_or(|answered| matches!(answered.what, Said::Rest(_)));
    if rested { Standing::Resting { why: None } } else { Standing::LookedBack }
}

fn offered<'a>(
    reasons: &'a Reasons,
    library: &'a Library,
    member: &Member,
    id: Id,
    suggested: &Suggested,
) -> Option<Offered<'a>> {
    let shown = StepView::of(library, member.profile(), suggested.step, suggested.size)?;
    let [turn, ..] = *id.as_bytes();
    Some(Offered {
        id,
        why: reasons.offer(suggested, shown.step, turn),
        closing: reasons.closing(),
        back: suggested.why == Why::WelcomeBack,
        perhaps: None,
        shown,
    })
}

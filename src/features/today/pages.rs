//! Today: check in, one suggestion, what is being tried, a moment noticed.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::check_in::{self, Feeling, Feelings};
use super::leads::{LeadOn, lead_on};
use super::open_attempts::{OpenAttempt, trying};
use super::state::{TodayState, before_the_check_in, standing};
use super::{day, paths};
use crate::base::ids::Id;
use crate::base::sealed::Private as _;
use crate::features::drafts::pages::{DraftItem, entries};
use crate::features::people::{mentions, rhythms};
use crate::features::reading::{self, Reading};
use crate::features::received::card;
use crate::features::reflections::reply::{self, AwaitedReply};
use crate::features::replies::unread;
use crate::features::settings::zone::ZoneOffer;
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::model::scheduler::Energy;
use crate::model::steps::Library;
use crate::model::suggestion::CheckIn;
use crate::records::copies::marks::{self, SharingAhead};
use crate::records::drafts::form;
use crate::records::letters::given::away::{self, AwayItem};
use crate::records::personal_library;
use crate::records::received::{self, ReceivedItem, ReceivedThing};
use crate::records::suggestions::store;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Query;
use crate::web::frame::{NavSection, PageFrame};

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

/// A note that came today.
struct ReceivedNote {
    from: String,
    words: String,
}

/// What a form on this page held that is none of its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Energy,
    Answer,
}

impl Fault {
    const fn words(self) -> &'static str {
        match self {
            Self::Energy => "Choose how much energy there is. Not sure is an answer too.",
            Self::Answer => "Choose one of the answers.",
        }
    }
}

#[derive(Template, WebTemplate)]
#[template(path = "today/show.html")]
struct TodayPage<'a> {
    frame: PageFrame,
    called: Option<&'a str>,
    offer: ZoneOffer,
    standing: TodayState<'a>,
    /// What could follow what was prepared.
    lead: Option<LeadOn<'a>>,
    check_in: Option<CheckIn>,
    feeling: Option<&'a str>,
    feelings: &'a [Feeling],
    trying: Vec<OpenAttempt<'a>>,
    waiting: Vec<AwaitedReply<'a>>,
    /// Whether a friend has answered by a link.
    answered: bool,
    rhythms: Vec<rhythms::RhythmView>,
    begun: Vec<DraftItem<'a>>,
    /// Whether words wait that came without their session.
    something_left: bool,
    unconfirmed_code: bool,
    not_asked: bool,
    tell_of_leaving: bool,
    to_read: Option<&'a Reading>,
    /// What came today from those who accompany them,
    notes: Vec<ReceivedNote>,
    /// and who proposed an order for their ladder today, which is open.
    order_from: Option<String>,
    /// Who of those is away now or soon.
    away: Vec<AwayItem>,
    /// Who sees what is told here, and what of that ends soon.
    sharing: SharingAhead,
    asked: Asked,
    fault: Option<Fault>,
}

impl TodayPage<'_> {
    /// A low day gets one card, one action, and little else.
    fn low(&self) -> bool {
        self.frame.low
    }

    fn checks_in(&self) -> bool {
        matches!(self.standing, TodayState::CheckIn { .. })
    }

    fn offers(&self) -> bool {
        matches!(self.standing, TodayState::Offer(_) | TodayState::Given(_))
    }

    /// What could follow what was told of just now: then it is what the page is about.
    fn leads_on(&self) -> Option<&LeadOn<'_>> {
        self.lead.as_ref().filter(|lead| lead.at_once && matches!(self.standing, TodayState::LookedBack))
    }

    /// What could follow what was told of another day, in its own place, and under nothing that was done or left today.
    fn leads_again(&self) -> Option<&LeadOn<'_>> {
        let under_way = self.offers() || matches!(self.standing, TodayState::Trying);
        self.lead.as_ref().filter(|lead| !lead.at_once && under_way)
    }

    fn asks_nothing(&self) -> bool {
        self.rests() || matches!(self.standing, TodayState::LookedBack)
    }

    fn rests(&self) -> bool {
        matches!(self.standing, TodayState::Resting { .. })
    }

    /// Whether something is being written, besides what was kept for later just now.
    fn has_begun(&self) -> bool {
        self.begun.iter().any(|one| Some(one.id) != self.asked.begun)
    }

    /// How many things wait, besides what the page asks.
    fn waits(&self) -> usize {
        let tried = self.trying.iter().filter(|one| !self.whole(one)).count();
        let always = self.notes.len()
            + usize::from(self.order_from.is_some())
            + self.away.iter().filter(|one| !one.words.is_empty()).count()
            + tried
            + usize::from(self.has_begun())
            + usize::from(self.something_left);
        if self.low() {
            return always;
        }
        let ends = !self.sharing.ending.is_empty();
        let once = [self.leads_again().is_some(), ends, self.not_asked, self.unconfirmed_code, self.tell_of_leaving];
        always + self.waiting.len() + self.rhythms.len() + once.into_iter().filter(|one| *one).count()
    }

    /// Where on the page what is wrong can be put right.
    fn place(&self) -> &'static str {
        match (self.fault, &self.standing) {
            (Some(Fault::Energy), TodayState::CheckIn { .. }) => "energy",
            (Some(Fault::Answer), TodayState::Offer(_)) => "answer",
            _ => "main",
        }
    }

    fn kept_for_later(&self) -> Option<&DraftItem<'_>> {
        self.begun.iter().find(|one| Some(one.id) == self.asked.begun)
    }

    /// Whether one of the things being tried is what the page asks of: the first of today, where nothing is open.
    fn whole(&self, one: &OpenAttempt<'_>) -> bool {
        let first = self.trying.iter().find(|one| one.today).is_some_and(|first| first.id == one.id);
        matches!(self.standing, TodayState::Trying) && first
    }

    fn energy(&self) -> Option<Energy> {
        self.check_in.as_ref().and_then(|check_in| check_in.energy)
    }
}

pub async fn show(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    received::take_in(&app, &member).await?;
    let mut read = app.db.read().await?;
    let found = day::store::day(&mut read, member.id(), member.today()).await?;
    let library = personal_library::among_all(&app, &member, &found.own_steps);
    Ok(page(&app, &library, &mut read, &member, found, asked, None).await?.into_response())
}

/// Shows the day again with what could not be understood, and loses nothing of it.
pub async fn with_fault(app: &App, member: &Member, fault: Fault) -> PageResult {
    let mut read = app.db.read().await?;
    let found = day::store::day(&mut read, member.id(), member.today()).await?;
    let library = personal_library::among_all(app, member, &found.own_steps);
    let check_in = if fault == Fault::Energy { "again".to_owned() } else { String::new() };
    let asked = Asked { check_in, ..Asked::default() };
    let page = page(app, &library, &mut read, member, found, asked, Some(fault)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Opens another suggestion because it was asked for.
pub async fn another(State(app): State<App>, member: Member) -> PageResult {
    let mut write = app.db.write().await?;
    let day = member.today();
    if store::check_in(&mut write, member.id(), day).await?.is_none() {
        check_in::keep(&mut write, &member, &CheckIn::unsaid(app.now().as_millisecond())).await?;
    }
    write.commit().await?;
    check_in::offer_what_fits(&app, &member, true).await?;
    Ok(Redirect::to(paths::NOW).into_response())
}

async fn page<'a>(
    app: &'a App,
    library: &'a Library,
    read: &mut SqliteConnection,
    member: &'a Member,
    found: day::DayRecords,
    asked: Asked,
    fault: Option<Fault>,
) -> PageResult<TodayPage<'a>> {
    let day = member.today();
    let check_in = found.check_in.as_ref().and_then(|row| row.open(member.keyring()).ok());
    let trying = trying(library, member, &found.trying, day);
    let lead = check_in.as_ref().and_then(|today| lead_on(library, member, &found, today, &trying, asked.kept));
    let mut standing = match check_in.as_ref().filter(|_| asked.check_in != "again") {
        Some(check_in) => standing(app.content()?, library, member, check_in, &found, &trying, asked.kept),
        None => before_the_check_in(read, member, day).await?,
    };
    let given = received::lately(read, member).await?;
    if let (TodayState::Offer(_), Some(card)) = (&standing, card::for_today(library, member, &given)) {
        standing = TodayState::Given(Box::new(card));
    }
    if let TodayState::Offer(offered) = &mut standing {
        let (step, size) = (offered.shown.step, offered.shown.size);
        offered.perhaps = mentions::said(member, &found.people, found.namings.as_ref(), step, size, day);
    }
    let feeling = check_in.as_ref().and_then(|check_in| check_in.feeling.as_ref());
    let answers = unread::waiting(app, read, member).await?;
    let mut waiting = reply::waiting(library, read, member, day, &found.told).await?;
    waiting.retain(|one| answers.iter().all(|answer| answer.attempt != Some(one.id)));
    let feelings = app.content::<Feelings>()?;
    let begun = form::open_drafts(read, member).await?;
    Ok(TodayPage {
        frame: PageFrame::of(member, NavSection::Today),
        called: member.display_name(),
        offer: ZoneOffer::of(member),
        feeling: feeling.and_then(|key| feelings.word(key)),
        feelings: &feelings.0,
        rhythms: rhythms::on(member, &found.rhythms, &found.people, day),
        waiting,
        answered: !answers.is_empty(),
        begun: entries(app.content()?, library, read, member, begun).await?,
        something_left: member.has_late_forms(),
        unconfirmed_code: member.has_unconfirmed_code(),
        sharing: marks::ahead(read, member, Reflection::NAME).await?,
        to_read: reading::pages::after(app, read, member, asked.kept).await?,
        not_asked: !member.profile().asked,
        tell_of_leaving: member.profile().appearance.leave_quickly && !member.profile().knows_leaving,
        order_from: order_today(member, &given),
        notes: came_today(member, given),
        away: away::all(read, member).await?.into_iter().filter(|one| one.is_near).collect(),
        standing,
        lead,
        check_in,
        trying,
        asked,
        fault,
    })
}

/// Whose order for their ladder came today and is still open.
fn order_today(member: &Member, given: &[ReceivedItem]) -> Option<String> {
    let is_open =
        |item: &&ReceivedItem| matches!(&item.received.what, ReceivedThing::Order(_, answer) if answer.is_open());
    let order = given.iter().filter(|item| item.day == member.today()).find(is_open)?;
    Some(order.received.from.clone())
}

/// The notes that came today: they are told of once, and stay where they are kept.
fn came_today(member: &Member, given: Vec<ReceivedItem>) -> Vec<ReceivedNote> {
    let note = |item: ReceivedItem| match item.received.what {
        ReceivedThing::Note(words) => Some(ReceivedNote { from: item.received.from, words }),
        ReceivedThing::Offer(..) | ReceivedThing::Order(..) => None,
    };
    given.into_iter().filter(|item| item.day == member.today()).filter_map(note).collect()
}

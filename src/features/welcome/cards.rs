//! Ten cards, one a page: how big does this feel? After every three: is it enough?

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, SentPairs, WelcomePath, WelcomeQuestion, keep_part, page_frame};
use crate::base::content;
use crate::members::sessions::guard::Member;
use crate::model::profile::{FeltCard, Profile};
use crate::model::scheduler::Felt;
use crate::model::steps::{Exclusion, Library, Size, SizedStep};
use crate::records::form_context::FormContext;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Query};
use crate::web::frame::PageFrame;

/// The ten cards: a step's number and a size. They are spread over what steps ask, so that few answers tell much.
#[derive(Clone, Debug)]
pub struct Cards(Vec<(u32, Size)>);

impl Cards {
    pub fn load(library: &Library) -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct CardsFile {
            cards: Vec<NamedCard>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct NamedCard {
            step: String,
            size: Size,
        }
        let file: CardsFile = content::toml("cards.toml")?;
        let card = |named: &NamedCard| {
            let step = library.by_slug(&named.step).filter(|step| step.size(named.size).is_some());
            step.map(|step| (step.number, named.size)).ok_or_else(|| anyhow::anyhow!("no card {}", named.step))
        };
        Ok(Self(file.cards.iter().map(card).collect::<anyhow::Result<_>>()?))
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The cards that somebody may be shown: what could hurt is not looked at either.
    fn shown<'a>(&'a self, library: &'a Library, profile: &Profile) -> Vec<CardView<'a>> {
        let card = |(place, (number, size)): (usize, &(u32, Size))| {
            let step = library.step(*number)?;
            let of = step.size(*size)?;
            let hurts = matches!(library.size_left_out(step, of, profile), Some(Exclusion::For(_)));
            (!hurts).then_some(CardView { place, size: of, feels: felt(profile, *number, *size) })
        };
        self.0.iter().enumerate().filter_map(card).collect()
    }
}

/// After how many cards it is asked whether they are enough.
const A_FEW: usize = 3;

/// How big a card was said to feel.
fn felt(profile: &Profile, step: u32, size: Size) -> Option<Felt> {
    profile.cards.iter().find(|card| (card.step, card.size) == (step, size)).map(|card| card.feels)
}

struct CardView<'a> {
    /// Where it stands among the ten.
    place: usize,
    size: &'a SizedStep,
    feels: Option<Felt>,
}

/// Which card to show, 1 to 10; without one, the first, or on the way through the first that is open. Or after how many it
/// is asked whether they are enough.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    card: Option<usize>,
    after: Option<usize>,
    first: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/cards.html")]
struct CardsPage<'a> {
    frame: PageFrame,
    question: QuestionFrame,
    card: CardView<'a>,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/enough.html")]
struct EnoughPage {
    frame: PageFrame,
    question: QuestionFrame,
    more: String,
}

/// Shows one card, with what was answered before, or asks whether it is enough.
pub async fn ask(State(app): State<App>, member: Member, Query(asked): Query<Asked>) -> PageResult {
    let way = WelcomePath { first: asked.first, ..WelcomePath::default() };
    let mut cards = app.content::<Cards>()?.shown(&app.library, member.profile());
    let page = |card: &CardView<'_>| way.page(WelcomeQuestion::Cards, "card", card.place + 1);
    let frame = page_frame(&member);
    let mut question = QuestionFrame::of(WelcomeQuestion::Cards, &way);
    if let Some([done, next, ..]) = asked.after.and_then(|after| cards.get(after.checked_sub(1)?..)) {
        question.back = Some(page(done));
        return Ok(EnoughPage { frame, question, more: page(next) }.into_response());
    }
    let wanted = asked.card.and_then(|wanted| cards.iter().position(|card| card.place + 1 == wanted));
    let open = || cards.iter().position(|card| card.feels.is_none()).filter(|_| way.goes_through());
    let at = wanted.or_else(open).unwrap_or(0);
    if let Some(before) = at.checked_sub(1).and_then(|before| cards.get(before)) {
        question.back = Some(page(before));
    }
    if at >= cards.len() {
        return Err(PageError::NotFound);
    }
    Ok(CardsPage { frame, question, card: cards.swap_remove(at) }.into_response())
}

/// Keeps the answers: `card-0` to `card-9`, each a word for how big it feels; empty is *not sure*. A card that is not sent
/// stays as it was. `card` says which of them the page showed, 1 to 10.
pub async fn save(cx: FormContext, Form(sent): Form<SentPairs>) -> PageResult {
    let way = sent.way();
    let cards = cx.app.content::<Cards>()?;
    let shown = cards.shown(&cx.app.library, cx.member.profile());
    let more = sent.place("card").and_then(|card| after(&shown, card, &way));
    keep_part(&cx, WelcomeQuestion::Cards, &way, more, |profile| {
        let said = cards.0.iter().enumerate().filter_map(|(place, (step, size))| {
            let feels = match sent.field(&format!("card-{place}")) {
                Some(word) => Felt::optional(word).ok().flatten(),
                None => felt(profile, *step, *size),
            };
            Some(FeltCard { step: *step, size: *size, feels: feels? })
        });
        profile.cards = said.collect();
    })
    .await
}

/// What follows the card in this place: the next one, or, after every few, whether they are enough.
fn after(shown: &[CardView<'_>], place: usize, way: &WelcomePath) -> Option<String> {
    let done = shown.iter().position(|card| card.place + 1 == place)? + 1;
    let next = shown.get(done)?;
    let asks = done % A_FEW == 0 && done + 1 < shown.len();
    let (part, number) = if asks { ("after", done) } else { ("card", next.place + 1) };
    Some(way.page(WelcomeQuestion::Cards, part, number))
}

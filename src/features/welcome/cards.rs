//! Ten cards: how big does this feel?

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;
use serde::Deserialize;

use super::{QuestionFrame, WelcomePath, WelcomeQuestion, keep, page_frame};
use crate::base::content;
use crate::members::sessions::guard::Member;
use crate::model::profile::FeltCard;
use crate::model::scheduler::Felt;
use crate::model::steps::{Exclusion, Library, Size, SizedStep};
use crate::records::form_context::FormContext;
use crate::web::app::App;
use crate::web::error::PageResult;
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
}

struct CardView<'a> {
    /// Where it stands among the ten.
    place: usize,
    size: &'a SizedStep,
    feels: &'static str,
}

#[derive(Template, WebTemplate)]
#[template(path = "welcome/cards.html")]
struct CardsPage<'a> {
    frame: PageFrame,
    question: QuestionFrame,
    cards: Vec<CardView<'a>>,
}

/// Shows the cards, with what was answered before.
pub async fn ask(State(app): State<App>, member: Member, Query(way): Query<WelcomePath>) -> PageResult {
    let said = |number: u32, size: Size| {
        member.profile().cards.iter().find(|card| (card.step, card.size) == (number, size)).map(|card| card.feels)
    };
    let cards = app.content::<Cards>()?.0.iter().enumerate().filter_map(|(place, (number, size))| {
        let step = app.library.step(*number)?;
        let size_of = step.size(*size)?;
        // What could hurt is not looked at either.
        let hurts = matches!(app.library.size_left_out(step, size_of, member.profile()), Some(Exclusion::For(_)));
        (!hurts).then_some(CardView { place, size: size_of, feels: said(*number, *size).map_or("", Felt::word) })
    });
    let page = CardsPage {
        frame: page_frame(&member),
        question: QuestionFrame::of(WelcomeQuestion::Cards, &way),
        cards: cards.collect(),
    };
    Ok(page.into_response())
}

/// Keeps the answers: `card-0` to `card-9`, each a word for how big it feels; empty, or none of them, is *not sure*.
pub async fn save(cx: FormContext, Form(sent): Form<Vec<(String, String)>>) -> PageResult {
    let field = |name: &str| sent.iter().find(|(field, _)| field == name).map_or("", |(_, word)| word.as_str());
    let way = WelcomePath { first: field("first").to_owned(), skip: field("skip").to_owned() };
    let cards = cx.app.content::<Cards>()?;
    keep(&cx, WelcomeQuestion::Cards, &way, |profile| {
        let said = cards.0.iter().enumerate().filter_map(|(place, (step, size))| {
            let feels = Felt::optional(field(&format!("card-{place}"))).ok().flatten()?;
            Some(FeltCard { step: *step, size: *size, feels })
        });
        profile.cards = said.collect();
    })
    .await
}

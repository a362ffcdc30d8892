//! What can be shown to somebody from now on.

use std::collections::BTreeSet;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::base::ids::Id;
use crate::base::sealed::Private as _;
use crate::features::measures::{Measure, Measures};
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::records::connections;
use crate::records::grants::{self, ConsentKind, Grant};
use crate::records::letters::given;
use crate::records::registry::Registry;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::Path;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "sharing/choose.html")]
struct ChooseSharedPage<'a> {
    frame: PageFrame,
    id: Id,
    name: String,
    /// The names of kinds that can be shown whole.
    kinds: Vec<&'static str>,
    measures: Vec<&'a Measure>,
    /// What they see already.
    shown: Vec<Grant>,
    measures_shown: BTreeSet<u8>,
}

impl ChooseSharedPage<'_> {
    fn shows(&self, what: ConsentKind) -> bool {
        self.shown.iter().any(|grant| grant.what == what)
    }

    fn shows_every(&self, kind: &str) -> bool {
        self.shown.iter().any(|grant| grant.what == ConsentKind::Kind && grant.kind.as_deref() == Some(kind))
    }
}

pub async fn show(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let mut read = app.db.read().await?;
    let found = connections::store::of_member(&mut read, member.id(), id).await?;
    let connection = found.ok_or(PageError::NotFound)?;
    let kinds = app.content::<Registry>()?.kinds().iter().filter(|kind| kind.can_be_shown).map(|kind| kind.name);
    let mut shown = grants::store::all(&mut read, member.id(), app.now()).await?;
    shown.retain(|grant| grant.connection == id && !grant.asleep);
    let together = given::measures_on(&mut read, &member).await?;
    let page = ChooseSharedPage {
        frame: PageFrame::of(&member, NavSection::You),
        id,
        name: connection.supporter_name(member.keyring()),
        kinds: std::iter::once(Reflection::NAME).chain(kinds).collect(),
        measures_shown: shown.iter().filter_map(|grant| grant.terms(&member)?.measure).collect(),
        shown,
        measures: app.content::<Measures>()?.chosen_by(member.profile(), &together).collect(),
    };
    Ok(page.into_response())
}

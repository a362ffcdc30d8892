//! Writing the plan.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::form::{Fault, Sent, saying, understood};
use super::sections::Sections;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::help::Help;
use crate::model::plan::Plan;
use crate::records::drafts::form;
use crate::records::drafts::form::{Named, Writing};
use crate::records::entries;
use crate::records::plan::latest;
use crate::web::app::App;
use crate::web::error::Answer;
use crate::web::form::{Form, Query, id_or_new};
use crate::web::frame::{Section, Shell};

/// Where the form is sent.
const PATH: &str = "/plan";

#[derive(Template, WebTemplate)]
#[template(path = "plan/edit.html")]
struct EditPage<'a> {
    shell: Shell,
    sections: &'a Sections,
    help: &'a Help,
    /// The plan's row, and the revision that is changed; none yet for a new one.
    row: (Id, i64),
    writing: Writing,
    sent: Sent,
    faults: Vec<Fault>,
    /// What another tab kept meanwhile.
    theirs: Option<Plan>,
}

impl<'a> EditPage<'a> {
    fn new(app: &'a App, member: &Member, row: (Id, i64), writing: Writing, sent: Sent) -> Answer<Self> {
        let shell = Shell::of(member, Section::More);
        let (sections, help) = (app.content::<Sections>()?, &app.help);
        Ok(Self { shell, sections, help, row, writing, sent, faults: Vec::new(), theirs: None })
    }

    /// What was typed into a field.
    fn typed(&self, field: &str) -> &str {
        self.sent.get(field).map_or("", String::as_str)
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", Fault::words)
    }

    /// The fields and what is wrong with them.
    fn wrongs(&self) -> Vec<(&str, &'static str)> {
        self.faults.iter().map(|fault| (fault.field(), fault.words())).collect()
    }
}

/// The row a form was filled in from: a new one has no revision yet.
fn row(sent: &Sent) -> (Id, i64) {
    let given = |name: &str| sent.get(name).map_or("", String::as_str);
    (id_or_new(given("id")), given("revision").parse().unwrap_or(0))
}

/// The form: with the plan there is, with what was begun, or empty.
pub async fn edit(State(app): State<App>, member: Member, Query(named): Query<Named>) -> Answer {
    let mut read = app.db.read().await?;
    let saved = latest(&mut read, &member).await?.map(|(row, plan)| ((row.id, row.revision), saying(&plan)));
    let begun = form::all(&mut read, &member).await?;
    let (writing, sent) = form::resume::<Sent>(&begun, &[PATH], &named);
    let page = match (sent, saved) {
        (Some(sent), _) => EditPage::new(&app, &member, row(&sent), writing, sent),
        (None, Some((row, sent))) => EditPage::new(&app, &member, row, writing, sent),
        (None, None) => EditPage::new(&app, &member, row(&Sent::new()), writing, Sent::new()),
    };
    Ok(page?.into_response())
}

/// Keeps the plan, unless another tab was quicker; then both are shown.
pub async fn save(
    State(app): State<App>,
    member: Member,
    Query(named): Query<Named>,
    Form(sent): Form<Sent>,
) -> Answer {
    let now = app.now();
    let (id, revision) = row(&sent);
    let page = |row, sent| EditPage::new(&app, &member, row, named.again(PATH), sent);
    let plan = match understood(&sent, app.content::<Sections>()?, &app.help, now.as_millisecond()) {
        Ok(plan) => plan,
        Err(faults) => return Ok(again(EditPage { faults, ..page((id, revision), sent)? })),
    };
    let mut write = app.db.write().await?;
    if let Some((theirs, row)) = overtaken(&app, &mut write, &member, (id, revision), &plan).await? {
        let theirs = Some(theirs);
        return Ok((StatusCode::CONFLICT, EditPage { theirs, ..page(row, sent)? }).into_response());
    }
    named.sent(&mut write, &member, now).await?;
    write.commit().await?;
    support::after_saving(&app, &member, &sealed::Entry::words(&plan), PATH).await
}

/// Keeps the plan under this id, in place of this revision; or gives the other one that is there, and where.
async fn overtaken(
    app: &App,
    write: &mut Write,
    member: &Member,
    (id, revision): (Id, i64),
    plan: &Plan,
) -> Answer<Option<(Plan, (Id, i64))>> {
    if revision == 0 {
        if let Some((row, there)) = latest(write, member).await? {
            let same = sealed::Entry::says_the_same(&there, plan);
            return Ok((!same).then_some((there, (row.id, row.revision))));
        }
        entries::keep(write, member, id, member.day(app.now()), plan).await?;
        return Ok(None);
    }
    let theirs = entries::change(write, member, id, revision, plan).await?;
    Ok(theirs.map(|(theirs, revision)| (theirs, (id, revision))))
}

fn again(page: EditPage<'_>) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

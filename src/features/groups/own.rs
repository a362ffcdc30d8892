//! What somebody wrote for a group, on its own page: who can read it, what came back, and changing it.

use std::collections::BTreeSet;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;
use sqlx::SqliteConnection;

use super::round_form::{RoundFault, RoundFields};
use super::{GroupRound, paths, posts_view, round};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Entry as _;
use crate::base::words::DateText;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::model::group::Warmth;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict};
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups::posts::{self, GroupLetter, NewPost};
use crate::records::groups::{self, OpenGroup};
use crate::records::letters::LetterKind;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, Query, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    saved: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/own.html")]
struct OwnRoundPage {
    frame: PageFrame,
    id: Id,
    round: GroupRound,
    day: DateText,
    /// Whether they are still in its group,
    is_there: bool,
    /// and, where they are not, whether others still have it.
    is_left_with_others: bool,
    given: OwnReaders,
    saved: String,
}

/// Who of a group reads something of one's own.
#[derive(Default)]
struct OwnReaders {
    /// The names of those who can.
    readers: Vec<String>,
    /// Who is in the group and cannot.
    others: Vec<String>,
    /// What stands for all who are in it.
    mark: String,
    /// What came back.
    warm: Vec<(String, Warmth)>,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/own_edit.html")]
struct OwnRoundEditPage {
    frame: PageFrame,
    id: Id,
    writing: DraftForm,
    fields: RoundFields,
    fault: Option<RoundFault>,
    theirs: Option<GroupRound>,
}

impl OwnRoundEditPage {
    fn new(member: &Member, id: Id, form: FilledForm<RoundFields>) -> Self {
        let frame = PageFrame::of(member, NavSection::People);
        Self { frame, id, writing: form.draft, fields: form.fields, fault: None, theirs: None }
    }

    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", RoundFault::words)
    }
}

pub async fn show(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let mut read = app.db.read().await?;
    let (row, round) = entries::one::<GroupRound>(&mut read, &member, id).await?;
    let group = there(&mut read, &member, &round).await?;
    let given = match &group {
        Some(group) => who_reads(&mut read, &member, group, id).await?,
        None => OwnReaders::default(),
    };
    let day = member.day_text(row.day);
    let about = (LetterKind::Round, id);
    let is_left_with_others =
        group.is_none() && posts::store::written_about(&mut read, member.id(), round.group, about).await?.is_some();
    let (frame, is_there) = (PageFrame::of(&member, NavSection::People), group.is_some());
    Ok(OwnRoundPage { frame, id, round, day, is_there, is_left_with_others, given, saved: asked.saved }.into_response())
}

async fn who_reads(read: &mut SqliteConnection, member: &Member, group: &OpenGroup, id: Id) -> PageResult<OwnReaders> {
    let mut given = OwnReaders { mark: group.readers_mark(member), ..OwnReaders::default() };
    let Some(letter) = self::given(read, member, group, id).await? else {
        return Ok(OwnReaders { others: group.names_of_others(), ..given });
    };
    let able = posts::readers_of(read, member, group, letter.letter.id).await?;
    for one in group.others() {
        let names = if able.contains(&one.id) { &mut given.readers } else { &mut given.others };
        names.push(one.called.clone());
    }
    given.warm = posts_view::warm(read, member, group, letter.letter.id).await?;
    Ok(given)
}

/// The group it was for, where they are still in it, and not only at its door.
async fn there(read: &mut SqliteConnection, member: &Member, round: &GroupRound) -> PageResult<Option<OpenGroup>> {
    match groups::open(read, member, round.group).await {
        Ok(group) => Ok(Some(group).filter(OpenGroup::is_in)),
        Err(PageError::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The letter by which others have it.
async fn given(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    id: Id,
) -> PageResult<Option<GroupLetter>> {
    let about = (LetterKind::Round, id);
    Ok(posts::store::written_about(read, member.id(), group.place(), about).await?)
}

pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let (row, round) = entries::one::<GroupRound>(&mut read, &cx.member, id).await?;
    let form = cx.form(&mut read, &[&paths::own(id)], RoundFields::saying(&round, row.revision)).await?;
    Ok(OwnRoundEditPage::new(&cx.member, id, form).into_response())
}

/// Keeps the change, and changes what those have who could read it before.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<RoundFields>) -> PageResult {
    let earlier = entries::even_removed::<GroupRound>(&mut *cx.app.db.read().await?, &cx.member, id).await?;
    let page = |fields| OwnRoundEditPage::new(&cx.member, id, cx.redisplay(&paths::own(id), fields));
    let round = match fields.understood(earlier.group, &earlier.name) {
        Ok(round) => round,
        Err(fault) => return invalid(OwnRoundEditPage { fault: Some(fault), ..page(fields) }),
    };
    let mut write = cx.app.db.write().await?;
    let group = there(&mut write, &cx.member, &round).await?;
    if group.as_ref().is_some_and(OpenGroup::is_asleep) {
        return invalid(OwnRoundEditPage { fault: Some(RoundFault::NotIn), ..page(fields) });
    }
    if let Some(Conflict { theirs, revision, .. }) =
        entries::change(&mut write, &cx.member, id, fields.revision, &round).await?
    {
        let page = page(RoundFields { revision, ..fields });
        return overtaken(OwnRoundEditPage { theirs: Some(theirs), ..page });
    }
    let mut readers = Vec::new();
    if let Some(group) = group
        && let Some(letter) = given(&mut write, &cx.member, &group, id).await?
    {
        let able = posts::readers_of(&mut write, &cx.member, &group, letter.letter.id).await?;
        readers = group.others().filter(|one| able.contains(&one.id)).map(|one| one.called.clone()).collect();
        rewrite(&mut write, &cx.member, (&group, &letter), &round, able).await?;
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    support::after_giving(&cx, id, &round.words(), &saved(&paths::own(id), "yes"), readers).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SeenReaders {
    /// What stood for all who would read it when that was offered.
    readers: String,
}

/// Lets everybody read it who is in the group now: those who came since, or all where it was taken back.
pub async fn show_again(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<SeenReaders>,
) -> PageResult {
    let mut write = app.db.write().await?;
    let (_, round) = entries::one::<GroupRound>(&mut write, &member, id).await?;
    let group = groups::inside(&mut write, &member, round.group).await?;
    let letter = given(&mut write, &member, &group, id).await?;
    let said = match round::in_the_way(&app, &member, &mut write, (&group, &fields.readers, letter.is_some())).await? {
        Some(RoundFault::Readers) => "readers",
        Some(RoundFault::Nobody | RoundFault::NotIn) => "nobody",
        Some(_) => "later",
        None => "shown",
    };
    if said == "shown" {
        if let Some(letter) = letter {
            let all = group.others().map(|one| one.id).collect();
            rewrite(&mut write, &member, (&group, &letter), &round, all).await?;
        } else {
            let post = NewPost { kind: LetterKind::Round, about: Some(id), says: &round.post() };
            posts::write_to_all(&mut write, &member, &group, &post).await?;
        }
        write.commit().await?;
    }
    Ok(Redirect::to(&saved(&paths::own(id), said)).into_response())
}

async fn rewrite(
    write: &mut Write,
    member: &Member,
    (group, letter): (&OpenGroup, &GroupLetter),
    round: &GroupRound,
    to: BTreeSet<Id>,
) -> PageResult<()> {
    let post = NewPost { kind: LetterKind::Round, about: letter.letter.about, says: &round.post() };
    posts::write_again(write, member, group, (&letter.letter, &post), &to).await
}

//! Telling those who look after a group that something is not right. It never goes to whoever it is about.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::{paths, warm};
use crate::base::ids::Id;
use crate::base::words::typed;
use crate::members::sessions::guard::Member;
use crate::model::group::{GroupPerson, GroupReport, RoundPost};
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups::posts::{self, NewPost};
use crate::records::groups::{self, OpenGroup};
use crate::records::letters::{self, LetterKind};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, Query, id_or_new, invalid, new_id};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// How much one person tells on one day at the most.
const A_DAY: i64 = 5;
/// The longest it is, in characters.
const WORDS_MOST: usize = 2000;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The form it comes by.
    id: String,
    /// The letter it is about, where it is about one,
    post: String,
    /// or the person.
    who: String,
    words: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "groups/report.html")]
struct ReportPage {
    frame: PageFrame,
    id: Id,
    name: String,
    form: Id,
    writing: DraftForm,
    fields: Fields,
    /// What it can be about: everybody else.
    people: Vec<GroupPerson>,
    /// Who looks after the group alone, where somebody else does.
    alone: Option<String>,
    /// Who wrote what it is about, and who would read it.
    about: Option<(String, Vec<String>)>,
    fault: Option<ReportFault>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReportFault {
    Whom,
    Long,
    /// Nobody else looks after the group.
    Nobody,
    /// They told a great deal today.
    Many,
}

impl ReportFault {
    const fn words(self) -> &'static str {
        match self {
            Self::Whom => "Say whom it’s about.",
            Self::Long => "This is long. 2,000 letters is the most.",
            Self::Many => "No more fits in today. Finish later keeps these words for tomorrow.",
            Self::Nobody => "Nobody else looks after this group. Turn to whoever runs this site.",
        }
    }

    const fn field(self) -> &'static str {
        if matches!(self, Self::Long) { "words" } else { "who" }
    }
}

impl Fields {
    const fn is_of_nothing(&self) -> bool {
        self.post.is_empty() && self.who.is_empty()
    }
}

impl ReportPage {
    /// Whether anybody would read it.
    fn can_be_told(&self) -> bool {
        let about = self.about.as_ref();
        let readers = about.map_or(!self.people.is_empty(), |(_, readers)| !readers.is_empty());
        readers || self.fault.is_some()
    }

    fn wrong(&self, field: &str) -> &'static str {
        self.fault.filter(|fault| fault.field() == field).map_or("", ReportFault::words)
    }
}

pub async fn ask(cx: FormContext, Path(id): Path<Id>, Query(asked): Query<Fields>) -> PageResult {
    let what = asked.clone();
    let is_of_this = |begun: &Fields| what.is_of_nothing() || (&begun.post, &begun.who) == (&what.post, &what.who);
    let form = cx.form_of(&mut *cx.app.db.read().await?, &paths::report(id), asked, is_of_this).await?;
    Ok(page(&cx, id, form).await?.into_response())
}

async fn page(
    cx: &FormContext,
    id: Id,
    FilledForm { fields, draft: writing }: FilledForm<Fields>,
) -> PageResult<ReportPage> {
    let mut read = cx.app.db.read().await?;
    let group = groups::inside(&mut read, &cx.member, id).await?;
    let about = about(&mut read, &cx.member, &group, &fields).await?.map(|(person, _)| person);
    let readers = |person: &GroupPerson| readers(&group, person.id).into_iter().map(|one| one.called.clone()).collect();
    Ok(ReportPage {
        frame: PageFrame::of(&cx.member, NavSection::People),
        id,
        name: group.facts().about.name.clone(),
        form: id_or_new(&fields.id),
        writing,
        fields,
        people: group.others().filter(|one| !self::readers(&group, one.id).is_empty()).cloned().collect(),
        alone: alone(&group),
        about: about.map(|person| (person.called.clone(), readers(&person))),
        fault: None,
    })
}

/// Whom it is about, with a copy of what they wrote where it is about that.
async fn about(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    fields: &Fields,
) -> PageResult<Option<(GroupPerson, String)>> {
    if !fields.post.is_empty() {
        let Some(found) = warm::theirs(read, member, group, &fields.post).await? else { return Ok(None) };
        let Some(person) = group.facts().person(found.author) else { return Ok(None) };
        let copy = group.read::<RoundPost>(member, &found).map(|post| post.words).unwrap_or_default();
        return Ok(Some((person.clone(), copy)));
    }
    let person = fields.who.parse().ok().and_then(|who| group.other(who).ok());
    Ok(person.map(|person| (person.clone(), String::new())))
}

fn alone(group: &OpenGroup) -> Option<String> {
    let mut leaders = group.leaders();
    let only = leaders.next().filter(|one| one.id != group.me())?;
    leaders.next().is_none().then(|| only.called.clone())
}

/// Who would read it: whoever looks after the group, but for whom it is about.
fn readers(group: &OpenGroup, about: Id) -> Vec<&GroupPerson> {
    group.leaders().filter(|one| one.id != about && one.id != group.me()).collect()
}

pub async fn send(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<Fields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let group = groups::inside(&mut write, &cx.member, id).await?;
    let words = typed::words(&fields.words).ok().filter(|words| typed::fits(words, WORDS_MOST));
    let about = about(&mut write, &cx.member, &group, &fields).await?;
    let readers: Vec<GroupPerson> = about.iter().flat_map(|(person, _)| readers(&group, person.id)).cloned().collect();
    let (me, kind, form) = (cx.member.id(), LetterKind::Report, id_or_new(&fields.id));
    let report = about.as_ref().zip(words.as_ref()).map(|((person, copy), words)| GroupReport {
        about: person.id,
        copy: copy.clone(),
        words: words.clone(),
    });
    let before = posts::store::written_about(&mut write, me, id, (kind, form)).await?;
    let was_told = before.as_ref().is_some_and(|one| group.read(&cx.member, one) == report);
    let many = posts::store::written_on(&mut write, me, id, (kind, cx.member.today())).await? >= A_DAY;
    let fault = match (&words, &about) {
        (_, None) => Some(ReportFault::Whom),
        (None, _) => Some(ReportFault::Long),
        _ if readers.is_empty() => Some(ReportFault::Nobody),
        _ => (many && !was_told).then_some(ReportFault::Many),
    };
    if let Some(fault) = fault {
        drop(write);
        // What it was about may have been taken away since: then whom it is about can be chosen.
        let post = if fault == ReportFault::Whom { String::new() } else { fields.post };
        let page = page(&cx, id, cx.redisplay(&paths::report(id), Fields { post, ..fields })).await?;
        return invalid(ReportPage { fault: Some(fault), ..page });
    }
    if let Some(report) = report.filter(|_| !was_told) {
        let mut to = readers;
        // Whom it is about gets a key that opens nothing, so that the file does not show that they were left out.
        to.extend(group.leaders().find(|one| one.id == report.about).map(posts::for_nobody));
        // The same form with other words in it tells them as well.
        let form = if before.is_some() { new_id() } else { form };
        let post = NewPost { kind, about: Some(form), says: &report };
        posts::write_to(&mut write, &cx.member, &group, &post, &to.iter().collect::<Vec<_>>()).await?;
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::group(id), "told")).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Seen {
    letter: String,
}

/// Whoever it was told to has seen to it: it goes.
pub async fn seen_to(
    State(app): State<App>,
    member: Member,
    Path(id): Path<Id>,
    Form(fields): Form<Seen>,
) -> PageResult {
    let mut write = app.db.write().await?;
    groups::open(&mut write, &member, id).await?;
    let Ok(letter) = fields.letter.parse() else { return Ok(Redirect::to(&paths::care(id)).into_response()) };
    letters::store::remove_key(&mut write, member.id(), id, letter).await?;
    posts::store::forget_seen_to(&mut write, id).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::care(id), "yes")).into_response())
}

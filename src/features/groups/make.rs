//! Beginning a group, and changing what it says of itself.

use askama::Template;
use askama_web::WebTemplate;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::about_form::{self, AboutFault, AboutFields};
use super::{GROUPS_MOST, paths};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::zones;
use crate::members::sessions::guard::Member;
use crate::model::group::{GroupAbout, GroupFacts, GroupPart, GroupPerson};
use crate::records::connections::pair;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::groups::care_log::{self, CareAct};
use crate::records::groups::{self, GroupNotes, LedGroup, facts, seal_notes, store};
use crate::web::error::PageResult;
use crate::web::form::{Form, Path, id_or_new, invalid, overtaken};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

#[derive(Template, WebTemplate)]
#[template(path = "groups/about.html")]
struct GroupAboutPage {
    frame: PageFrame,
    /// The group that is changed.
    group: Option<(Id, String)>,
    form: Id,
    writing: DraftForm,
    fields: AboutFields,
    faults: Vec<AboutFault>,
    place: String,
    /// What somebody else kept meanwhile.
    theirs: Option<GroupAbout>,
}

impl GroupAboutPage {
    fn new(member: &Member, led: Option<&LedGroup>, form: FilledForm<AboutFields>) -> Self {
        let about = led.map(|led| (led.group().place(), &led.group().facts().about));
        let zone = about.map_or_else(|| member.zone().clone(), |(_, about)| about.zone());
        Self {
            frame: PageFrame::of(member, NavSection::People),
            place: zones::place(&zone),
            group: about.map(|(id, about)| (id, about.name.clone())),
            form: id_or_new(&form.fields.id),
            writing: form.draft,
            fields: form.fields,
            faults: Vec::new(),
            theirs: None,
        }
    }

    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

/// The form of a new one: empty, or with what was begun.
pub async fn ask(cx: FormContext) -> PageResult {
    let form = cx.form(&mut *cx.app.db.read().await?, &[paths::NEW], AboutFields::default()).await?;
    Ok(GroupAboutPage::new(&cx.member, None, form).into_response())
}

/// Begins one. A form that was sent twice begins one.
pub async fn make(cx: FormContext, Form(fields): Form<AboutFields>) -> PageResult {
    let about = fields.understood(zones::name(cx.member.zone()), (cx.member.today(), None));
    let called = about_form::called(&fields.called);
    let mut write = cx.app.db.write().await?;
    let many = store::all(&mut write, cx.member.id()).await?.len() >= GROUPS_MOST;
    let faults: Vec<AboutFault> = match (about, called) {
        (Ok(about), Ok(called)) if !many => {
            let id = id_or_new(&fields.id);
            begin(&cx, &mut write, id, about, called).await?;
            cx.finish(&mut write).await?;
            write.commit().await?;
            return Ok(Redirect::to(&saved(&paths::group(id), "begun")).into_response());
        }
        (about, called) => {
            let many = many.then_some(AboutFault::Many);
            about.err().into_iter().flatten().chain(called.err()).chain(many).collect()
        }
    };
    let page = GroupAboutPage::new(&cx.member, None, cx.redisplay(paths::NEW, fields));
    invalid(GroupAboutPage { faults, ..page })
}

async fn begin(cx: &FormContext, write: &mut Write, id: Id, about: GroupAbout, called: String) -> PageResult<()> {
    let member = &cx.member;
    if !store::add_group(write, id, member.id(), member.today()).await? {
        return say_better(cx, write, id, about).await;
    }
    let me = GroupPerson {
        id: member.id().0,
        key: *pair::own(write, member).await?.public().as_bytes(),
        called: called.clone(),
        part: GroupPart::Facilitator,
        since: member.today(),
        came_by: None,
    };
    let facts = GroupFacts { number: 1, about, people: vec![me], former: Vec::new() };
    let notes = GroupNotes::new(called, facts);
    let sealed = seal_notes(member, id, 1, &notes)?;
    store::add_membership(write, member.id(), (id, member.today()), None, &sealed).await?;
    care_log::note(&cx.app, write, id, member.id(), CareAct::Made, None).await
}

/// The form was sent before: what was bettered since is so in the group that it made.
async fn say_better(cx: &FormContext, write: &mut Write, id: Id, about: GroupAbout) -> PageResult<()> {
    let mut led = groups::lead(&cx.app, write, &cx.member, id).await?;
    if led.group().facts().about == about {
        return Ok(());
    }
    facts::publish(write, &cx.member, &mut led, |facts| facts.about = about).await?;
    care_log::note(&cx.app, write, id, cx.member.id(), CareAct::Changed, None).await
}

/// The form of one that is there.
pub async fn edit(cx: FormContext, Path(id): Path<Id>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let led = groups::lead(&cx.app, &mut write, &cx.member, id).await?;
    write.commit().await?;
    let facts = led.group().facts();
    let fields = AboutFields::saying(&facts.about, facts.number);
    let form = cx.form(&mut *cx.app.db.read().await?, &[&paths::change(id)], fields).await?;
    Ok(GroupAboutPage::new(&cx.member, Some(&led), form).into_response())
}

/// Keeps the change, unless somebody else was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(id): Path<Id>, Form(fields): Form<AboutFields>) -> PageResult {
    let mut write = cx.app.db.write().await?;
    let mut led = groups::lead(&cx.app, &mut write, &cx.member, id).await?;
    let GroupFacts { number, about: there, .. } = led.group().facts().clone();
    let page =
        |led: &LedGroup, fields| GroupAboutPage::new(&cx.member, Some(led), cx.redisplay(&paths::change(id), fields));
    let about = match fields.understood(&there.zone, (cx.member.today(), there.agreed_on)) {
        Ok(about) => about,
        Err(faults) => return invalid(GroupAboutPage { faults, ..page(&led, fields) }),
    };
    if fields.number != number && fields.number != 0 && about != there {
        let fields = AboutFields { number, ..fields };
        return overtaken(GroupAboutPage { theirs: Some(there), ..page(&led, fields) });
    }
    facts::publish(&mut write, &cx.member, &mut led, |facts| facts.about = about).await?;
    care_log::note(&cx.app, &mut write, id, cx.member.id(), CareAct::Changed, None).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok::<Response, _>(Redirect::to(&saved(&paths::group(id), "yes")).into_response())
}

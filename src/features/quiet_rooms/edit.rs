//! Making a room, changing it, closing it.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use sqlx::SqliteConnection;

use super::doors::{self, OpenDoor, RoomName, may_open_to_all};
use super::form::{Fault, Fields};
use super::presence::RoomRegistry;
use super::{QuietRoom, guest_links, paths, store};
use crate::base::ids::Id;
use crate::base::zones;
use crate::features::support;
use crate::members::sessions::guard::Member;
use crate::records::drafts::form::DraftForm;
use crate::records::entries::{self, Conflict, removal};
use crate::records::form_context::{FilledForm, FormContext};
use crate::records::links;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};
use crate::web::form::{Form, Path, id_or_new, invalid, new_id, overtaken};
use crate::web::frame::{NavSection, PageFrame};
use crate::web::paths::saved;

/// How many rooms somebody can have, and how many there can be for everybody.
pub(super) const OWN_MOST: i64 = 20;
const COMMON_MOST: usize = 20;

#[derive(Template, WebTemplate)]
#[template(path = "quiet_rooms/form.html")]
struct EditRoomPage {
    frame: PageFrame,
    form: Id,
    writing: DraftForm,
    fields: Fields,
    faults: Vec<Fault>,
    /// The room that is changed.
    door: Option<OpenDoor>,
    /// Whether they may open it to everybody here.
    may_open_to_all: bool,
    place: String,
    theirs: Option<QuietRoom>,
}

impl EditRoomPage {
    fn new(member: &Member, door: Option<OpenDoor>, form: FilledForm<Fields>) -> Self {
        let FilledForm { fields, draft: writing } = form;
        let zone = door.as_ref().map_or_else(|| member.zone().clone(), |door| door.room.zone());
        Self {
            frame: PageFrame::of(member, NavSection::People),
            form: id_or_new(&fields.id),
            writing,
            fields,
            faults: Vec::new(),
            may_open_to_all: door.is_none() && may_open_to_all(member),
            door,
            place: zones::place(&zone),
            theirs: None,
        }
    }

    /// What to say beside a field; empty where nothing is wrong with it.
    fn wrong(&self, field: &str) -> &'static str {
        self.faults.iter().find(|fault| fault.field() == field).map_or("", |fault| fault.words())
    }
}

/// The form of a new one: empty, or with what was begun.
pub async fn ask(cx: FormContext) -> PageResult {
    let form = cx.form(&mut *cx.app.db.read().await?, &[paths::NEW], Fields::default()).await?;
    Ok(EditRoomPage::new(&cx.member, None, form).into_response())
}

/// Makes one. A form that was sent twice makes one.
pub async fn make(cx: FormContext, Form(fields): Form<Fields>) -> PageResult {
    let for_all = !fields.for_all.is_empty() && may_open_to_all(&cx.member);
    let room = match fields.understood(zones::name(cx.member.zone())) {
        Ok(_) if is_full(&mut *cx.app.db.read().await?, &cx.member, for_all).await? => Err(vec![Fault::Many]),
        understood => understood,
    };
    match room {
        Ok(room) if for_all => open_to_all(&cx, &fields.id, &room).await,
        Ok(room) => {
            let id = cx.keep(&fields.id, &room).await?;
            support::after_saving(&cx, id, &[room.name.as_str()], &saved(&paths::room(id), "yes")).await
        }
        Err(faults) => {
            let page = EditRoomPage::new(&cx.member, None, cx.redisplay(paths::NEW, fields));
            invalid(EditRoomPage { faults, ..page })
        }
    }
}

async fn is_full(read: &mut SqliteConnection, member: &Member, for_all: bool) -> PageResult<bool> {
    if for_all {
        return Ok(store::all_common(read).await?.len() >= COMMON_MOST);
    }
    Ok(entries::store::count::<QuietRoom>(read, member.id(), None).await? >= OWN_MOST)
}

async fn open_to_all(cx: &FormContext, id: &str, room: &QuietRoom) -> PageResult {
    // By an id that no form can choose, and no room of anybody's own has.
    let form = id_or_new(id);
    let id = Id::half_of(&cx.member.keyring().lasting_mac("a room for all", form.as_bytes()));
    let said = readable(room)?;
    let mut write = cx.app.db.write().await?;
    let there = store::common(&mut write, id).await?;
    let is_another = there.is_some_and(|there| there.owner != cx.member.id() || there.room != *room);
    // The same form with another room in it makes another one, so that neither is lost.
    let id = if is_another { new_id() } else { id };
    store::add(&mut write, cx.member.id(), id, cx.member.today(), &said).await?;
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(Redirect::to(&saved(&paths::room(id), "yes")).into_response())
}

/// The form of one that is there.
pub async fn edit(cx: FormContext, Path(name): Path<RoomName>) -> PageResult {
    let mut read = cx.app.db.read().await?;
    let door = doors::theirs_to_change(doors::find(&mut read, &cx.member, name).await?)?;
    let fields = Fields::saying(&door.room, door.revision);
    let form = cx.form(&mut read, &[&paths::change(door.name())], fields).await?;
    Ok(EditRoomPage::new(&cx.member, Some(door), form).into_response())
}

/// Keeps the change, unless another tab was quicker; then both are shown.
pub async fn save(cx: FormContext, Path(name): Path<RoomName>, Form(fields): Form<Fields>) -> PageResult {
    let door = doors::find(&mut *cx.app.db.read().await?, &cx.member, name).await?;
    let door = doors::theirs_to_change(door)?;
    let path = paths::change(door.name());
    let room = match fields.understood(&door.room.zone) {
        Ok(room) => room,
        Err(faults) => {
            let page = EditRoomPage::new(&cx.member, Some(door), cx.redisplay(&path, fields));
            return invalid(EditRoomPage { faults, ..page });
        }
    };
    let changed_since = if door.is_own() {
        let conflict = cx.change(door.id, fields.revision, &room).await?;
        conflict.map(|Conflict { theirs, revision, .. }| (theirs, revision))
    } else {
        // A form that says no version changes the one there is.
        let revision = if fields.revision == 0 { door.revision } else { fields.revision };
        change_common(&cx, door.id, revision, &room).await?
    };
    if let Some((theirs, revision)) = changed_since {
        let form = cx.redisplay(&path, Fields { revision, ..fields });
        let page = EditRoomPage::new(&cx.member, Some(door), form);
        return overtaken(EditRoomPage { theirs: Some(theirs), ..page });
    }
    if !door.is_own() {
        return Ok(Redirect::to(&saved(&paths::room(door.id), "yes")).into_response());
    }
    guest_links::tell(&cx.app, &cx.member, door.id, &room).await?;
    support::after_saving(&cx, door.id, &[room.name.as_str()], &saved(&paths::room(door.id), "yes")).await
}

/// Changes a room for everybody, unless it was changed since: then what it says now, and its revision.
async fn change_common(
    cx: &FormContext,
    id: Id,
    revision: i64,
    room: &QuietRoom,
) -> PageResult<Option<(QuietRoom, i64)>> {
    let mut write = cx.app.db.write().await?;
    if !store::change(&mut write, cx.member.id(), id, revision, &readable(room)?).await? {
        let now = store::common(&mut write, id).await?.ok_or(PageError::NotFound)?;
        return Ok(Some((now.room, now.revision)).filter(|(theirs, _)| theirs != room));
    }
    cx.finish(&mut write).await?;
    write.commit().await?;
    Ok(None)
}

/// Removes a room of one's own. Whoever sits there is out, and no link leads there again when it comes back.
pub async fn remove(State(app): State<App>, member: Member, Path(id): Path<Id>) -> PageResult {
    let answer = removal::remove::<QuietRoom>(State(app.clone()), member.clone(), Path(id)).await?;
    let mut write = app.db.write().await?;
    links::store::forget_about(&mut write, member.id(), id).await?;
    write.commit().await?;
    app.content::<RoomRegistry>()?.empty(id);
    Ok(answer)
}

/// Closes a room for everybody here, and sends everybody out. One of one's own is removed instead.
pub async fn close(State(app): State<App>, member: Member, Path(name): Path<RoomName>) -> PageResult {
    let mut write = app.db.write().await?;
    let door = doors::find(&mut write, &member, name).await?;
    if !door.can_be_closed() {
        return Ok(Redirect::to(&paths::room(door.name())).into_response());
    }
    store::remove(&mut write, door.id).await?;
    write.commit().await?;
    app.content::<RoomRegistry>()?.empty(door.id);
    Ok(Redirect::to(paths::CLOSED).into_response())
}

/// A room for everybody here as it stands in the database.
fn readable(room: &QuietRoom) -> PageResult<String> {
    serde_json::to_string(room).map_err(|error| PageError::Broken(error.into()))
}

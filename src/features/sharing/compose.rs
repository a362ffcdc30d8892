//! What a consent shows when it begins: the same for the page before it and for what is sealed.

use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::bring::ToBring;
use super::form::ShareSubject;
use crate::base::ids::Id;
use crate::base::sealed::{Entry as _, NO_DAY, Private as _, SealedRow};
use crate::features::measures::{self, MeasureResponse, Measures};
use crate::members::sessions::guard::Member;
use crate::model::reflection::Reflection;
use crate::model::shown::{ShareScope, Shown};
use crate::records::copies::ladder::LadderRecords;
use crate::records::copies::{self, TO_BRING, store};
use crate::records::entries::untyped::UntypedEntry;
use crate::records::grants::ConsentKind;
use crate::records::letters::given;
use crate::records::portion::Before;
use crate::records::registry::Registry;
use crate::records::{entries, reflections};
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// One thing, the row it is a copy of, and the day of that.
pub struct ComposedItem {
    pub about: Id,
    pub day: Date,
    pub shown: Shown,
}

/// What there is of it now.
pub struct Composed {
    pub what: ConsentKind,
    /// Its kind’s name, where it has one.
    pub kind: Option<String>,
    pub items: Vec<ComposedItem>,
    /// Whether these only say how it will look.
    pub is_example: bool,
}

/// What is shown of a subject.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such thing of theirs, or it is never shown.
pub async fn of(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    subject: &ShareSubject,
    scope: &ShareScope,
) -> PageResult<Composed> {
    match subject {
        ShareSubject::One(id) => one(app, read, member, *id, scope).await,
        ShareSubject::Kind(kind) => of_kind(app, read, member, kind, scope).await,
        ShareSubject::Ladder => {
            let records = LadderRecords::of(app, read, member).await?;
            let item = |about| ComposedItem { about, day: NO_DAY, shown: records.shown(member, scope) };
            Ok(standing(ConsentKind::Ladder, records.id.map(item).into_iter().collect()))
        }
        ShareSubject::Measure(number) => measure(app, read, member, *number).await,
        ShareSubject::Bring => to_bring(read, member, scope).await,
    }
}

fn standing(what: ConsentKind, items: Vec<ComposedItem>) -> Composed {
    Composed { what, kind: None, items, is_example: false }
}

async fn one(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    id: Id,
    scope: &ShareScope,
) -> PageResult<Composed> {
    // A look back comes first: one on an idea taken long ago has the id of what was given, which is never shown.
    let (kind, item) = if let Some(item) = look_back(app, read, member, id, scope).await? {
        (Reflection::NAME.to_owned(), Some(item))
    } else {
        let entry = kept_entry(read, member, id).await?.ok_or(PageError::NotFound)?;
        (entry.kind.clone(), shown_entry(app, member, entry, scope)?)
    };
    let item = item.ok_or(PageError::NotFound)?;
    Ok(Composed { what: ConsentKind::One, kind: Some(kind), items: vec![item], is_example: false })
}

async fn of_kind(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    kind: &str,
    scope: &ShareScope,
) -> PageResult<Composed> {
    let item = if kind == Reflection::NAME {
        let latest = reflections::store::told(read, member.id(), &Before::end()).await?;
        match latest.first() {
            Some(row) => look_back(app, read, member, row.id, scope).await?,
            None => None,
        }
    } else {
        let is_shown = app.content::<Registry>()?.kind(kind).is_some_and(|kind| kind.can_be_shown);
        if !is_shown {
            return Err(PageError::NotFound);
        }
        let latest = store::latest(read, member.id(), kind).await?;
        latest.and_then(|entry| shown_entry(app, member, entry, scope).transpose()).transpose()?
    };
    let kind = Some(kind.to_owned());
    Ok(Composed { what: ConsentKind::Kind, kind, items: item.into_iter().collect(), is_example: true })
}

/// One entry of whatever kind that is not removed.
async fn kept_entry(read: &mut SqliteConnection, member: &Member, id: Id) -> PageResult<Option<UntypedEntry>> {
    let entry = entries::untyped::store::of_any_kind(read, member.id(), id).await?;
    Ok(entry.filter(|entry| !entry.removed))
}

/// An entry of a kind that can be shown; none where it does not open.
fn shown_entry(
    app: &App,
    member: &Member,
    entry: UntypedEntry,
    scope: &ShareScope,
) -> PageResult<Option<ComposedItem>> {
    let Some(kind) = app.content::<Registry>()?.kind(&entry.kind) else { return Ok(None) };
    let (about, day) = (entry.row.id, entry.row.day());
    let parts = kind.parts(entry, member.keyring()).ok().flatten();
    Ok(parts.map(|parts| ComposedItem { about, day, shown: copies::entry(kind.name, day, &parts, scope) }))
}

async fn look_back(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    id: Id,
    scope: &ShareScope,
) -> PageResult<Option<ComposedItem>> {
    let Some(pair) = reflections::store::pair(read, member.id(), id).await? else { return Ok(None) };
    let day = pair.reflection.as_ref().map_or(NO_DAY, |row| row.day);
    let shown = copies::reflections::compose(app, read, member, &pair, scope).await?;
    Ok(shown.map(|shown| ComposedItem { about: id, day, shown }))
}

/// The latest answers of one that is chosen, but for those that are kept back; what is answered later follows.
async fn measure(app: &App, read: &mut SqliteConnection, member: &Member, number: u8) -> PageResult<Composed> {
    let together = given::measures_on(read, member).await?;
    let chosen = app.content::<Measures>()?.chosen(number, member.profile(), &together);
    let measure = chosen.ok_or(PageError::NotFound)?;
    let taken = measures::answer::all_taken(read, member).await?;
    let latest = taken.into_iter().find(|(.., taken)| taken.measure == number && !taken.kept_back);
    let item =
        latest.map(|(day, about, taken)| ComposedItem { about, day, shown: measures::shown::of(measure, day, &taken) });
    let kind = Some(MeasureResponse::NAME.to_owned());
    Ok(Composed { kind, ..standing(ConsentKind::Measure, item.into_iter().collect()) })
}

async fn to_bring(read: &mut SqliteConnection, member: &Member, scope: &ShareScope) -> PageResult<Composed> {
    let rows = entries::store::all::<ToBring>(read, member.id()).await?;
    let stands = |(row, entry): (SealedRow<ToBring>, Option<ToBring>)| {
        let parts = entry?.parts().filter(|parts| !parts.kept_back)?;
        Some(ComposedItem { about: row.id, day: row.day, shown: copies::entry(TO_BRING, row.day, &parts, scope) })
    };
    let items = entries::opened(member, rows).into_iter().filter_map(stands).collect();
    Ok(Composed { kind: Some(TO_BRING.to_owned()), ..standing(ConsentKind::Bring, items) })
}

//! Who sees something, as its owner's own pages say it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use jiff::civil::Date;
use sqlx::SqliteConnection;

use super::seen::{SeenThings, brought_as};
use super::store;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::records::connections;
use crate::records::grants::{self, ConsentKind, Grant};
use crate::records::ladders;
use crate::records::letters::given::away::{self, AwayItem};
use crate::web::error::PageResult;
use crate::web::form::new_id;

/// Somebody who can see something.
#[derive(Clone, Debug)]
pub struct SharedMark {
    pub grant: Id,
    pub name: String,
    /// The last day of it.
    pub until: DateText,
    /// Whether it goes along with others of its kind.
    pub standing: bool,
}

/// Somebody who could be shown it.
#[derive(Clone, Debug)]
pub struct ShareOffer {
    pub connection: Id,
    pub name: String,
}

/// Who sees one thing, and who could.
#[derive(Clone, Debug)]
pub struct SharedMarks {
    pub id: Id,
    pub seen: Vec<SharedMark>,
    /// Who sees its words on the list of what to bring, and where they stand there.
    pub seen_brought: Vec<String>,
    pub brought: Id,
    pub offers: Vec<ShareOffer>,
    /// Who sees it at once when it is put among what to bring,
    pub brought_to: Vec<String>,
    /// and who is away.
    pub away: Vec<AwayItem>,
}

impl SharedMarks {
    /// Whether nobody sees it, nor its words.
    pub fn is_unseen(&self) -> bool {
        self.seen.is_empty() && self.seen_brought.is_empty()
    }
}

/// Those somebody is connected with, by what they call themselves.
pub async fn names(read: &mut SqliteConnection, member: &Member) -> PageResult<BTreeMap<Id, String>> {
    let all = connections::store::all_of_member(read, member.id()).await?;
    Ok(all.into_iter().map(|one| (one.id, one.supporter_name(member.keyring()))).collect())
}

/// What those of some connections call themselves.
async fn called(read: &mut SqliteConnection, member: &Member, of: &BTreeSet<Id>) -> PageResult<Vec<String>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(read, member).await?.into_iter();
    Ok(names.filter(|(connection, _)| of.contains(connection)).map(|(_, name)| name).collect())
}

/// The last day of a consent.
pub fn last_day(member: &Member, grant: &Grant) -> Date {
    member.day_of(grant.ends_at.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(grant.ends_at))
}

/// The own rows that a summary holds, where it is a consent for one.
fn in_summary(member: &Member, grant: &Grant) -> Vec<Id> {
    let terms = if grant.what == ConsentKind::Summary { grant.terms(member) } else { None };
    terms.and_then(|terms| terms.summary).map(|summary| summary.holds).unwrap_or_default()
}

/// Who sees the thing of this id, and who could be shown it.
pub async fn of(read: &mut SqliteConnection, member: &Member, id: Id) -> PageResult<SharedMarks> {
    let names = names(read, member).await?;
    let (mut seen, brought) = (Vec::new(), brought_as(member, id));
    if names.is_empty() {
        let (seen_brought, brought_to) = (Vec::new(), Vec::new());
        return Ok(SharedMarks { id, seen, seen_brought, brought, offers: Vec::new(), brought_to, away: Vec::new() });
    }
    let showing = store::grants_showing(read, member.id(), id).await?;
    let grants = grants::store::all(read, member.id(), member.asked_at()).await?;
    let shows = |grant: &Grant| showing.contains(&grant.id) || in_summary(member, grant).contains(&id);
    for grant in grants.iter().filter(|grant| !grant.asleep && shows(grant)) {
        let Some(name) = names.get(&grant.connection).cloned() else { continue };
        let until = member.calendar().date(last_day(member, grant));
        seen.push(SharedMark { grant: grant.id, name, until, standing: grant.what != ConsentKind::One });
    }
    let seen_brought = seen_brought(read, member, id).await?;
    let is_shown_to =
        |connection: &Id| grants.iter().any(|grant| grant.connection == *connection && showing.contains(&grant.id));
    let offers = names.into_iter().filter(|(connection, _)| !is_shown_to(connection));
    let brought_to = will_see(read, member, super::TO_BRING).await?;
    Ok(SharedMarks {
        id,
        seen,
        seen_brought,
        brought,
        brought_to,
        away: away::all(read, member).await?,
        offers: offers.map(|(connection, name)| ShareOffer { connection, name }).collect(),
    })
}

/// Who sees the words of a thing on the list of what to bring.
pub async fn seen_brought(read: &mut SqliteConnection, member: &Member, id: Id) -> PageResult<Vec<String>> {
    let showing = store::grants_showing(read, member.id(), brought_as(member, id)).await?;
    if showing.is_empty() {
        return Ok(Vec::new());
    }
    let grants = grants::store::all(read, member.id(), member.asked_at()).await?;
    let live = grants.iter().filter(|grant| !grant.asleep && showing.contains(&grant.id));
    let seeing: BTreeSet<Id> = live.map(|grant| grant.connection).collect();
    called(read, member, &seeing).await
}

/// The same of a ladder, or of one that is still to be made.
pub async fn of_ladder(read: &mut SqliteConnection, member: &Member) -> PageResult<SharedMarks> {
    let row = ladders::store::ladder(read, member.id()).await?;
    of(read, member, row.map_or_else(new_id, |row| row.id)).await
}

/// Whether anybody is shown anything.
pub async fn is_something_seen(read: &mut SqliteConnection, member: &Member) -> PageResult<bool> {
    Ok(!store::all_shown(read, member.id(), member.asked_at()).await?.is_empty())
}

/// Who sees each of somebody's things, by the thing's id.
pub async fn all(read: &mut SqliteConnection, member: &Member) -> PageResult<SeenThings> {
    let shown = store::all_shown(read, member.id(), member.asked_at()).await?;
    if shown.is_empty() {
        return Ok(SeenThings::default());
    }
    let mut seen: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    let names = names(read, member).await?;
    let grants = grants::store::all(read, member.id(), member.asked_at()).await?;
    for (about, granted) in shown {
        let grant = grants.iter().find(|grant| grant.id == granted);
        if let Some(name) = grant.and_then(|grant| names.get(&grant.connection)) {
            seen.entry(about).or_default().push(name.clone());
        }
    }
    for grant in grants.iter().filter(|grant| grant.is_live(member.asked_at())) {
        let Some(name) = names.get(&grant.connection) else { continue };
        for held in in_summary(member, grant) {
            let seeing = seen.entry(held).or_default();
            if !seeing.contains(name) {
                seeing.push(name.clone());
            }
        }
    }
    Ok(SeenThings::of(member, seen))
}

/// Who will see what is written of a kind.
pub async fn will_see(read: &mut SqliteConnection, member: &Member, kind: &str) -> PageResult<Vec<String>> {
    Ok(ahead(read, member, kind).await?.will_see)
}

/// Who will see a change of something that was written before: whoever sees it now, by whatever consent, a paused one too, and
/// those to whom it goes along with its kind.
pub async fn will_see_change(
    read: &mut SqliteConnection,
    member: &Member,
    (kind, id): (&str, Id),
    written_at: i64,
) -> PageResult<Vec<String>> {
    let showing = store::grants_showing(read, member.id(), id).await?;
    let grants = grants::store::all(read, member.id(), member.asked_at()).await?;
    let sees = |grant: &&Grant| {
        let goes_along = !grant.asleep && is_for(grant, kind) && grant.is_since(written_at);
        goes_along || showing.contains(&grant.id) || in_summary(member, grant).contains(&id)
    };
    let seeing: BTreeSet<Id> = grants.iter().filter(sees).map(|grant| grant.connection).collect();
    called(read, member, &seeing).await
}

/// Those who could be shown what is written of a kind, and are not.
pub async fn not_shown(read: &mut SqliteConnection, member: &Member, kind: &str) -> PageResult<Vec<ShareOffer>> {
    let now = member.asked_at();
    let grants = grants::store::all(read, member.id(), now).await?;
    let seeing: BTreeSet<Id> =
        grants.iter().filter(|one| one.is_live(now) && is_for(one, kind)).map(|one| one.connection).collect();
    let all = connections::store::all_of_member(read, member.id()).await?;
    let open = all.into_iter().filter(|one| one.is_open() && !seeing.contains(&one.id));
    Ok(open.map(|one| ShareOffer { connection: one.id, name: one.supporter_name(member.keyring()) }).collect())
}

/// Who will see each answer to a measure.
pub async fn will_see_measure(read: &mut SqliteConnection, member: &Member, number: u8) -> PageResult<Vec<String>> {
    let now = member.asked_at();
    let grants = grants::store::all(read, member.id(), now).await?;
    let is_of_it = |grant: &&Grant| {
        grant.is_live(now)
            && grant.what == ConsentKind::Measure
            && grant.terms(member).is_some_and(|terms| terms.measure == Some(number))
    };
    let seeing: BTreeSet<Id> = grants.iter().filter(is_of_it).map(|grant| grant.connection).collect();
    called(read, member, &seeing).await
}

/// What a page says of consents before anything is written.
#[derive(Debug, Default)]
pub struct SharingAhead {
    /// Who will see what is written of the kind it is for.
    pub will_see: Vec<String>,
    /// Whose sight of something ends soon, where that was not said yet.
    pub ending: Vec<String>,
}

/// Whether what is written of a kind goes along by this consent.
fn is_for(grant: &Grant, kind: &str) -> bool {
    match grant.what {
        ConsentKind::Kind => grant.kind.as_deref() == Some(kind),
        ConsentKind::Bring => kind == super::TO_BRING,
        ConsentKind::Ladder => kind == super::ladder::KIND,
        _ => false,
    }
}

pub async fn ahead(read: &mut SqliteConnection, member: &Member, kind: &str) -> PageResult<SharingAhead> {
    let now = member.asked_at();
    let grants = grants::store::all(read, member.id(), now).await?;
    let (mut seeing, mut ending) = (BTreeSet::new(), BTreeSet::new());
    for grant in grants.iter().filter(|grant| grant.is_live(now)) {
        if is_for(grant, kind) {
            seeing.insert(grant.connection);
        }
        if grant.ends_soon(now) && grant.terms(member).is_some_and(|terms| !terms.told) {
            ending.insert(grant.connection);
        }
    }
    Ok(SharingAhead { will_see: called(read, member, &seeing).await?, ending: called(read, member, &ending).await? })
}

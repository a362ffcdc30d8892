//! What a summary says: the same for its page, for paper and for what is sealed.

use sqlx::SqliteConnection;

use super::form::{Fault, Fields, SummaryChoices};
use crate::base::ids::Id;
use crate::features::measures::{self, MeasureResponse, Measures};
use crate::members::sessions::guard::Member;
use crate::model::shown::{ShareScope, Shown, ShownReflection, ShownSummary};
use crate::model::steps::Library;
use crate::records::copies::ladder::LadderRecords;
use crate::records::copies::{self, TO_BRING};
use crate::records::entries::untyped::UntypedEntry;
use crate::records::grants::{GrantTerms, SummaryTerms};
use crate::records::letters::given;
use crate::records::portion::{A_PAGE, Before};
use crate::records::reflections::store::{self, AttemptPair};
use crate::records::registry::Registry;
use crate::records::{copies::store as copied, personal_library};
use crate::web::app::App;
use crate::web::error::PageResult;

/// How many of one sort it holds, the latest: more than an hour together has room for.
const A_SORT: usize = 60;
/// With the one that tells whether there are more.
const AND_ONE: i64 = 61;
/// The most bytes of them together, so that they fit in a letter with the words at its head.
const MOST_BYTES: usize = 512 * 1024;

/// A summary, and which own rows its parts are copies of.
pub struct ComposedSummary {
    pub summary: ShownSummary,
    holds: Vec<Id>,
    choices: SummaryChoices,
}

impl ComposedSummary {
    /// What its owner says of it, where it is shown.
    pub fn terms(&self) -> GrantTerms {
        let ShownSummary { from, to, .. } = self.summary;
        GrantTerms { summary: Some(SummaryTerms { from, to, holds: self.holds.clone() }), ..self.choices.terms() }
    }
}

/// What was chosen, put together; or what is wrong with that.
pub async fn of(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    fields: &Fields,
) -> PageResult<Result<ComposedSummary, Fault>> {
    let choices = match fields.understood(member.today()) {
        Ok(choices) => choices,
        Err(fault) => return Ok(Err(fault)),
    };
    let composed = composed(app, read, member, choices).await?;
    Ok(if composed.summary.is_empty() { Err(Fault::Empty) } else { Ok(composed) })
}

async fn composed(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    choices: SummaryChoices,
) -> PageResult<ComposedSummary> {
    let scope = copies::scope(read, member, &choices.terms()).await?;
    let mut parts = Vec::new();
    if choices.reflections {
        parts.push(look_backs(app, read, member, &choices, &scope).await?);
    }
    if choices.ladder {
        let records = LadderRecords::of(app, read, member).await?;
        parts.push(records.id.map(|id| (id, records.shown(member, &scope))).into_iter().collect());
    }
    parts.extend(answers(app, read, member, &choices).await?);
    if choices.bring {
        parts.push(to_bring(app, read, member, &scope).await?);
    }
    let (parts, more) = as_many_as_fit(parts);
    let (holds, items) = parts.into_iter().unzip();
    let SummaryChoices { from, to, .. } = choices;
    let (called, words) = (choices.called.clone(), scope.words(&choices.words));
    let summary = ShownSummary { called, made_on: member.today(), from, to, words, items, more };
    Ok(ComposedSummary { summary, holds, choices })
}

/// A part, and the own row it is a copy of.
type HeldPart = (Id, Shown);

/// The latest of each sort, and whether there were more.
fn as_many_as_fit(sorts: Vec<Vec<HeldPart>>) -> (Vec<HeldPart>, bool) {
    let (mut parts, mut bytes, mut more) = (Vec::new(), 0, false);
    for mut sort in sorts {
        more |= sort.len() > A_SORT;
        sort.truncate(A_SORT);
        for part in sort {
            bytes += serde_json::to_vec(&part.1).map_or(MOST_BYTES, |json| json.len());
            if bytes > MOST_BYTES {
                return (parts, true);
            }
            parts.push(part);
        }
    }
    (parts, more)
}

async fn look_backs(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    choices: &SummaryChoices,
    scope: &ShareScope,
) -> PageResult<Vec<HeldPart>> {
    let library = personal_library::with_removed(app, read, member).await?;
    let most = A_PAGE.rows(AND_ONE);
    let pairs = store::looked_back(read, member.id(), choices.from, &Before::after(choices.to, None), most).await?;
    Ok(pairs.iter().filter_map(|pair| look_back(&library, member, pair, scope)).collect())
}

/// One that opens, and that its writer does not keep to themselves.
fn look_back(library: &Library, member: &Member, pair: &AttemptPair, scope: &ShareScope) -> Option<HeldPart> {
    let row = pair.reflection.as_ref()?;
    let (attempted, told) = (pair.attempt.open(member.keyring()).ok()?, row.open(member.keyring()).ok()?);
    let shown = Shown::Reflection(ShownReflection::of(library, row.day, &attempted, &told, scope));
    (!told.kept_back).then_some((row.id, shown))
}

/// What was answered in these days, one measure after the other.
async fn answers(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    choices: &SummaryChoices,
) -> PageResult<Vec<Vec<HeldPart>>> {
    if choices.measures.is_empty() {
        return Ok(Vec::new());
    }
    let taken = measures::answer::all_taken(read, member).await?;
    let together = given::measures_on(read, member).await?;
    let chosen = app.content::<Measures>()?.chosen_by(member.profile(), &together);
    let each = chosen.filter(|measure| choices.measures.contains(&measure.number)).map(|measure| {
        let goes_along = |taken: &MeasureResponse| taken.measure == measure.number && !taken.kept_back;
        let of_it = taken.iter().filter(|(day, _, taken)| goes_along(taken) && choices.covers(*day));
        of_it.map(|(day, id, taken)| (*id, measures::shown::of(measure, *day, taken))).collect()
    });
    Ok(each.collect())
}

/// Whatever stands to be brought, whenever it was written.
async fn to_bring(
    app: &App,
    read: &mut SqliteConnection,
    member: &Member,
    scope: &ShareScope,
) -> PageResult<Vec<HeldPart>> {
    let Some(kind) = app.content::<Registry>()?.kind(TO_BRING) else { return Ok(Vec::new()) };
    let entries = copied::latest_of(read, member.id(), TO_BRING, AND_ONE).await?;
    let part = |entry: UntypedEntry| {
        let (id, day) = (entry.row.id, entry.row.day());
        let parts = kind.parts(entry, member.keyring()).ok()?.filter(|parts| !parts.kept_back)?;
        Some((id, copies::entry(TO_BRING, day, &parts, scope)))
    };
    Ok(entries.into_iter().filter_map(part).collect())
}

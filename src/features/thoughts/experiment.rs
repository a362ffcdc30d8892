//! A small test of a thought: a step of one's own, and what came of it.

use sqlx::SqliteConnection;

use crate::base::ids::Id;
use crate::features::journal::opening;
use crate::members::sessions::guard::Member;
use crate::model::reflection::{Attempt, Reflection};
use crate::model::scheduler::Felt;
use crate::model::steps::own::{self, OwnSize, OwnStep};
use crate::model::steps::{Company, Size, StepKind};
use crate::records::entries::store;
use crate::records::reflections;
use crate::web::error::PageResult;

/// How long a small test takes, in minutes, until somebody says otherwise.
const MINUTES: u16 = 15;
/// The most letters of its name.
const TITLE: usize = 80;

/// The step that tries a thought out, and what came of it.
pub struct Experiment {
    pub id: Id,
    pub step: OwnStep,
    /// The latest look back on it, by its id.
    pub told: Option<(Id, Attempt, Reflection)>,
}

impl Experiment {
    pub fn guess(&self) -> Option<Felt> {
        let (_, attempted, reflected) = self.told.as_ref()?;
        attempted.guess(reflected)
    }
}

/// The step as it goes among somebody's own.
pub fn step(test: &str, who: &str, at: i64) -> OwnStep {
    let who = Company::from_word(who).unwrap_or(Company::Nobody);
    let kind = match who {
        Company::Nobody => StepKind::SelfConnection,
        Company::Close | Company::Acquaintance => StepKind::Share,
        Company::Stranger | Company::Group => StepKind::BeNear,
        Company::Professional => StepKind::Therapy,
    };
    let sizes = vec![OwnSize { size: Size::Smaller, does: test.to_owned(), minutes: MINUTES, feels: None }];
    OwnStep { title: title(test), kind, who, why: String::new(), words: String::new(), sizes, at }
}

/// Its first line, as far as a name goes.
fn title(test: &str) -> String {
    let line = test.lines().next().unwrap_or_default();
    let short: String = opening(line, TITLE).0.to_owned();
    if short.len() < line.len() { format!("{}…", short.trim_end()) } else { short }
}

/// The test with this id, if it is still there, with the latest look back on it.
pub async fn found(read: &mut SqliteConnection, member: &Member, id: Option<Id>) -> PageResult<Option<Experiment>> {
    let Some(id) = id else { return Ok(None) };
    let row = store::one::<OwnStep>(read, member.id(), id).await?;
    let Some(step) = row.and_then(|row| row.open(member.keyring()).ok()) else { return Ok(None) };
    let told = reflections::store::pairs(read, member.id()).await?.into_iter().filter_map(|pair| {
        let reflection = pair.reflection?;
        let attempted = pair.attempt.open(member.keyring()).ok().filter(|one| one.step == own::number(id))?;
        Some((reflection.id, attempted, reflection.open(member.keyring()).ok()?))
    });
    Ok(Some(Experiment { id, step, told: told.max_by_key(|(_, _, reflected)| reflected.at) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_test_is_named_by_its_first_line() {
        assert_eq!(step("Ask Ana\nthen wait", "close", 0).title, "Ask Ana");
        let long = step(&"very ".repeat(90), "", 0);
        assert!(long.title.ends_with("very…") && long.title.chars().count() <= TITLE + 1, "{}", long.title);
        assert_eq!((long.who, long.kind), (Company::Nobody, StepKind::SelfConnection));
    }
}

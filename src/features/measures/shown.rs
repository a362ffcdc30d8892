//! What others see of a measure that was answered: in its own words, and never what it asks of somebody's safety.

use jiff::civil::Date;

use super::{Measure, MeasureResponse};
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::sealed::Private as _;
use crate::members::sessions::guard::Member;
use crate::model::shown::{MeasureResult, Shown, ShownAnswer, ShownMeasure};
use crate::records::copies::{self, Original};
use crate::web::error::PageResult;

/// What is shown of one time it was answered.
pub fn of(measure: &Measure, day: Date, taken: &MeasureResponse) -> Shown {
    Shown::Measure(ShownMeasure { name: measure.name.clone(), day, result: result(measure, taken) })
}

fn result(measure: &Measure, taken: &MeasureResponse) -> MeasureResult {
    if measure.sum {
        let (lowest, highest) = (measure.lowest(), measure.highest());
        return taken.sum(measure).map_or(MeasureResult::Open, |sum| MeasureResult::Total { sum, lowest, highest });
    }
    let answers = measure.items.iter().zip(taken.said(measure)).enumerate();
    let answers = answers.filter(|(at, _)| measure.help_after != Some(at + 1));
    let answer = |(_, (question, said)): (usize, (&String, Option<&str>))| ShownAnswer {
        question: question.clone(),
        answer: said.map(ToOwned::to_owned),
    };
    MeasureResult::Answers(answers.map(answer).collect())
}

/// It was answered.
pub async fn taken(
    write: &mut Write,
    member: &Member,
    id: Id,
    measure: &Measure,
    taken: &MeasureResponse,
) -> PageResult<()> {
    let (day, written_at, kept_back) = (member.today(), taken.at, taken.kept_back);
    let kind = MeasureResponse::NAME;
    let original = Original { kind, measure: Some(measure.number), id, day, written_at, kept_back };
    copies::renew(write, member, original, |_| of(measure, day, taken)).await
}

//! The library the people of the bench are offered: the real one.

use handrail::steps::Library;
use handrail::suggestions::scheduler::Rung;

/// Every size of every step.
#[expect(clippy::expect_used, reason = "without a library there is nothing to measure")]
pub fn rungs() -> Vec<Rung> {
    let library = Library::load().expect("the embedded steps");
    library.rungs().to_vec()
}

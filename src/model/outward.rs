//! Whether what somebody does leads on to others, or stays with whoever helps them. Pure.

use serde::{Deserialize, Serialize};

use super::steps::{Around, Company, Size, Step};

/// Whom a step reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    Nobody,
    /// Somebody who helps by profession, and nobody else.
    Helper,
    Others,
}

/// How far back is looked, in days, and how many that reached somebody it takes to say anything. Our own judgement: about one a
/// week.
pub const LOOKED_BACK: i32 = 28;
const ENOUGH: usize = 4;

impl Reached {
    /// Whom one size of a step reaches.
    pub fn by(step: &Step, size: Size) -> Self {
        let Some(sized) = step.size(size) else { return Self::Nobody };
        if sized.inner {
            return Self::Nobody;
        }
        let around = step.around(sized);
        let only_helper = if around.is_empty() {
            step.who.iter().eq([&Company::Professional])
        } else {
            around.iter().eq([&Around::Helper])
        };
        if only_helper { Self::Helper } else { Self::Others }
    }
}

/// Whether all that reached somebody stayed with a helper.
pub fn stays_with_helper(told: impl IntoIterator<Item = Reached>) -> bool {
    let reached: Vec<_> = told.into_iter().filter(|one| *one != Reached::Nobody).collect();
    reached.len() >= ENOUGH && reached.iter().all(|one| *one == Reached::Helper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_with_somebody_else_is_outward_and_few_say_nothing() {
        let helper = [Reached::Helper; 4];
        assert!(stays_with_helper(helper));
        assert!(stays_with_helper(helper.into_iter().chain([Reached::Nobody])), "what needs nobody is no matter");
        assert!(!stays_with_helper(helper.into_iter().chain([Reached::Others])));
        assert!(!stays_with_helper(helper.into_iter().take(3)));
        assert!(!stays_with_helper([]));
    }

    #[test]
    fn the_steps_of_the_library_say_whom_they_reach() {
        let library = crate::model::steps::Library::load().unwrap();
        let by = |slug: &str, size| Reached::by(library.by_slug(slug).unwrap(), size);
        assert_eq!(by("bring-a-step", Size::Regular), Reached::Helper);
        assert_eq!(by("been-lonely", Size::Regular), Reached::Others, "a helper is one of several");
    }
}

//! Which answers stay shut until they are opened: what may hurt is read by choice. Pure.

use std::sync::LazyLock;

use super::FriendSays;
use crate::base::content;
use crate::model::spotting::Spotter;

/// Words that are hardly ever kind, each on a line.
static UNKIND: LazyLock<anyhow::Result<Vec<String>>> = LazyLock::new(|| {
    let text = content::text("unkind.txt")?;
    Ok(text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(plain).collect())
});

/// In plain letters with a space before and after each word, so that whole words are found.
fn plain(text: &str) -> String {
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace(['\'', '’'], ""))
        .collect();
    format!(" {} ", words.join(" "))
}

/// Whether what a friend added is folded: always beside a no, and where it sounds heavy or unkind.
pub fn folds(says: FriendSays, words: &str) -> bool {
    if words.is_empty() {
        return false;
    }
    says == FriendSays::Cannot || is_unkind(words) || is_heavy(words)
}

/// What cannot be looked at counts as unkind: rather shut once too often.
fn is_unkind(words: &str) -> bool {
    let said = plain(words);
    UNKIND.as_ref().map_or(true, |unkind| unkind.iter().any(|one| said.contains(one)))
}

fn is_heavy(words: &str) -> bool {
    Spotter::shared().map_or(true, |spotter| spotter.look(&[words]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_hurt_stays_shut() {
        for (says, words) in [
            (FriendSays::Cannot, "I am away that week"),
            (FriendSays::Yes, "You're so NEEDY, but fine"),
            (FriendSays::AnotherTime, "stop messaging me"),
            (FriendSays::Yes, "I want to kill myself"),
        ] {
            assert!(folds(says, words), "{words}");
        }
        for (says, words) in [
            (FriendSays::Yes, "Saturday is lovely. I bring cake!"),
            (FriendSays::AnotherTime, "Next week is better for me."),
            (FriendSays::Cannot, ""),
        ] {
            assert!(!folds(says, words), "{words}");
        }
    }
}

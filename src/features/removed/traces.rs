//! What else holds the words of something: what was begun of it, and what was left of it. Pure.

use std::collections::BTreeSet;

use crate::base::ids::Id;
use crate::records::drafts::Draft;

/// By what it is known again.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    ids: BTreeSet<String>,
    words: Vec<String>,
}

impl Traces {
    /// Those of one more thing.
    pub fn add(&mut self, id: Id, words: impl IntoIterator<Item = String>) {
        self.ids.insert(id.to_string());
        self.words.extend(words);
    }

    /// Whether a form is about it, made it, or says nothing that is not in it, as where it was kept halfway.
    pub fn are_in(&self, draft: &Draft) -> bool {
        let is_its_own = |part: &str| self.ids.contains(part);
        let made_it = || {
            let fields = draft.fields().unwrap_or_default();
            fields.iter().any(|field| field.name == "id" && is_its_own(&field.value))
        };
        draft.path.split('/').any(is_its_own) || made_it() || self.hold_all_of(&draft.words())
    }

    fn hold_all_of(&self, words: &[String]) -> bool {
        let is_in = |words: &String| self.words.iter().any(|whole| whole.starts_with(words.trim_end()));
        !words.is_empty() && words.iter().all(is_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(path: &str, body: &str) -> Draft {
        Draft { path: path.to_owned(), body: body.to_owned(), sent: false, turn: 1 }
    }

    #[test]
    fn what_holds_its_words_is_known_and_what_says_something_else_is_not() {
        let id = Id::from_bytes([7; 16]);
        let mut traces = Traces::default();
        traces.add(id, ["He shouted again.".to_owned()]);
        let change = format!("/journal/{id}");
        for (path, body) in [
            (change.as_str(), "words=Quite+another+page"),
            ("/journal", "words=He+sho"),
            ("/moments", "words=He+shouted+again."),
            ("/journal", &format!("id={id}&words=He+shouted+again.+And+more")),
        ] {
            assert!(traces.are_in(&draft(path, body)), "{path} {body}");
        }
        for body in ["words=A+held+door", "words=He+shouted+again.+And+more", "words=", "words=He&note=My+own"] {
            assert!(!traces.are_in(&draft("/journal", body)), "{body}");
        }
    }
}

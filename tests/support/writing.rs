//! A form in which words are kept while they are written, the way the script and the buttons use it.

use super::{Actor, Page};

pub struct Form {
    action: String,
    later: String,
    /// The id of the row it will make, where it makes one.
    pub id: Option<String>,
}

/// The form on this page that holds the field.
pub async fn form(actor: &Actor, page: &str, field: &str) -> Form {
    Form::in_page(&actor.get(page).await, field)
}

/// What the field on this page holds, as it would be sent.
pub async fn on_its_form(actor: &Actor, page: &str, field: &str) -> String {
    let page = actor.get(page).await;
    let area = page.between(&format!("name=\"{field}\""), "</textarea>").expect("the field");
    unescaped(area.split_once('>').unwrap().1)
}

/// Takes in what was left last without a session, and gives where that leads.
pub async fn taken_in(actor: &Actor) -> String {
    let id = actor.get("/drafts").await.id_of("/drafts/left/{id}/take-in").expect("something that was left");
    let page = actor.post(&format!("/drafts/left/{id}/take-in"), &[]).await;
    page.location().to_owned()
}

fn unescaped(text: &str) -> String {
    let signs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

impl Form {
    pub fn in_page(page: &Page, field: &str) -> Self {
        let form = page.body.split("<form").find(|form| form.contains(&format!("name=\"{field}\""))).expect("a form");
        let between = |before: &str| {
            let start = form.split_once(before)?.1;
            Some(unescaped(start.split_once('"')?.0))
        };
        let (action, later) = (between("action=\""), between("formaction=\""));
        Self {
            action: action.expect("where it goes"),
            later: later.expect("a way to keep it"),
            id: between("name=\"id\" value=\""),
        }
    }

    /// The script's save number `turn`.
    pub async fn kept(&self, actor: &Actor, turn: u32, fields: &[(&str, &str)]) -> Page {
        let address = self.later.replace("keep=later", "keep=now");
        actor.post(&format!("{address}&turn={turn}"), &self.whole(fields)).await
    }

    /// *Finish later*.
    pub async fn later(&self, actor: &Actor, fields: &[(&str, &str)]) -> Page {
        actor.post(&self.later, &self.whole(fields)).await
    }

    pub async fn sent(&self, actor: &Actor, fields: &[(&str, &str)]) -> Page {
        actor.post(&self.action, &self.whole(fields)).await
    }

    /// The same form on a page of its own.
    pub fn with_another_draft(&self) -> Self {
        let id = handrail::web::form::new_id().to_string();
        let named = |address: &str| {
            let (path, rest) = address.split_once("draft=").unwrap();
            format!("{path}draft={id}{}", rest.get(32..).unwrap())
        };
        Self { action: named(&self.action), later: named(&self.later), id: self.id.clone() }
    }

    fn whole<'a>(&'a self, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        self.id.iter().map(|id| ("id", id.as_str())).chain(fields.iter().copied()).collect()
    }
}

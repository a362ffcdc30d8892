//! An app for codes, as somebody has it on their phone, and a second factor set up through the pages.

use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Secret};

use super::{Actor, Page, TestApp};

/// What the app was given.
pub struct Phone(Vec<u8>);

impl Phone {
    /// Reads the key from the page that shows it.
    pub fn reading(page: &Page) -> Self {
        Self::with(&shown(page).concat())
    }

    /// Is given a key by hand.
    pub fn with(key: &str) -> Self {
        Self(BASE32_NOPAD.decode(key.as_bytes()).expect("a key for an app"))
    }

    /// What it shows so many steps of thirty seconds from now.
    pub fn shows(&self, app: &TestApp, steps: i64) -> String {
        self.at(app.app.now().as_second() + 30 * steps)
    }

    /// What it shows at a second.
    pub fn at(&self, second: i64) -> String {
        let secret = Secret::new_stack(self.0.as_slice().try_into().unwrap());
        Builder::new().with_secret(secret).build_noncompliant().generate(second.cast_unsigned()).to_string()
    }

    pub fn now(&self, app: &TestApp) -> String {
        self.shows(app, 0)
    }
}

/// What is shown once on a page: the groups of a key, or the codes of a list.
pub fn shown(page: &Page) -> Vec<String> {
    let block = page.between("id=\"secret\"", "</p>").expect("something that is shown once");
    let spans = block.split("<span>").skip(1);
    spans.map(|span| span.split("</span>").next().unwrap().to_owned()).collect()
}

/// Sets one up, and gives the phone and the list. The step that confirmed it is over by then.
pub async fn set_up(app: &TestApp, actor: &Actor) -> (Phone, Vec<String>) {
    let phone = Phone::reading(&actor.post_and_follow("/settings/second-factor", &[]).await);
    let code = phone.now(app);
    let page = actor.post_and_follow("/settings/second-factor/confirm", &[("code", &code)]).await;
    let codes = shown(&page);
    actor.post("/settings/second-factor/kept", &[]).await;
    app.minutes_later(2);
    (phone, codes)
}

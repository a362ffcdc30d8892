//! Whatever happens between the first word and the last, the words are there: each way a hundred times, with words of
//! every kind, in an order that a seed decides.

use std::sync::Arc;

use axum::http::StatusCode;

use crate::support::chance::Chance;
use crate::support::writing::{Form, form, on_its_form, taken_in};
use crate::support::{Actor, PASSWORD, TestApp, signed_in};

const TIMES: u64 = 100;

/// What a browser sends of these words, and a page shows of them, up to the blank space around them.
fn told(words: &str) -> &str {
    words.trim()
}

/// An attempt to write about, begun in the library.
async fn attempt(mira: &Actor) -> String {
    let id = handrail::web::form::new_id().to_string();
    let page = mira.post("/steps/plain-hello/begin", &[("id", &id), ("size", "smaller")]).await;
    assert_eq!(page.location(), format!("/attempts/{id}"));
    id
}

/// One of the forms that people write in, with its page and its field.
struct Place {
    page: String,
    field: &'static str,
    others: &'static [(&'static str, &'static str)],
}

impl Place {
    async fn any(mira: &Actor, chance: &mut Chance) -> Self {
        let outcome: &[_] = &[("outcome", "did"), ("felt", "okay")];
        match chance.below(3) {
            0 => Self { page: "/moments".into(), field: "words", others: &[] },
            1 => Self { page: format!("/attempts/{}", attempt(mira).await), field: "note", others: outcome },
            _ => {
                let id = attempt(mira).await;
                mira.look_back(&id, &[("outcome", "nearly")]).await;
                let others = &[("outcome", "did"), ("revision", "1")];
                Self { page: format!("/reflections/{id}"), field: "note", others }
            }
        }
    }

    async fn form(&self, mira: &Actor) -> Form {
        form(mira, &self.page, self.field).await
    }

    fn saying<'a>(&'a self, words: &'a str) -> Vec<(&'a str, &'a str)> {
        self.others.iter().copied().chain([(self.field, words)]).collect()
    }

    /// The words were sent and stand where such words stand, once.
    async fn holds_once(&self, mira: &Actor, words: &str) {
        let list = if self.field == "words" { "/moments" } else { "/reflections" };
        let (page, shown) = (mira.get(list).await, escaped(told(words)));
        let found = page.body.matches(&format!(">{shown}</blockquote>")).count();
        assert_eq!(found, 1, "{} of {shown:?}", self.page);
        let drafts = mira.get("/drafts").await;
        drafts.must_say("Nothing is waiting here.");
    }
}

fn escaped(words: &str) -> String {
    let signs = [("&", "&#38;"), ("<", "&#60;"), (">", "&#62;"), ("\"", "&#34;"), ("'", "&#39;")];
    signs.iter().fold(words.to_owned(), |text, (sign, written)| text.replace(sign, written))
}

/// Types, with the script's saves on the way, and gives the number of saves.
async fn types(mira: &Actor, place: &Place, form: &Form, words: &str, chance: &mut Chance) -> u32 {
    let saves = chance.below(4);
    for turn in 1..=saves {
        let so_far: String = words.chars().take(words.chars().count() * turn as usize / 4).collect();
        form.kept(mira, turn, &place.saying(&so_far)).await;
    }
    saves
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_comes_back_a_hundred_times() {
    let (app, mut mira) = TestApp::with_member("mira").await;
    for seed in 0..TIMES {
        let mut chance = Chance::seeded(seed);
        let (place, words) = (Place::any(&mira, &mut chance).await, chance.words());
        let begun = place.form(&mira).await;
        let saves = types(&mira, &place, &begun, &words, &mut chance).await;
        if chance.coin() {
            app.pass(3);
        } else {
            mira.another_tab().post("/sign-out", &[]).await;
        }
        if chance.coin() {
            let page = begun.kept(&mira, saves + 1, &place.saying(&words)).await;
            assert_eq!(page.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(begun.sent(&mira, &place.saying(&words)).await.location(), "/sign-in?kept=1");
        mira = signed_in(&app, "mira").await;
        let page = taken_in(&mira).await;
        assert_eq!(told(&on_its_form(&mira, &page, place.field).await), told(&words), "seed {seed}");
        form(&mira, &page, place.field).await.sent(&mira, &place.saying(&words)).await;
        place.holds_once(&mira, &words).await;
        clear(&mira, &app).await;
    }
}

#[tokio::test]
async fn a_tab_that_was_closed_comes_back_a_hundred_times() {
    let (app, mut mira) = TestApp::with_member("mira").await;
    for seed in 0..TIMES {
        let mut chance = Chance::seeded(1_000 + seed);
        let (place, words) = (Place::any(&mira, &mut chance).await, chance.words());
        let form = place.form(&mira).await;
        let saves = types(&mira, &place, &form, &words, &mut chance).await;
        if chance.coin() {
            assert_eq!(form.kept(&mira, saves + 1, &place.saying(&words)).await.status, StatusCode::NO_CONTENT);
        } else {
            assert_eq!(form.later(&mira, &place.saying(&words)).await.status, StatusCode::SEE_OTHER);
        }
        if chance.coin() {
            app.pass(3);
        } else {
            mira.post("/sign-out", &[]).await;
        }
        mira = signed_in(&app, "mira").await;
        assert_eq!(told(&on_its_form(&mira, &place.page, place.field).await), told(&words), "seed {seed}");
        place.form(&mira).await.sent(&mira, &place.saying(&words)).await;
        place.holds_once(&mira, &words).await;
        clear(&mira, &app).await;
    }
}

#[tokio::test]
async fn a_restart_of_the_server_loses_nothing_a_hundred_times() {
    let (mut app, mut mira) = TestApp::with_member("mira").await;
    for seed in 0..TIMES {
        let mut chance = Chance::seeded(2_000 + seed);
        let (place, words) = (Place::any(&mira, &mut chance).await, chance.words());
        let form = place.form(&mira).await;
        let saves = types(&mira, &place, &form, &words, &mut chance).await;
        let late = chance.coin();
        if late {
            app.pass(3);
            form.sent(&mira, &place.saying(&words)).await;
        } else {
            form.kept(&mira, saves + 1, &place.saying(&words)).await;
        }
        app = app.restarted().await;
        mira = if late { signed_in(&app, "mira").await } else { app.with_cookies_of(&mira) };
        let page = if late { taken_in(&mira).await } else { place.page.clone() };
        assert_eq!(told(&on_its_form(&mira, &page, place.field).await), told(&words), "seed {seed}");
        // The page that was open all the while goes on as well.
        let form = if late { self::form(&mira, &page, place.field).await } else { form };
        form.sent(&mira, &place.saying(&words)).await;
        place.holds_once(&mira, &words).await;
        clear(&mira, &app).await;
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_one_a_hundred_times() {
    let (app, mira) = TestApp::with_member("mira").await;
    let mira = Arc::new(mira);
    for seed in 0..TIMES {
        let mut chance = Chance::seeded(3_000 + seed);
        let (place, words) = (Arc::new(Place::any(&mira, &mut chance).await), Arc::new(chance.words()));
        let form = Arc::new(place.form(&mira).await);
        types(&mira, &place, &form, &words, &mut chance).await;
        // At once, or one after the other, with a save of the script that comes in between or too late.
        let presses: Vec<_> = (0..2 + chance.below(3)).map(|_| chance.coin()).collect();
        let mut under_way = Vec::new();
        for at_once in presses {
            let (mira, place, words, form) = (mira.clone(), place.clone(), words.clone(), form.clone());
            let press = tokio::spawn(async move {
                form.kept(&mira, 3, &place.saying("half of it")).await;
                form.sent(&mira, &place.saying(&words)).await.status
            });
            if at_once {
                under_way.push(press);
            } else {
                assert_eq!(press.await.unwrap(), StatusCode::SEE_OTHER);
            }
        }
        for press in under_way {
            assert_eq!(press.await.unwrap(), StatusCode::SEE_OTHER);
        }
        place.holds_once(&mira, &words).await;
        clear(&mira, &app).await;
    }
}

/// Takes what was written away again, so that the next time starts from nothing, and lets a minute go by.
async fn clear(mira: &Actor, app: &TestApp) {
    for list in ["/moments", "/reflections"] {
        while let Some(id) = mira.get(list).await.id_of(&format!("{list}/{{id}}/remove")) {
            mira.post(&format!("{list}/{id}/remove"), &[]).await;
        }
    }
    app.minutes_later(1);
}

#[tokio::test]
async fn the_longest_form_travels_along_with_a_sign_in() {
    let (app, mira) = TestApp::with_member("mira").await;
    let thought = mira.post("/thoughts", &[("thought", "short")]).await.location().to_owned();
    let stranger = app.anonymous();
    let long = "слово ".repeat(1_650);
    let fields = ["thought", "situation", "against", "friend"].map(|name| (name, long.as_str()));
    let page = stranger.post(&thought, &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let (path, body) = (page.field("draft_path").unwrap(), page.field("draft_body").unwrap().replace("&#38;", "&"));
    let sent = [("name", "mira"), ("password", PASSWORD), ("draft_path", &path), ("draft_body", &body)];
    let page = stranger.post_and_follow("/sign-in", &sent).await;
    page.must_say("слово слово");
}

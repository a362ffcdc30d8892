//! A form that cannot be taken, whatever the reason, comes back with what was written in it.

use axum::http::{Method, StatusCode};
use handrail::records::drafts::Draft;
use handrail::server::router::table;
use handrail::web::form::FIELDS_MOST;
use sqlx::{Connection as _, SqliteConnection};

use crate::support::sample::{self, Things};
use crate::support::{Actor, Page, TestApp};

const WORDS: &str = "nowhere else, \"these\" & <those>\n\nand a second part";

/// The form on a page that is sent to `path`.
fn form_of<'a>(page: &'a Page, path: &str) -> &'a str {
    let action = format!("action=\"{path}?draft=");
    page.body.split("<form").find(|form| form.contains(&action)).unwrap_or_default()
}

/// The names of the fields in it that somebody writes in.
fn written_fields(page: &Page, path: &str) -> Vec<String> {
    let tags = form_of(page, path)
        .split('<')
        .filter(|tag| tag.starts_with("textarea") || tag.starts_with("input") && tag.contains("\"text\""));
    let names = tags.filter_map(|tag| tag.split("name=\"").nth(1)?.split('"').next());
    names.map(ToOwned::to_owned).collect()
}

/// Every form of words that is on a page of hers, with its fields.
async fn forms(things: &Things, mira: &Actor) -> Vec<(String, Vec<String>)> {
    let mut forms = Vec::new();
    for route in table() {
        let Some(page) = route.form.and_then(|form| form.page) else { continue };
        let path = things.fill(&route.path);
        let fields = written_fields(&mira.get(&things.fill(page)).await, &path);
        forms.push((path, fields));
    }
    forms
}

#[tokio::test]
async fn every_field_that_people_write_in_counts_as_written_whatever_is_in_it() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let (registry, mut all) = (handrail::features::registry(), 0);
    for (path, fields) in forms(&things, &mira).await {
        for (name, words) in
            fields.iter().flat_map(|name| ["worthless", "Worthless", "やくたたず", "a b"].map(|words| (name, words)))
        {
            let body = serde_html_form::to_string([(name, words)]).unwrap();
            assert_eq!(Draft::of(&registry, &path, body.as_bytes()).unwrap().words(), [words], "{path}: {name}");
            all += 1;
        }
    }
    assert!(all > 100, "{all}");
}

/// Has everything refused that would be written.
async fn break_it(app: &TestApp) {
    let url = format!("sqlite:{}", app.data().join("handrail.db").display());
    let mut file = SqliteConnection::connect(&url).await.unwrap();
    for table in ["entries", "attempts", "reflections", "drafts", "suggestions", "links"] {
        for change in ["insert", "update"] {
            let name = format!("broken_{table}_{change}");
            let trigger =
                format!("create trigger {name} before {change} on {table} begin select raise(abort, 'no'); end");
            sqlx::query(sqlx::AssertSqlSafe(trigger)).execute(&mut file).await.unwrap();
        }
    }
}

#[tokio::test]
async fn no_form_of_words_is_refused_without_giving_them_back() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let forms = forms(&things, &mira).await;
    break_it(&app).await;
    let mut refused = 0;
    for (path, fields) in forms.iter().filter(|(_, fields)| !fields.is_empty()) {
        let sent: Vec<_> = fields.iter().map(|name| (name.as_str(), WORDS)).collect();
        for address in [path.clone(), format!("{path}?keep=later"), format!("{path}?draft={:032x}", 7)] {
            let page = mira.post(&address, &sent).await;
            assert!(!page.status.is_redirection() && !page.status.is_success(), "{address}: {}", page.status);
            refused += usize::from(page.status.is_server_error());
            let parts = page.body.matches("and a second part").count();
            assert!(parts >= fields.len(), "{address}: {} {parts} of {}", page.status, fields.len());
        }
    }
    assert!(refused > 20, "{refused}");
}

#[tokio::test]
async fn what_is_longer_than_a_form_or_belongs_to_what_is_gone_comes_back_and_can_be_sent_again() {
    let (_app, mira) = TestApp::with_member("mira").await;
    let long = "a long day ".repeat(27_000);
    let body = serde_html_form::to_string([("words", &long)]).unwrap();
    let page = send_whole(&mira, "/journal?draft=07", body).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.body.contains(long.trim_end()) && page.body.contains("action=\"/journal?draft=07\""));
    let gone = format!("/journal/{}", "ab".repeat(16));
    let page = mira.post(&gone, &[("words", WORDS), ("revision", "1")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.must_say("and a second part");
    mira.post("/sign-out", &[]).await;
    let body = serde_html_form::to_string([("words", &long)]).unwrap();
    let page = send_whole(&mira, "/journal", body).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!page.body.contains("a long day"), "no more is read from whoever is not signed in");
}

/// Several times as many tiny fields as any form has, with words in the first and in the last.
fn many_fields(number: usize) -> String {
    format!("words=the+first{}&note=The+last", "&a=A".repeat(number - 2))
}

#[tokio::test]
async fn a_form_with_more_fields_than_any_of_ours_is_not_kept_and_its_words_come_back_as_one() {
    let (app, mira) = TestApp::with_member("mira").await;
    let too_many = many_fields(FIELDS_MOST + 1);
    for address in ["/journal?draft=07", "/journal?draft=07&keep=later", "/journal?draft=07&keep=now", "/moments"] {
        let page = send_whole(&mira, address, too_many.clone()).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{address}");
        if !address.ends_with("now") {
            assert!(
                page.body.contains("the first\n\nA\n\nA") && page.body.contains("The last</textarea>"),
                "{address}"
            );
            assert_eq!(page.body.matches("<textarea").count(), 1, "{address}");
        }
    }
    let page = send_whole(&app.anonymous(), "/journal", too_many).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "nor is it carried through a sign-in");
    mira.get("/drafts").await.must_say("Nothing is waiting here.");
    let page = send_whole(&mira, "/journal", many_fields(FIELDS_MOST)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    // No more comes back than came.
    let megabyte = many_fields(250_000);
    let page = send_whole(&mira, "/journal", megabyte.clone()).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.body.contains("The last</textarea>") && page.body.len() < megabyte.len(), "{}", page.body.len());
}

#[tokio::test]
async fn no_form_on_any_page_has_half_as_many_fields_as_there_may_be() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let mut most = 0;
    for route in table().into_iter().filter(|route| route.method == Method::GET && route.path != "/exit") {
        let page = mira.get(&things.fill(&route.path)).await;
        for form in page.body.split("<form").skip(1).filter_map(|form| form.split("</form>").next()) {
            let fields = form.matches(" name=\"").count();
            assert!(fields < FIELDS_MOST / 2, "{}: {fields}", route.path);
            most = most.max(fields);
        }
    }
    assert!(most > 20, "{most}");
}

/// Posts a form as a browser does, which says first how long it is.
async fn send_whole(actor: &Actor, path: &str, body: String) -> Page {
    let length = body.len().to_string();
    let headers = [("sec-fetch-site", "same-origin"), ("content-length", length.as_str())];
    actor.send(Method::POST, path, Some(body), &headers).await
}

/// What is chosen first in each list of a form.
fn choices(form: &str) -> Vec<(String, String)> {
    let lists = form.split("<select").skip(1).filter_map(|list| list.split("</select>").next());
    let first = |list: &str| {
        let name = list.split("name=\"").nth(1)?.split('"').next()?;
        let mut values = list.split("value=\"").skip(1).filter_map(|value| value.split('"').next());
        Some((name.to_owned(), values.find(|value| !value.is_empty())?.to_owned()))
    };
    lists.filter_map(first).collect()
}

#[tokio::test]
async fn where_another_tab_was_quicker_every_word_of_both_is_there() {
    let (app, mira) = TestApp::with_member("mira").await;
    let things = Things::of(&app, &mira).await;
    let mut overtaken = 0;
    for route in table().into_iter().filter(|route| route.form.is_some_and(|form| form.page.is_some())) {
        let path = things.fill(&route.path);
        let page = mira.get(&things.fill(route.form.and_then(|form| form.page).unwrap())).await;
        let fields = written_fields(&page, &path);
        let form = form_of(&page, &path);
        let Some(revision) = form.split("name=\"revision\" value=\"").nth(1).and_then(|rest| rest.split('"').next())
        else {
            continue;
        };
        let sent = async |tab: &str| {
            let mut all = choices(form);
            all.extend(fields.iter().map(|name| (name.clone(), format!("the {tab} {name} words"))));
            all.push(("revision".to_owned(), revision.to_owned()));
            for (name, value) in sample::fields(&route.path) {
                if all.iter().all(|(there, _)| there != name) {
                    all.push(((*name).to_owned(), (*value).to_owned()));
                }
            }
            let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            mira.post(&path, &all).await
        };
        let first = sent("first").await;
        assert!(
            first.status.is_redirection() || first.status.is_success(),
            "{path}: {} {}",
            first.status,
            first.text()
        );
        let second = sent("second").await;
        if second.status != StatusCode::CONFLICT {
            continue;
        }
        overtaken += 1;
        for words in fields.iter().flat_map(|name| ["first", "second"].map(|tab| format!("the {tab} {name} words"))) {
            assert!(second.body.contains(&words), "{path}: “{words}” is not there: {}", second.text());
        }
    }
    assert!(overtaken >= 7, "{overtaken}");
}

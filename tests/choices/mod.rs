//! Whatever a page offers is taken: each button, each of several, each box and each line of a list is sent once, as a browser
//! without scripts sends it, and what is chosen stays chosen.

mod filling;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use handrail::server::router::table;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use self::filling::{Choice, choices, whole};
use crate::support::html::{SeenForm, forms};
use crate::support::sample::Things;
use crate::support::{Actor, Page, TestApp, recovery_code};

/// All rows of the program as they were, to which each choice comes anew.
struct Rows {
    file: SqliteConnection,
    tables: Vec<String>,
}

impl Rows {
    async fn kept(app: &TestApp) -> Self {
        let url = format!("sqlite:{}", app.data().join("handrail.db").display());
        let mut file = SqliteConnection::connect(&url).await.unwrap();
        let kept = app.folder.path().join(format!("{}.db", handrail::web::form::new_id())).display().to_string();
        sqlx::query("vacuum into ?").bind(&kept).execute(&mut file).await.unwrap();
        sqlx::query("attach ? as kept").bind(&kept).execute(&mut file).await.unwrap();
        // What is counted of the others follows them by itself.
        let tables = "select name from kept.sqlite_master where type = 'table' and name not like '%sqlx%'
             and name not like 'sqlite%' and name <> 'room_taken'";
        let tables = sqlx::query_scalar(tables).fetch_all(&mut file).await.unwrap();
        Self { file, tables }
    }

    async fn restore(&mut self) {
        let of_each = |what: &dyn Fn(&String) -> String| self.tables.iter().map(what).collect::<Vec<_>>().join(" ");
        let all = of_each(&|name| format!("delete from main.{name};"));
        let back = of_each(&|name| format!("insert into main.{name} select * from kept.{name};"));
        let whole = format!("begin immediate; pragma defer_foreign_keys = on; {all} {back} commit;");
        sqlx::raw_sql(AssertSqlSafe(whole)).execute(&mut self.file).await.unwrap();
    }
}

async fn send(browser: &Actor, form: &SeenForm, choice: &Choice) -> Page {
    if form.by_get {
        let query = serde_html_form::to_string(&choice.filled).unwrap();
        return browser.get(&format!("{}?{query}", choice.action.split('?').next().unwrap())).await;
    }
    let fields: Vec<_> = choice.filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&choice.action, &fields).await
}

/// Whether it was taken, and not only answered with what was left out; or what is wrong with it.
async fn taken(browser: &Actor, choice: &Choice, answer: Page) -> Result<bool, String> {
    let mut page = answer;
    for _ in 0..4 {
        if !page.status.is_redirection() {
            break;
        }
        page = browser.get(page.location().to_owned().as_str()).await;
    }
    let said = page.body.contains("-error\"") || page.body.contains("class=\"problem\"");
    let asked_for = choice.leaves_out && page.status == StatusCode::UNPROCESSABLE_ENTITY && said;
    let words = page.between("-error\">", "<").unwrap_or_default();
    if page.status == StatusCode::OK || asked_for {
        Ok(!asked_for)
    } else {
        Err(format!("{}: {}: {words}", page.status, page.title()))
    }
}

/// What is chosen in a form of a page as it is now, by the name of what it is chosen in.
fn chosen(page: &Page, action: &str) -> BTreeMap<String, String> {
    let plain = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
    let mut chosen = BTreeMap::new();
    for form in forms(&page.body).iter().filter(|form| plain(&form.action) == plain(action)) {
        for control in &form.controls {
            if control.kind == "radio" && control.on {
                chosen.insert(control.name.clone(), control.value.clone());
            } else if let Some((value, _)) = control.options.iter().find(|(_, on)| *on).or(control.options.first()) {
                chosen.insert(control.name.clone(), value.clone());
            }
        }
    }
    chosen
}

/// Sends every choice of every form of these pages, and tells what was refused or not kept as chosen.
async fn refused(app: &TestApp, browser: &Actor, pages: &[String], code: &str) -> (usize, Vec<String>) {
    let mut rows = Rows::kept(app).await;
    let (mut sent, mut refused, mut seen) = (0, Vec::new(), BTreeSet::new());
    for path in pages {
        rows.restore().await;
        // With what the page gives to its browser.
        let here = browser.another_tab();
        let page = here.get(path).await;
        for form in forms(&page.body).iter().filter(|form| !form.with_file && !form.action.is_empty()) {
            // The same form with the same choices, as in the frame of each page, is sent from one of them.
            let names: Vec<_> = form.controls.iter().map(|control| (&control.name, &control.value)).collect();
            let plain = form.action.split('?').next().unwrap();
            if !seen.insert(format!("{plain} {:?}", names.iter().filter(|(name, _)| *name != "id").collect::<Vec<_>>()))
            {
                continue;
            }
            let before = chosen(&page, &form.action);
            let mut base = whole(form, false, code);
            let all_ticked = whole(form, true, code);
            rows.restore().await;
            let tab = here.another_tab();
            let first = choices(form, &base).swap_remove(0);
            let answer = send(&tab, form, &first).await;
            if taken(&tab, &first, answer).await.is_err() {
                base = all_ticked;
            }
            let mut stays: BTreeMap<String, Vec<(String, bool)>> = BTreeMap::new();
            for choice in choices(form, &base) {
                rows.restore().await;
                let tab = here.another_tab();
                let answer = send(&tab, form, &choice).await;
                sent += 1;
                let was_taken = taken(&tab, &choice, answer).await;
                if let Err(problem) = &was_taken {
                    refused.push(format!("{path} -> {plain}: {}: {problem}", choice.told));
                }
                if let Some((name, value)) = &choice.of
                    && was_taken == Ok(true)
                    && !form.by_get
                    && before.get(name) != Some(value)
                {
                    let now = chosen(&tab.get(path).await, &form.action);
                    let stayed = now.get(name) == Some(value);
                    stays.entry(name.clone()).or_default().push((value.clone(), stayed));
                }
            }
            // Where a page shows some of what can be chosen, it shows all of it.
            for (name, values) in stays.iter().filter(|(_, values)| values.iter().any(|(_, stayed)| *stayed)) {
                for (value, _) in values.iter().filter(|(_, stayed)| !stayed) {
                    refused.push(format!("{path} -> {plain}: {name}={value} does not stay chosen"));
                }
            }
        }
    }
    (sent, refused)
}

fn pages(things: Option<&Things>) -> Vec<String> {
    let shown = table().into_iter().filter(|route| route.method == Method::GET);
    let shown = shown.filter(|route| things.is_some() || !route.path.contains('{'));
    // Leaving quickly ends the session.
    let shown = shown.filter(|route| route.path != "/exit" && !route.path.starts_with("/static"));
    shown.map(|route| things.map_or_else(|| route.path.to_string(), |things| things.fill(&route.path))).collect()
}

async fn code_of(mira: &Actor) -> String {
    recovery_code(&mira.get("/settings/recovery").await.text())
}

#[tokio::test]
async fn every_choice_is_taken_from_somebody_with_a_full_life() {
    let (app, mira) = TestApp::with_member("mira").await;
    let code = code_of(&mira).await;
    let things = Things::of(&app, &mira).await;
    let mut pages = pages(Some(&things));
    pages.extend(["/today?check-in=again".to_owned(), "/practice/late-reply?start=again".to_owned()]);
    let (sent, refused) = refused(&app, &mira, &pages, &code).await;
    assert_eq!(refused, Vec::<String>::new(), "of {sent}");
    assert!(sent > 500, "{sent} choices");
}

#[tokio::test]
async fn every_choice_is_taken_from_a_newcomer_and_a_visitor() {
    let (app, mira) = TestApp::with_member("mira").await;
    let code = code_of(&mira).await;
    let (_, refused_to_visitor) = refused(&app, &app.anonymous(), &pages(None), &code).await;
    let (sent, refused) = refused(&app, &mira, &pages(None), &code).await;
    assert_eq!([refused_to_visitor, refused].concat(), Vec::<String>::new(), "of {sent}");
}

//! What was prepared leads on: at once, and on one other day.

use handrail::model::profile::Profile;
use handrail::model::steps::Step;

use crate::support::{Actor, Page, TestApp, signed_in};

/// Somebody who prepared something and told of it: the step, and what they then see.
async fn prepared(actor: &Actor, app: &TestApp) -> (Step, Page) {
    let library = &app.app.library;
    let leads =
        |step: &&Step| step.sizes[0].leads_to.is_some() && library.left_out(step, &Profile::default()).is_none();
    let step = library.steps().find(leads).unwrap();
    let attempt = actor.begin(&step.slug, "smaller").await;
    actor.look_back(&attempt, &[("outcome", "did"), ("felt", "okay")]).await;
    (step.clone(), actor.get(&format!("/today?kept={attempt}")).await)
}

/// What is asked on another day than the one it was told on.
fn asked_again(step: &Step) -> String {
    format!("You did “{}”. {}", step.sizes[0].title, step.sizes[0].lead.as_deref().unwrap())
}

#[tokio::test]
async fn what_was_prepared_leads_on_at_once_and_to_its_own_size() {
    let (app, mira) = TestApp::with_member("mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    mira.post(&format!("/suggestions/{suggestion}/answer"), &[("answer", "different")]).await;
    let suggestion = mira.get("/today").await.id_of("/suggestions/{id}/answer").unwrap();
    let other = mira.try_it(&suggestion).await;
    mira.look_back(&other, &[("outcome", "did"), ("felt", "easy")]).await;
    let (step, page) = prepared(&mira, &app).await;
    let (question, next) = (step.sizes[0].lead.as_deref().unwrap(), step.sizes[0].leads_to.unwrap());
    page.must_say("Kept. That counts.");
    page.must_say(question);
    let (start, ends) = (page.body.find(question).unwrap(), "</form>");
    let form = page.body[start..].split(ends).next().unwrap();
    assert!(
        form.contains(&format!("value=\"{}\"", next.word())) && form.contains(&format!("/steps/{}/begin", step.slug))
    );
    mira.get("/today").await.must_not_say(question);
    mira.get(&format!("/today?kept={other}")).await.must_not_say(question);
}

#[tokio::test]
async fn what_was_prepared_is_asked_about_on_one_more_fair_day_by_its_name() {
    let (app, mira) = TestApp::with_member("mira").await;
    mira.check_in("some").await;
    let (step, _) = prepared(&mira, &app).await;
    let question = step.sizes[0].lead.as_deref().unwrap();
    app.days_later(1);
    let mira = signed_in(&app, "mira").await;
    mira.check_in("low").await;
    mira.get("/today").await.must_not_say(question);
    app.days_later(1);
    let mira = signed_in(&app, "mira").await;
    let suggestion = mira.check_in("some").await.unwrap();
    mira.get("/today").await.must_say(&asked_again(&step));
    mira.post(&format!("/suggestions/{suggestion}/answer"), &[("answer", "rest")]).await;
    mira.get("/today").await.must_not_say(question);
    let other = mira.begin("settle-first", "smaller").await;
    mira.look_back(&other, &[("outcome", "did"), ("felt", "easy")]).await;
    mira.get(&format!("/today?kept={other}")).await.must_not_say(question);
    app.days_later(1);
    let mira = signed_in(&app, "mira").await;
    mira.check_in("some").await;
    mira.get("/today").await.must_not_say(question);
}

#[tokio::test]
async fn what_was_prepared_is_not_asked_about_once_it_was_left_or_gone_on_with() {
    for leaves in [true, false] {
        let (app, mira) = TestApp::with_member("mira").await;
        mira.check_in("some").await;
        let (step, _) = prepared(&mira, &app).await;
        if leaves {
            mira.post("/suggestions/not-on", &[("step", &step.number.to_string())]).await;
            mira.post("/check-ins", &[("energy", "plenty")]).await;
        } else {
            mira.begin(&step.slug, step.sizes[0].leads_to.unwrap().word()).await;
        }
        app.days_later(1);
        let mira = signed_in(&app, "mira").await;
        mira.check_in("some").await;
        mira.get("/today").await.must_not_say(step.sizes[0].lead.as_deref().unwrap());
    }
}

#[tokio::test]
async fn what_was_too_much_leads_on_to_nothing() {
    let (app, mira) = TestApp::with_member("mira").await;
    let leads = |step: &&Step| step.sizes[0].leads_to.is_some() && step.flags.is_empty();
    let step = app.app.library.steps().find(leads).unwrap();
    mira.check_in("some").await;
    let attempt = mira.begin(&step.slug, "smaller").await;
    mira.look_back(&attempt, &[("outcome", "did"), ("felt", "too-much")]).await;
    let page = mira.get(&format!("/today?kept={attempt}")).await;
    page.must_not_say(step.sizes[0].lead.as_deref().unwrap());
}

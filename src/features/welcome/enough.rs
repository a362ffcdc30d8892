//! That is enough: the end of the first questions, wherever somebody is in them.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};

use super::{WelcomePath, page_frame, paths};
use crate::members::change_profile;
use crate::members::sessions::guard::Member;
use crate::model::welcome::WelcomeQuestion;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Form;
use crate::web::frame::PageFrame;
use crate::web::paths::saved;

#[derive(Template, WebTemplate)]
#[template(path = "welcome/thanks.html")]
struct ThanksPage {
    frame: PageFrame,
}

/// Asks nothing more, and says thank you. Somebody who sorted some cards by themselves is led back to their answers.
pub async fn say(State(app): State<App>, member: Member, Form(way): Form<WelcomePath>) -> PageResult {
    change_profile::change(&app, &member, |profile| {
        profile.goes_past(WelcomeQuestion::Cards);
        profile.asked |= way.goes_through();
    })
    .await?;
    let to = if way.goes_through() { paths::THANKS.to_owned() } else { saved(paths::WELCOME, "1") };
    Ok(Redirect::to(&to).into_response())
}

/// The end of the questions, with one button to the day.
pub async fn thanks(member: Member) -> PageResult {
    Ok(ThanksPage { frame: page_frame(&member) }.into_response())
}

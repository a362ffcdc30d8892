//! Another name to sign in with. Nothing else changes: what is kept belongs to an id, and every device stays signed in.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use secrecy::SecretString;
use serde::Deserialize;

use super::paths;
use crate::members::sessions::guard::Member;
use crate::members::{Name, NameFault, sessions, store, unlock};
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::{Form, invalid};
use crate::web::frame::{NavSection, PageFrame};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    name: String,
    password: SecretString,
}

#[derive(Template, WebTemplate)]
#[template(path = "account/rename.html")]
struct RenamePage {
    frame: PageFrame,
    /// The one they have.
    now: String,
    typed: String,
    /// Whether the password is asked for once more.
    asks: bool,
    wrong: bool,
    fault: Option<NameFault>,
}

pub async fn ask(member: Member) -> PageResult {
    Ok(page(&member, String::new()).into_response())
}

/// Changes the name. The one before is free at once, and is not kept anywhere. Names are tried as seldom as passwords, so that
/// nobody goes through a list to learn who is here.
pub async fn change(State(app): State<App>, member: Member, Form(fields): Form<Fields>) -> PageResult {
    app.limits.attempt_in(member.session())?;
    let again = |fault| RenamePage { fault, ..page(&member, fields.name.clone()) };
    if !unlock::is_them(&app, &member, fields.password).await? {
        return invalid(RenamePage { wrong: true, ..again(Name::parse(&fields.name).err()) });
    }
    let name = match Name::parse(&fields.name) {
        Ok(name) => name,
        Err(fault) => return invalid(again(Some(fault))),
    };
    let mut write = app.db.write().await?;
    sessions::must_go_on(&mut write, &member).await?;
    if !store::rename(&mut write, member.id(), &name).await? {
        return invalid(again(Some(NameFault::Taken)));
    }
    write.commit().await?;
    app.db.truncate_log().await;
    Ok(Redirect::to(paths::RENAMED).into_response())
}

fn page(member: &Member, typed: String) -> RenamePage {
    RenamePage {
        frame: PageFrame::of(member, NavSection::You),
        now: member.name().to_owned(),
        typed,
        asks: unlock::asks(member),
        wrong: false,
        fault: None,
    }
}

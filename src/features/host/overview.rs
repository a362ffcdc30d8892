//! Where things stand, for whoever runs the place.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::base::words::DateText;
use crate::members::instance::risk::{self, RiskPage};
use crate::members::roles::guard::Host;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "host/overview.html")]
struct HostPage {
    frame: PageFrame,
    risk: RiskPage,
    last_backup: Option<DateText>,
}

pub async fn show(State(app): State<App>, host: Host) -> PageResult {
    let member = host.member();
    let risk = risk::current(&mut *app.db.read().await?).await?;
    let last_backup = app.disk.last_backup().map(|at| member.calendar().moment(at, member.zone()));
    let page = HostPage { frame: PageFrame::of(member, NavSection::Hosting), risk, last_backup };
    Ok(page.into_response())
}

//! What helps, and what does not: for whoever accompanies somebody.

use askama::Template;
use askama_web::WebTemplate;

use crate::members::roles::guard::Supporter;
use crate::web::frame::{NavSection, PageFrame};

#[derive(Template, WebTemplate)]
#[template(path = "care/helping.html")]
pub struct HelpingPage {
    frame: PageFrame,
}

pub async fn show(supporter: Supporter) -> HelpingPage {
    HelpingPage { frame: PageFrame::of(supporter.member(), NavSection::You) }
}

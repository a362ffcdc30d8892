//! A summary before it goes anywhere: the very page that its reader gets, and what can be done with it.

use askama::Template;
use askama_web::WebTemplate;
use jiff::civil::Date;

use super::form::Fields;
use super::paths;
use crate::base::ids::Id;
use crate::base::words::DateFormat;
use crate::members::unlock;
use crate::model::shown::ShownSummary;
use crate::records::connections;
use crate::records::drafts::form::DraftForm;
use crate::records::form_context::FormContext;
use crate::records::grants::lasting;
use crate::web::error::PageResult;
use crate::web::frame::{NavSection, PageFrame};

/// Somebody it can be shown to.
struct SummaryReader {
    id: Id,
    name: String,
}

/// What was chosen as it was to be shown, and what is wrong with that.
pub struct ShowingFault {
    pub connection: String,
    /// The last day as it was typed.
    pub ends: String,
    /// The field, and the words for it.
    pub field: &'static str,
    pub words: &'static str,
}

#[derive(Template, WebTemplate)]
#[template(path = "summary/preview.html")]
pub struct SummaryPreviewPage<'a> {
    frame: PageFrame,
    fields: Fields,
    writing: DraftForm,
    summary: &'a ShownSummary,
    calendar: &'a DateFormat,
    readers: Vec<SummaryReader>,
    /// The days it can last to: usual, the first and the last.
    usual: Date,
    today: Date,
    last: Date,
    /// Whether the password is asked for once more.
    asks: bool,
    fault: Option<ShowingFault>,
}

impl SummaryPreviewPage<'_> {
    fn wrong(&self, field: &str) -> &'static str {
        self.fault.as_ref().filter(|fault| fault.field == field).map_or("", |fault| fault.words)
    }

    /// The last day, as it was typed or is usual.
    fn ends(&self) -> String {
        self.fault.as_ref().map_or_else(|| self.usual.to_string(), |fault| fault.ends.clone())
    }

    /// Whom it was to be shown to.
    fn chosen(&self) -> &str {
        self.fault.as_ref().map_or("", |fault| fault.connection.as_str())
    }

    /// A path of ours, with what it says of the draft.
    fn to(&self, path: &str) -> String {
        DraftForm { path: path.to_owned(), ..self.writing.clone() }.action(&self.frame)
    }
}

pub async fn page<'a>(
    cx: &'a FormContext,
    fields: Fields,
    summary: &'a ShownSummary,
    fault: Option<ShowingFault>,
) -> PageResult<SummaryPreviewPage<'a>> {
    let (member, today) = (&cx.member, cx.member.today());
    let all = connections::store::all_of_member(&mut *cx.app.db.read().await?, member.id()).await?;
    let reader =
        |one: &connections::Connection| SummaryReader { id: one.id, name: one.supporter_name(member.keyring()) };
    Ok(SummaryPreviewPage {
        frame: PageFrame::of(member, NavSection::You),
        fields,
        writing: cx.query.redisplay(paths::SUMMARY),
        summary,
        calendar: member.calendar(),
        readers: all.iter().filter(|one| !one.is_asleep()).map(reader).collect(),
        usual: lasting::usual(today),
        today,
        last: lasting::last_possible(today),
        asks: unlock::asks(member),
        fault,
    })
}

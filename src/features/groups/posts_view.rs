//! What was written in a group, as one of its people reads it: week by week, at their own pace.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sqlx::SqliteConnection;

use crate::base::clock::monday_of;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::words::DateText;
use crate::members::sessions::guard::Member;
use crate::model::group::{ReadingPace, RoundOutcome, RoundPost, Warmth, WeekSum};
use crate::records::groups::posts::GroupLetter;
use crate::records::groups::{OpenGroup, posts};
use crate::records::letters::LetterKind;
use crate::web::error::PageResult;

/// How much one page holds.
const A_PAGE: i64 = 40;

/// Something that was written.
pub struct PostView {
    pub id: Id,
    /// Who wrote it; none for oneself.
    pub by: Option<String>,
    /// Whether whoever wrote it looks after the group.
    pub looks_after: bool,
    /// Whether whoever wrote it has left.
    pub has_left: bool,
    pub day: DateText,
    pub post: RoundPost,
    /// One's own copy of it.
    pub own: Option<Id>,
    /// What one sent back.
    pub sent: Option<Warmth>,
    /// What others sent back to oneself.
    pub warm: Vec<(String, Warmth)>,
    /// Whether it is read at once, or only once it is opened.
    pub open: bool,
}

/// The posts of one week.
pub struct WeekView {
    /// Its Monday.
    pub from: DateText,
    pub is_this: bool,
    pub sum: Option<WeekSum>,
    pub posts: Vec<PostView>,
}

/// What is shown of a week, and how each answered, to be summed up.
type WeekPosts = (Vec<PostView>, Vec<(Id, Option<RoundOutcome>)>);

/// What was written before a moment, the latest first, and what of it is read at once.
#[derive(Default)]
pub struct FoundPosts {
    posts: Vec<GroupLetter>,
    to_read: ToRead,
}

/// Finds it, and remembers what somebody reads who reads one thing a day.
pub async fn found(
    write: &mut Write,
    member: &Member,
    group: &mut OpenGroup,
    before: Option<i64>,
) -> PageResult<FoundPosts> {
    if !group.is_in() || group.is_asleep() || group.notes.paused {
        return Ok(FoundPosts::default());
    }
    let part = (before.unwrap_or(i64::MAX), A_PAGE);
    let posts = posts::store::posts(write, member.id(), group.place(), LetterKind::Round, part).await?;
    let (to_read, is_news) = paced(member, group, &posts);
    if is_news {
        group.keep(write, member).await?;
    }
    Ok(FoundPosts { posts, to_read })
}

/// The same by weeks, and where the next page begins.
pub async fn weeks(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    FoundPosts { posts: found, to_read }: FoundPosts,
) -> PageResult<(Vec<WeekView>, Option<i64>)> {
    let is_full = found.len() >= usize::try_from(A_PAGE).unwrap_or(usize::MAX);
    let further = found.last().filter(|_| is_full).map(|last| last.letter.made_at.as_second());
    let mut weeks: BTreeMap<Date, WeekPosts> = BTreeMap::new();
    for one in &found {
        let Some(post) = group.read::<RoundPost>(member, one) else { continue };
        let (shown, said) = weeks.entry(monday_of(one.letter.day)).or_default();
        said.push((one.author, post.outcome));
        if group.notes.hidden.contains(&one.letter.id) || group.notes.muted.contains(&one.author) {
            continue;
        }
        let mut view = view(member, group, one, post, &to_read);
        if view.by.is_none() {
            view.warm = warm(read, member, group, one.letter.id).await?;
        } else {
            view.sent = sent(read, member, group, one.letter.id).await?;
        }
        shown.push(view);
    }
    let this = monday_of(member.today());
    let shown = weeks.into_iter().rev().map(|(from, (posts, said))| WeekView {
        from: member.day_text(from),
        is_this: from == this,
        // The latest come first there, and the last of each counts.
        sum: WeekSum::of(said.into_iter().rev()),
        posts,
    });
    Ok((shown.filter(|week| !week.posts.is_empty()).collect(), further))
}

fn view(member: &Member, group: &OpenGroup, found: &GroupLetter, post: RoundPost, open: &ToRead) -> PostView {
    let (letter, mine) = (&found.letter, found.author == group.me());
    let here = group.people().find(|one| one.id == found.author);
    PostView {
        id: letter.id,
        by: (!mine).then(|| group.facts().anybody(found.author).map(|one| one.called.clone()).unwrap_or_default()),
        looks_after: group.facts().is_facilitator(found.author),
        has_left: here.is_none(),
        day: member.day_text(letter.day),
        own: mine.then_some(letter.about).flatten(),
        sent: None,
        warm: Vec::new(),
        open: post.content_note.is_empty() && (mine || open.reads(letter.id)),
        post,
    }
}

/// What is read at once.
#[derive(Default)]
enum ToRead {
    #[default]
    Everything,
    Only(Option<Id>),
}

impl ToRead {
    fn reads(&self, letter: Id) -> bool {
        match self {
            Self::Everything => true,
            Self::Only(one) => *one == Some(letter),
        }
    }
}

/// By one's own pace; and whether that is to be remembered.
fn paced(member: &Member, group: &mut OpenGroup, found: &[GroupLetter]) -> (ToRead, bool) {
    match group.notes.pace {
        ReadingPace::All => (ToRead::Everything, false),
        ReadingPace::Titles => (ToRead::Only(None), false),
        ReadingPace::OneADay => {
            let today = member.today();
            let last = group.notes.read;
            if let Some((_, _, id)) = last.filter(|(day, _, _)| *day == today) {
                return (ToRead::Only(Some(id)), false);
            }
            let since = last.map_or(i64::MIN, |(_, at, _)| at);
            let me = group.me();
            let next = found
                .iter()
                .rev()
                .find(|one| one.author != me && one.letter.made_at.as_second() > since)
                .map(|one| (today, one.letter.made_at.as_second(), one.letter.id));
            let Some(next) = next else { return (ToRead::Only(None), false) };
            group.notes.read = Some(next);
            (ToRead::Only(Some(next.2)), true)
        }
    }
}

/// What one sent back to somebody.
async fn sent(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    letter: Id,
) -> PageResult<Option<Warmth>> {
    let sent = posts::store::written_about(read, member.id(), group.place(), (LetterKind::Warm, letter)).await?;
    Ok(sent.and_then(|one| group.read::<Warmth>(member, &one)))
}

/// What others sent back to something of one's own: who, and what.
pub async fn warm(
    read: &mut SqliteConnection,
    member: &Member,
    group: &OpenGroup,
    letter: Id,
) -> PageResult<Vec<(String, Warmth)>> {
    let all = posts::store::answers_to(read, member.id(), group.place(), (LetterKind::Warm, letter)).await?;
    let heard = all.iter().filter(|one| !group.notes.muted.contains(&one.author));
    let said = heard.filter_map(|one| {
        let by = group.people().find(|person| person.id == one.author)?;
        Some((by.called.clone(), group.read::<Warmth>(member, one)?))
    });
    Ok(said.collect())
}

//! A look at what somebody shows: written down before anything is opened, and the only way to another's words.

use jiff::Timestamp;

use super::away;
use crate::base::db::Write;
use crate::base::ids::Id;
use crate::base::vault::{MemberPair, PinnedKey};
use crate::members::roles::guard::Supporter;
use crate::members::sessions::guard::Member;
use crate::model::shown::Shown;
use crate::records::connections::{self, Connection, NumbersCompared, links, pair, store};
use crate::records::grants;
use crate::records::letters::{self, StoredLetter};
use crate::records::looks;
use crate::web::app::App;
use crate::web::error::{PageError, PageResult};

/// What stands in the log for the page of one person.
pub const PERSON: &str = "person";

/// What somebody looks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LookAim {
    /// To read what is shown: what is new is seen by then.
    Reading,
    Aside,
}

/// One look that was written down. It comes only from [`Look::at`].
///
/// ```compile_fail,E0451
/// # use handrail::features::care::looking::Look;
/// # use handrail::records::connections::Connection;
/// fn forged(connection: Connection) -> Look {
///     Look { connection, before: None, last: None, letters: Vec::new(), on_their_own: Vec::new(), keys: None }
/// }
/// ```
pub struct Look {
    connection: Connection,
    /// Up to when they have seen what is shown.
    before: Option<Timestamp>,
    /// When they looked the last time, for whatever reason.
    last: Option<Timestamp>,
    letters: Vec<StoredLetter>,
    /// Which consents are for the ladder, and for words to bring.
    on_their_own: Vec<Id>,
    /// None while the connection sleeps, or the member was not recognised.
    keys: Option<(MemberPair, PinnedKey)>,
}

/// How much of what is shown one page holds.
pub const A_PAGE: usize = 60;

/// What one page holds, and where the next begins, where there is one.
pub struct ShownPortion {
    pub items: Vec<ShownItem>,
    pub further: Option<usize>,
}

/// One thing that somebody shows.
pub struct ShownItem {
    /// Nothing where it does not open.
    pub shown: Option<Shown>,
    /// Whether it came, or was changed, since the last look.
    pub new: bool,
}

impl Look {
    /// Looks at what a member shows this supporter. Who looks, when, and by which consents is kept before anything is opened; where
    /// that cannot be kept, nothing is.
    ///
    /// # Errors
    /// [`PageError::NotFound`] where no such connection of theirs is there, [`PageError::Busy`] where the look cannot be kept.
    pub async fn at(app: &App, supporter: &Supporter, id: Id) -> PageResult<Self> {
        Self::or_busy(Self::noted(app, supporter.member(), id, LookAim::Reading).await)
    }

    /// The same for something else than reading what is there: what is new stays new.
    ///
    /// # Errors
    /// Those of [`Look::at`].
    pub async fn aside(app: &App, supporter: &Supporter, id: Id) -> PageResult<Self> {
        Self::or_busy(Self::noted(app, supporter.member(), id, LookAim::Aside).await)
    }

    fn or_busy(look: PageResult<Self>) -> PageResult<Self> {
        match look {
            Err(problem @ (PageError::Broken(_) | PageError::Full)) => {
                tracing::error!("a look could not be noted, so nothing was shown: {problem:?}");
                Err(PageError::Busy)
            }
            look => look,
        }
    }

    async fn noted(app: &App, member: &Member, id: Id, aim: LookAim) -> PageResult<Self> {
        let mut write = app.db.write().await?;
        let connection = known(app, &mut write, member, id).await?;
        let keys = pair::kept(&mut write, member).await?.zip(connection.member_key(member.keyring()));
        let letters = if keys.is_some() {
            letters::store::shown_to(&mut write, member.id(), id, app.now()).await?
        } else {
            Vec::new()
        };
        let on_their_own = grants::store::on_their_own(&mut write, member.id(), id, app.now()).await?;
        let mut grants: Vec<Id> = letters.iter().filter_map(|letter| letter.grant).collect();
        grants.sort_unstable();
        grants.dedup();
        let last = looks::last(&mut write, connection.member, member.id()).await?;
        if !letters.is_empty() {
            looks::note(app, &mut write, connection.member, member.id(), PERSON, &grants).await?;
        }
        let seen_at = connection.supporter_notes(member.keyring()).seen_at;
        if aim == LookAim::Reading {
            let now = app.now().as_millisecond();
            connections::change_supporter_notes(&mut write, member, id, |notes| notes.seen_at = now).await?;
        }
        write.commit().await?;
        let before = Some(seen_at).filter(|at| *at > 0).and_then(|at| Timestamp::from_millisecond(at).ok());
        Ok(Self { connection, before, last, letters, on_their_own, keys })
    }

    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Who has compared the numbers.
    pub fn compared(&self, supporter: &Member) -> NumbersCompared {
        let own = self.keys.as_ref().map(|(pair, _)| pair.public());
        own.map_or(NumbersCompared::No, |own| self.connection.compared(supporter, &own))
    }

    /// When they looked the last time, as the other finds it in their list, if they have.
    pub const fn last(&self) -> Option<Timestamp> {
        self.last
    }

    /// Up to when they have seen what is shown, if they have looked.
    pub const fn before(&self) -> Option<Timestamp> {
        self.before
    }

    /// What one page holds of what is shown, opened, the latest day first: from the `from`th on, where the ladder and words to
    /// bring are not counted and stand on the first page.
    pub fn portion(&self, supporter: &Supporter, from: usize) -> ShownPortion {
        let stands_alone =
            |letter: &&StoredLetter| letter.grant.is_some_and(|grant| self.on_their_own.contains(&grant));
        let (first, others): (Vec<_>, Vec<_>) = self.letters.iter().partition(stands_alone);
        let first = first.into_iter().filter(|_| from == 0);
        let to = from.saturating_add(A_PAGE);
        let here = others.get(from..to.min(others.len())).unwrap_or_default();
        let items = first.chain(here.iter().copied()).map(|letter| self.item(supporter, letter));
        ShownPortion { items: items.collect(), further: (to < others.len()).then_some(to) }
    }

    /// The ladder and words to bring, opened.
    pub fn on_their_own(&self, supporter: &Supporter) -> Vec<ShownItem> {
        let letters = self.letters.iter();
        let letters = letters.filter(|letter| letter.grant.is_some_and(|grant| self.on_their_own.contains(&grant)));
        letters.map(|letter| self.item(supporter, letter)).collect()
    }

    fn item(&self, supporter: &Supporter, letter: &StoredLetter) -> ShownItem {
        let opened =
            self.keys.as_ref().and_then(|(pair, from)| letter.open_received(supporter.member(), pair, from).ok());
        ShownItem { shown: opened, new: self.before.is_none_or(|before| letter.made_at >= before) }
    }
}

/// A connection of theirs; one that was just made is recognised.
pub async fn known(app: &App, write: &mut Write, member: &Member, id: Id) -> PageResult<Connection> {
    let connection = store::of_supporter(write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    if connection.has_pinned(member.id()) {
        return Ok(connection);
    }
    links::recognise(app, write, member, &connection).await?;
    let connection = store::of_supporter(write, member.id(), id).await?.ok_or(PageError::NotFound)?;
    away::say_to(write, member, &connection).await?;
    Ok(connection)
}

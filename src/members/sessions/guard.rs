//! Turns a cookie into a person who can open their own things. The types here come only from that check.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{end_current, goes_on, store, touch};
use crate::base::clock::local_day;
use crate::base::db::only_while;
use crate::base::ids::MemberId;
use crate::base::vault::{Keyring, PublicKey, SessionId};
use crate::base::words::{DateFormat, DateText};
use crate::members::{JUST_ME, Roles, public_key, resets};
use crate::model::profile::Profile;
use crate::web::app::App;
use crate::web::cookie;
use crate::web::error::{PageError, PageResult};

/// How stale the note of a session's last use may get, in seconds, before a page writes it anew.
const TOUCH_AFTER: i64 = 60;

/// How long, in seconds, coming in counts as just now: long enough to write a recovery code down.
const JUST_NOW: i64 = 15 * 60;
/// For how many days nothing is said of a recovery code where there is no password that could be forgotten.
const CODE_CAN_WAIT: i32 = 7;

/// Someone who is signed in, with the keys to their own things and to nobody else's.
///
/// ```compile_fail,E0451
/// # use handrail::members::sessions::guard::Member;
/// fn forged(like: Member) -> Member { Member { name: "somebody else".into(), ..like } }
/// ```
#[derive(Clone, Debug)]
pub struct Member {
    id: MemberId,
    name: String,
    roles: Roles,
    has_second_factor: bool,
    zone: TimeZone,
    session: SessionId,
    /// What pages made for it say of it.
    page: String,
    has_password: bool,
    /// Whether it is time to write down the recovery code.
    code_is_due: bool,
    keyring: Arc<Keyring>,
    profile: Profile,
    calendar: Arc<DateFormat>,
    /// When they asked for the page,
    asked_at: Timestamp,
    /// and the day it was for them.
    today: Date,
    /// Days since they joined.
    days_here: i32,
    /// Seconds since the session was last noted to be in use; negative where the clock went back.
    idle: i64,
    /// Seconds since it began.
    age: i64,
    stays: bool,
    has_late_forms: bool,
    /// Whether the public key in the file is the one they were given.
    keeps_public_key: bool,
}

/// Anyone who asks for a page, signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor(Option<Member>);

/// What a request's cookie says.
#[derive(Debug)]
pub enum AuthState {
    Member(Box<Member>),
    /// A session that has ended. It still tells whose it was, and to which key a late form can be sealed.
    Expired(MemberId, PublicKey),
    Nobody,
}

impl Member {
    pub const fn id(&self) -> MemberId {
        self.id
    }

    /// The sign-in name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What to call them, if they chose a name.
    pub fn display_name(&self) -> Option<&str> {
        Some(self.name.as_str()).filter(|name| *name != JUST_ME)
    }

    pub const fn roles(&self) -> Roles {
        self.roles
    }

    /// Whether a second factor is asked for when they sign in.
    pub const fn has_second_factor(&self) -> bool {
        self.has_second_factor
    }

    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What a page made for their session says of it, so that its forms find whose they are.
    pub fn page_token(&self) -> &str {
        &self.page
    }

    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    pub const fn session(&self) -> SessionId {
        self.session
    }

    pub const fn has_password(&self) -> bool {
        self.has_password
    }

    /// Whether their recovery code waits to be typed back, and it is time to say so: from the start with a password, from
    /// the second week without one.
    pub const fn has_unconfirmed_code(&self) -> bool {
        self.code_is_due
    }

    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Whether today is to have fewer things and bigger words: as they set, or because they said that energy is low.
    pub fn is_low(&self) -> bool {
        self.profile.appearance.low_energy || self.profile.low_day == Some(self.today)
    }

    pub fn calendar(&self) -> &DateFormat {
        &self.calendar
    }

    /// How a day of theirs is said to them.
    pub fn day_text(&self, day: Date) -> DateText {
        self.calendar.day_from(day, self.today)
    }

    /// The day it was for them when they asked for the page.
    pub const fn today(&self) -> Date {
        self.today
    }

    pub const fn asked_at(&self) -> Timestamp {
        self.asked_at
    }

    /// Whether they asked to stay signed in on this device.
    pub const fn is_remembered(&self) -> bool {
        self.stays
    }

    /// Whether forms wait that came after a session of theirs had ended.
    pub const fn has_late_forms(&self) -> bool {
        self.has_late_forms
    }

    /// Whether they came in just now, by a password or code that was asked for, so that it need not be asked again.
    pub const fn recently_authenticated(&self) -> bool {
        self.age >= 0 && self.age < JUST_NOW
    }

    /// Whether their account is not a week old.
    pub fn is_in_first_week(&self) -> bool {
        (0..7).contains(&self.days_here)
    }

    /// The day another moment belongs to for them. Which day it is, is [`Member::today`].
    pub fn day_of(&self, moment: Timestamp) -> Date {
        local_day(moment, &self.zone, self.profile.day_turns_at)
    }
}

impl Visitor {
    pub const fn member(&self) -> Option<&Member> {
        self.0.as_ref()
    }
}

/// Looks up who a request's cookie speaks for, and notes that the session is in use, or ends it where somebody has left
/// without a connection.
pub async fn authenticate(app: &App, jar: &CookieJar) -> PageResult<AuthState> {
    if cookie::has_left(&app.url, jar) {
        let mut write = app.db.write().await?;
        end_current(app, &mut write, jar).await?;
        write.commit().await?;
    }
    let presented = authenticate_read_only(app, jar).await?;
    if let AuthState::Member(member) = &presented
        && !(0..TOUCH_AFTER).contains(&member.idle)
    {
        touch(app, member.session, app.now()).await;
    }
    if let AuthState::Member(member) = &presented
        && !member.keeps_public_key
    {
        only_while(goes_on(member.id, member.session), public_key::put_right(app, member)).await;
    }
    Ok(presented)
}

/// Looks up who a request's cookie speaks for, and writes nothing.
async fn authenticate_read_only(app: &App, jar: &CookieJar) -> PageResult<AuthState> {
    let Some(token) = cookie::token(&app.url, jar) else { return Ok(AuthState::Nobody) };
    let Some(row) = store::session(&mut *app.db.read().await?, token.id()).await? else {
        return Ok(AuthState::Nobody);
    };
    if row.half {
        return Ok(AuthState::Nobody);
    }
    let now = app.now();
    let idle = now.as_second().saturating_sub(row.seen_at);
    let live = idle < row.idle_seconds && now.as_second() < row.ends_at;
    let key = row.key.as_deref().filter(|_| live);
    let Some(Ok(key)) = key.map(|key| token.unwrap(app.instance.id(), row.owner.owner(), key)) else {
        // Begun anew since, perhaps by somebody else: what is still sent goes along with the sign-in page, and to nobody.
        return Ok(if row.reset_since { AuthState::Nobody } else { AuthState::Expired(row.owner, row.public_key()?) });
    };
    let mut keyring = key.keyring(app.instance.id(), row.owner.owner());
    if row.has_older_keys {
        resets::add_older_keys(&mut *app.db.read().await?, row.owner, &mut keyring).await?;
    }
    let keeps_public_key = row.public_key_is_theirs(&keyring);
    let profile = match row.profile {
        Some((revision, sealed)) => Profile::opened(&keyring, row.owner, revision, &sealed),
        // Everybody has one from the start: somebody has taken it out of the file.
        None => Profile::unreadable(),
    };
    let zone = TimeZone::get(&row.zone).unwrap_or(TimeZone::UTC);
    let today = local_day(now, &zone, profile.day_turns_at);
    // A day that cannot be read keeps nobody from their code.
    let days = row.joined_on.parse::<Date>().map_or(CODE_CAN_WAIT, |joined| (today - joined).get_days());
    Ok(AuthState::Member(Box::new(Member {
        id: row.owner,
        name: row.name,
        roles: row.roles,
        has_second_factor: row.has_second_factor,
        calendar: app.calendars.of(&profile.appearance.dates),
        asked_at: now,
        today,
        days_here: days,
        zone,
        session: token.id(),
        page: app.instance.page_of(token.id()),
        has_password: row.has_password,
        code_is_due: row.unconfirmed && (row.has_password || days >= CODE_CAN_WAIT),
        keyring: Arc::new(keyring),
        profile,
        idle,
        age: now.as_second().saturating_sub(row.started_at),
        stays: row.idle_seconds == crate::members::sessions::STAY.as_secs(),
        has_late_forms: row.has_late_forms,
        keeps_public_key,
    })))
}

/// Members' pages: the check ran before the handler and left its result; without one there is nobody.
impl FromRequestParts<App> for Member {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, PageError> {
        parts.extensions.remove::<Self>().ok_or(PageError::Refused)
    }
}

impl OptionalFromRequestParts<App> for Member {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        // A page for everybody, help above all, is shown even if the database is in trouble.
        Ok(match authenticate_read_only(app, &jar).await {
            Ok(AuthState::Member(member)) if !cookie::has_left(&app.url, &jar) => Some(*member),
            _ => None,
        })
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let member = <Member as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
        Ok(Self(member))
    }
}

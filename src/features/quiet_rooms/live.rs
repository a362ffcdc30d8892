//! What goes on in a room, told to a page that is open, in a short stream. Its browser comes again and again, and only that
//! keeps the seat: behind a proxy a connection looks well long after the phone is gone.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::doors::{self, RoomName, seat_of};
use super::presence::seats::SeatHolder;
use super::presence::{NotWatching, RoomRegistry, RoomWatch};
use super::said::RoomNow;
use super::{QuietRoom, presence};
use crate::base::ids::Id;
use crate::members::sessions::guard::Member;
use crate::web::address::ClientAddress;
use crate::web::app::App;
use crate::web::error::PageResult;
use crate::web::form::Path;

/// How long one stream lasts, and how soon its browser comes back.
const LASTS: Duration = Duration::from_secs(20);
const BACK_IN: Duration = Duration::from_millis(1_500);
/// A sign of life that a script hears, which it does not hear of a comment.
const BEAT: Duration = Duration::from_secs(10);
/// Who comes and goes at once is told at once.
const SOFTLY: Duration = Duration::from_millis(250);
/// How often those are looked for who are gone without a word.
const SWEEP: Duration = Duration::from_secs(1);

/// Asks a proxy to hand on each word as it comes.
const UNHELD: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

pub async fn show(
    State(app): State<App>,
    member: Member,
    from: ClientAddress,
    Path(name): Path<RoomName>,
) -> PageResult {
    let door = doors::find(&mut *app.db.read().await?, &member, name).await?;
    told(&app, door.id, door.room, seat_of(&member), from)
}

/// The stream for whoever sits there; nothing for whoever does not, so that a browser stops asking.
pub fn told(app: &App, id: Id, room: QuietRoom, holder: SeatHolder, from: ClientAddress) -> PageResult<Response> {
    let (registry, now) = (app.content::<RoomRegistry>()?, app.now());
    if !room.is_open(now) {
        registry.leave(id, holder, false, now);
    }
    match registry.watch(id, holder, Some(from.0), now) {
        Ok(watch) => {
            let told = Sse::new(stream_of(ToldWindow::new(app.clone(), room, holder, watch)));
            Ok(([UNHELD], told).into_response())
        }
        Err(NotWatching::NoSeat) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(NotWatching::TooMany) => Ok(StatusCode::TOO_MANY_REQUESTS.into_response()),
    }
}

/// One page that is open.
struct ToldWindow {
    app: App,
    room: QuietRoom,
    holder: SeatHolder,
    watch: RoomWatch,
    beats: Interval,
    ends: Instant,
    state: WindowState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum WindowState {
    New,
    Told,
    /// Their seat is gone; they have been told.
    Out,
}

impl ToldWindow {
    fn new(app: App, room: QuietRoom, holder: SeatHolder, watch: RoomWatch) -> Self {
        let begun = Instant::now();
        let mut beats = interval_at(begun + BEAT, BEAT);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { app, room, holder, watch, beats, ends: begun + LASTS, state: WindowState::New }
    }

    /// What is to be told next; none once it is over.
    async fn next(&mut self) -> Option<Event> {
        match self.state {
            WindowState::Out => return None,
            WindowState::New => {
                self.state = WindowState::Told;
                return Some(self.event("room").retry(BACK_IN));
            }
            WindowState::Told => {}
        }
        let kind = tokio::select! {
            biased;
            () = self.watch.over.cancelled() => return None,
            () = sleep_until(self.ends) => return None,
            changed = self.watch.told.changed() => {
                changed.ok()?;
                sleep(SOFTLY).await;
                "room"
            }
            _ = self.beats.tick() => "beat",
        };
        if !self.watch.told.borrow_and_update().holds(self.holder) {
            self.state = WindowState::Out;
            return Some(Event::default().event("over").data("over"));
        }
        Some(self.event(kind))
    }

    fn event(&mut self, kind: &str) -> Event {
        let snapshot = self.watch.told.borrow_and_update().clone();
        let now = RoomNow::of(&self.room, &snapshot, true, self.app.now());
        Event::default().event(kind).data(now.told())
    }
}

fn stream_of(window: ToldWindow) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(window, |mut window| async move {
        let event = window.next().await?;
        Some((Ok(event), window))
    })
}

/// Looks for those who are gone without a word, and ends all streams once the program is to stop.
pub async fn keep(app: App, stop: CancellationToken) {
    let Ok(registry) = app.content::<presence::RoomRegistry>() else { return };
    let mut ticks = tokio::time::interval(SWEEP);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        registry.sweep(app.now());
    }
    registry.close();
}

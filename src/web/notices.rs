//! What keeps people out, or takes them for somebody else, and is for the host to mend. It is said in the log once, and in a
//! file that `handrail doctor` reads for as long as it goes on. Nothing in it is of what people write.

mod notice;
mod told_file;

use std::collections::{BTreeMap, HashMap};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::mem::{Discriminant, discriminant};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

pub use notice::{Notice, OFTEN};
pub use told_file::ToldFile;

use crate::base::clock::to_the_minute;
use crate::base::config::PublicUrl;

/// How many of one sort are logged when they first come, and as many when they come often: strangers choose what comes, and
/// must not fill the log.
const LOGGED_MOST: usize = 5;
/// After those, how long it takes until another that comes often is logged.
const LOGGED_AGAIN: SignedDuration = SignedDuration::from_mins(10);
/// How many of one sort are counted.
const COUNTED_MOST: usize = 32;
/// How many of one sort the doctor is told of: those that come most often, and the latest.
const SHOWN_MOST: usize = 5;
/// How many requests that are as they should be show that it is mended.
const WELL: u64 = 3;
/// How long the file stays as it is, while nothing but the time changes in it.
const EACH: SignedDuration = SignedDuration::from_mins(1);
/// How often the file is written at the most.
const BREATH: Duration = Duration::from_millis(50);

/// In the data folder: what was said since the last start.
pub const NOTICES: &str = "notices";

#[derive(Default)]
pub struct Notices {
    /// Which file the doctor reads; none where nobody will.
    file: Option<PathBuf>,
    heard: Mutex<HeardSoFar>,
}

#[derive(Default)]
struct HeardSoFar {
    since: Timestamp,
    through_proxy: Option<Timestamp>,
    /// How many requests were as they should be.
    well: u64,
    counted: BTreeMap<Notice, NoticeCount>,
    logged: HashMap<Discriminant<Notice>, LoggedSort>,
    /// Whether there is something that the file does not say yet, and when it was written.
    waits: bool,
    written: Option<Instant>,
}

#[derive(Clone, Copy)]
struct NoticeCount {
    times: u64,
    last: Timestamp,
    /// How many had been as they should be when it last came.
    well_before: u64,
    is_logged: bool,
}

#[derive(Default)]
struct LoggedSort {
    first: usize,
    often: usize,
    last: Timestamp,
}

impl Notices {
    /// From now on; what was said at an earlier start is forgotten.
    pub fn begun(file: PathBuf, now: Timestamp) -> Self {
        let heard = HeardSoFar { since: now, ..HeardSoFar::default() };
        let notices = Self { file: Some(file), heard: Mutex::new(heard) };
        let text = ToldFile { since: now, ..ToldFile::default() }.text();
        notices.put(&mut notices.heard(), &text);
        notices
    }

    /// Something to be mended has come.
    pub fn tell(&self, notice: Notice, url: &PublicUrl, now: Timestamp) {
        let mut heard = self.heard();
        if let Some(words) = heard.count(notice, url, now) {
            tracing::warn!("{words}");
        }
        self.soon(&mut heard, url);
    }

    /// Somebody came through a trusted proxy.
    pub fn reached(&self, url: &PublicUrl, now: Timestamp) {
        let mut heard = self.heard();
        if heard.through_proxy.is_none_or(|last| now.duration_since(last) >= EACH) {
            heard.through_proxy = Some(now);
            self.soon(&mut heard, url);
        }
    }

    /// And that was as it should be.
    pub fn went_well(&self, url: &PublicUrl) {
        let mut heard = self.heard();
        heard.well += 1;
        if heard.counted.values().any(|one| heard.well - one.well_before <= WELL) {
            self.soon(&mut heard, url);
        }
    }

    /// Whether anything was as it should be so far.
    pub fn is_any_well(&self) -> bool {
        self.heard().well > 0
    }

    /// Writes what had to wait.
    pub fn write_waiting(&self, url: &PublicUrl) {
        let mut heard = self.heard();
        if heard.waits {
            let text = heard.told(url).text();
            self.put(&mut heard, &text);
        }
    }

    fn heard(&self) -> MutexGuard<'_, HeardSoFar> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn soon(&self, heard: &mut HeardSoFar, url: &PublicUrl) {
        heard.waits = true;
        if heard.written.is_none_or(|written| written.elapsed() >= BREATH) {
            let text = heard.told(url).text();
            self.put(heard, &text);
        }
    }

    fn put(&self, heard: &mut HeardSoFar, text: &str) {
        (heard.waits, heard.written) = (false, Some(Instant::now()));
        if let Some(file) = &self.file {
            let private = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file);
            // The log has it, too.
            let _ = private.and_then(|mut file| file.write_all(text.as_bytes()));
        }
    }
}

impl HeardSoFar {
    /// Counts it, and gives what is to be logged of it, if anything.
    fn count(&mut self, notice: Notice, url: &PublicUrl, now: Timestamp) -> Option<String> {
        let sort = discriminant(&notice);
        let well_before = self.well;
        let fresh = NoticeCount { times: 0, last: now, well_before, is_logged: false };
        let mut count = self.counted.get(&notice).copied().unwrap_or(fresh);
        count = NoticeCount { times: count.times + 1, last: now, well_before, ..count };
        let logged = self.logged.entry(sort).or_default();
        let is_new = count.times == 1 && logged.first < LOGGED_MOST;
        let is_often = count.times >= OFTEN
            && (!count.is_logged || count.times == OFTEN && notice.words(url, 1) != notice.words(url, OFTEN))
            && (logged.often < LOGGED_MOST || now.duration_since(logged.last) >= LOGGED_AGAIN);
        if is_new || is_often {
            (logged.first, logged.often) = (logged.first + usize::from(is_new), logged.often + usize::from(is_often));
            logged.last = now;
            count.is_logged = true;
        }
        let words = (is_new || is_often).then(|| notice.words(url, count.times));
        let latest = notice.clone();
        self.counted.insert(notice, count);
        self.forget_one_beside(&latest);
        words
    }

    /// Where more of a sort came than are counted: whichever came least often, and longest ago.
    fn forget_one_beside(&mut self, latest: &Notice) {
        let sort = discriminant(latest);
        let of_this_sort = || self.counted.iter().filter(|(notice, _)| discriminant(*notice) == sort);
        if of_this_sort().count() > COUNTED_MOST {
            let least = of_this_sort()
                .filter(|(notice, _)| *notice != latest)
                .min_by_key(|(_, count)| (count.times, count.last));
            if let Some(least) = least.map(|(notice, _)| notice.clone()) {
                self.counted.remove(&least);
            }
        }
    }

    /// What the doctor is told.
    fn told(&self, url: &PublicUrl) -> ToldFile {
        let mut by_sort: HashMap<Discriminant<Notice>, Vec<(&Notice, &NoticeCount)>> = HashMap::new();
        for (notice, count) in self.counted.iter().filter(|(notice, count)| !self.is_past(notice, **count)) {
            by_sort.entry(discriminant(notice)).or_default().push((notice, count));
        }
        let mut shown = Vec::new();
        for mut all in by_sort.into_values() {
            all.sort_by_key(|(_, count)| std::cmp::Reverse((count.times, count.last)));
            let rest = all.split_off(all.len().min(SHOWN_MOST - 1));
            shown.extend(all);
            shown.extend(rest.into_iter().max_by_key(|(_, count)| count.last));
        }
        shown.sort_by_key(|(notice, _)| *notice);
        shown.sort_by_key(|(_, count)| std::cmp::Reverse((count.times, count.last)));
        let notices = shown.into_iter().map(|(notice, count)| self.line(notice, *count, url)).collect();
        ToldFile { since: self.since, through_proxy: self.through_proxy, notices }
    }

    /// Few of it, and then requests as they should be: mended, or a stranger's.
    fn is_past(&self, notice: &Notice, count: NoticeCount) -> bool {
        notice.is_anybodys() && count.times < OFTEN && self.well - count.well_before >= WELL
    }

    fn line(&self, notice: &Notice, count: NoticeCount, url: &PublicUrl) -> String {
        let at = to_the_minute(count.last);
        let times = if count.times == 1 { "once, on".into() } else { format!("{} times, the last on", count.times) };
        let since =
            if self.well - count.well_before >= WELL { "; since then requests came as they should" } else { "" };
        format!("{} ({times} {at}{since})", notice.words(url, count.times))
    }
}

#[cfg(test)]
mod tests;

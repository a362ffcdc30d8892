//! What the process asks of the system for itself.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tracing_subscriber::filter::{EnvFilter, LevelFilter, Targets};

/// What is logged where nothing else is asked for.
const LOGGED: &str = "handrail=info";

/// What is logged, and why it is not what was asked for, if it is not. A word that is no level would silence everything, also what
/// is to be mended and the sign-ins that failed.
pub fn log_filter(asked: Option<&str>) -> (EnvFilter, Option<String>) {
    let tidy = asked.unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
    let asked = if tidy.is_empty() { LOGGED } else { tidy };
    let is_level = |one: &str| one.parse::<LevelFilter>().is_ok();
    let is_known = |one: &str| is_level(one) || one == "handrail" || one.contains("::") || one.contains(['=', '[']);
    match EnvFilter::try_new(asked) {
        Ok(filter) if asked.split(',').map(str::trim).all(is_known) => (filter, None),
        _ => {
            let words = format!(
                "HANDRAIL_LOG is {asked:?}, which says no level: error, warn, info, debug or trace, for all or for one part, such as \
                 {LOGGED}. That is what is logged now"
            );
            (EnvFilter::new(LOGGED), Some(words))
        }
    }
}

/// What is logged at the most, whatever is asked for: in detail, this library writes addresses, and some of ours are keys.
pub fn log_limits() -> Targets {
    Targets::new().with_default(LevelFilter::TRACE).with_target("tower_http", LevelFilter::INFO)
}

/// No core dump, and no other program of the same user looks into the memory: words and passwords pass through it.
pub fn keep_memory_to_itself() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    // Where a service manager forbids the call, it has most likely set the limit itself.
    let _ = setrlimit(Resource::Core, none);
    if !close_to_others() && getrlimit(Resource::Core).current != Some(0) {
        tracing::warn!("a crash could write what is in memory to the disk: turn core dumps off");
    }
}

#[cfg(target_os = "linux")]
fn close_to_others() -> bool {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok()
}

/// Elsewhere there is no such call.
#[cfg(not(target_os = "linux"))]
const fn close_to_others() -> bool {
    false
}

/// How many files may be open at once, connections among them: as many as the system lets it have.
pub fn open_files() -> usize {
    let most = getrlimit(Resource::Nofile).maximum;
    let _ = setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most });
    getrlimit(Resource::Nofile).current.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX)
}

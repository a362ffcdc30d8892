//! Parses the command line and runs one command.

use std::process::ExitCode;

use mimalloc::MiMalloc;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};
use zeroizing_alloc::ZeroAlloc;

use handrail::base::config::{Command, environment};
use handrail::server::{commands, process};

/// glibc's allocator keeps the memory that password hashing took for a moment; this one gives it back. What is given back
/// is wiped first: forms, cookies and pages pass through buffers of libraries that know of no secrets.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<MiMalloc> = ZeroAlloc(MiMalloc);

#[tokio::main]
async fn main() -> ExitCode {
    let (filter, wrong) = process::log_filter(std::env::var("HANDRAIL_LOG").ok().as_deref());
    let lines = fmt::layer().with_writer(std::io::stderr).with_filter(process::log_limits());
    tracing_subscriber::registry().with(filter).with(lines).init();
    // The message of a panic can quote what a person wrote; its place in the code cannot.
    std::panic::set_hook(Box::new(|panic| {
        tracing::error!("panicked at {:?}", panic.location().map(ToString::to_string));
    }));
    if let Some(wrong) = wrong {
        tracing::warn!("{wrong}");
    }
    process::keep_memory_to_itself();
    let cli = environment::parsed();
    let done = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(settings) => commands::serve::run(settings).await,
        Command::Demo(settings) => commands::demo::run(settings).await,
        Command::Reset(reset) => commands::reset::run(reset).await,
        Command::Invite(settings) => commands::invite::run(settings).await,
        Command::Health(settings) => commands::health::run(settings).await,
        Command::Backup(settings) => commands::backup::run(settings).await,
        Command::Restore(settings) => commands::restore::run(settings).await,
        Command::Doctor(settings) => commands::doctor::run(settings).await,
        Command::Routes => commands::routes::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("handrail: {error:#}");
            ExitCode::FAILURE
        }
    }
}

//! Puts the program together and starts it.

pub mod backup;
pub mod commands;
pub mod connections;
pub mod host_notices;
pub mod jobs;
pub mod member_guard;
pub mod process;
pub mod proxy_names;
pub mod room_guard;
pub mod router;
pub mod without_session;
mod words_back;

//! What everything stands on: time, ids, words, settings, the database and the vault. It knows nothing of people.

pub mod bounded;
pub mod clock;
pub mod config;
pub mod content;
pub mod db;
pub mod disk;
pub mod ids;
pub mod labelled;
pub mod look_alike;
pub mod qr;
pub mod readers;
pub mod sealed;
pub mod seen_time;
pub mod split_mix;
pub mod vault;
pub mod words;
pub mod zones;

//! Requests through the real router on a real database file, and the shape of the tree.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it expects")]

mod access;
mod accounts;
mod at_rest;
mod backup;
mod begun;
mod brought_in;
mod care;
mod care_kept;
mod choices;
mod company_here;
mod composer;
mod connecting;
mod connections;
mod contacts_file;
mod content;
mod credentials;
mod crowded;
mod day;
mod doctor;
mod door;
mod drafts;
mod evidence;
mod export;
mod flood;
mod follows;
mod for_good;
mod gates;
mod groups;
mod help;
mod host;
mod journal;
mod kept_safe;
mod ladder;
mod large;
mod leads;
mod left;
mod looking;
mod looks;
mod measures;
mod moments;
mod naming;
mod never_lost;
mod old_copies;
mod people;
mod picture;
mod plan;
mod planted;
mod practice;
mod process;
mod quiet_rooms;
mod reading;
mod reasons;
mod received;
mod reflections;
mod refused;
mod removed;
mod replies;
mod resets;
mod room;
mod scheduler;
mod search;
mod second_factor;
mod sent_again;
mod set_up;
mod shape;
mod sharing;
mod spotting;
mod started;
mod steps;
mod storage;
mod story;
mod summary;
mod support;
mod taken_away;
mod taps;
mod thoughts;
mod thrown_out;
mod turned_from;
mod vault;
mod welcome;
mod whose_room;
mod wrong_clock;
mod zones;

/// What a person can have of each feature, as its own tests say. The day comes last, with its open suggestion.
const SAMPLES: &[&[support::sample::Sample]] = &[
    accounts::SAMPLES,
    care::SAMPLES,
    composer::SAMPLES,
    connecting::SAMPLES,
    drafts::SAMPLES,
    for_good::SAMPLES,
    groups::SAMPLES,
    help::SAMPLES,
    host::SAMPLES,
    journal::SAMPLES,
    ladder::SAMPLES,
    left::SAMPLES,
    looks::SAMPLES,
    measures::SAMPLES,
    moments::SAMPLES,
    people::SAMPLES,
    picture::SAMPLES,
    plan::SAMPLES,
    practice::SAMPLES,
    quiet_rooms::SAMPLES,
    reading::SAMPLES,
    received::SAMPLES,
    reflections::SAMPLES,
    replies::SAMPLES,
    search::SAMPLES,
    sharing::SAMPLES,
    steps::SAMPLES,
    story::SAMPLES,
    summary::SAMPLES,
    thoughts::SAMPLES,
    welcome::SAMPLES,
    day::SAMPLES,
];

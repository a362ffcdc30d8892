//! Handrail: gentle connection goals, on one's own machine.
//!
//! A request comes in at the [`router`], a guard in [`sessions`] turns its cookie into a person who can open their own
//! things, a handler reads like a sentence, the domain decides without a clock or a database, one store writes, one
//! template answers.

pub mod accounts;
pub mod app;
pub mod clock;
pub mod commands;
pub mod composer;
pub mod config;
pub mod content;
pub mod db;
pub mod drafts;
pub mod entries;
pub mod export;
pub mod home;
pub mod ids;
pub mod instance;
pub mod jobs;
pub mod journal;
pub mod ladder;
pub mod measures;
pub mod moments;
pub mod notebook;
pub mod people;
pub mod picture;
pub mod plan;
pub mod practice;
pub mod reading;
pub mod reflections;
pub mod removed;
pub mod resets;
pub mod router;
pub mod sealed;
pub mod search;
pub mod sessions;
pub mod steps;
pub mod story;
pub mod suggestions;
pub mod support;
pub mod thoughts;
pub mod upkeep;
pub mod vault;
pub mod web;
pub mod welcome;
pub mod words;

//! Searching all that somebody wrote. Nothing is kept of it: what is searched for is sent in a form, never in an address,
//! and everything is opened anew for each search and let go with the answer.

pub mod fold;
pub mod matching;
pub mod pages;
pub mod through;

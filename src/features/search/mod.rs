//! Searching all that somebody wrote. Nothing is kept of it: what is searched for stands in an address only
//! [`sealed`], and everything is opened anew for each search and let go with the answer.

pub mod feature;
pub mod matching;
pub mod normalise;
pub mod pages;
pub mod paths;
pub mod query_token;
pub mod scan;

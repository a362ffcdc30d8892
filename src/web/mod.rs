//! What every page needs: its frame, its assets, its headers, its forms, and a kind way to fail.

pub mod address;
pub mod app;
pub mod assets;
pub mod at_once;
pub mod contents;
pub mod cookie;
pub mod door;
pub mod download;
pub mod error;
pub mod form;
pub mod frame;
pub mod headers;
pub mod heavy;
pub mod held_body;
pub mod limits;
pub mod origin;
pub mod password_queue;
pub mod paths;
pub mod request_budget;
mod requests_at_once;
pub mod rest_of_body;
pub mod route;
pub mod saves;
pub mod timeout;
mod tries;
pub mod upload;

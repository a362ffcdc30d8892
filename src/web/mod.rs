//! What every page needs: its frame, its assets, its headers, its forms, and a kind way to fail.

pub mod address;
pub mod assets;
pub mod error;
pub mod form;
pub mod gate;
pub mod headers;
pub mod limits;
pub mod origin;
pub mod patience;
pub mod shell;

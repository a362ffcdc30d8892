//! Practice: conversations to rehearse, and what steadies.

pub mod pages;
pub mod rehearsals;

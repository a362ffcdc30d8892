//! Practice: conversations to rehearse, and what steadies.

pub mod feature;
pub mod pages;
pub mod paths;
pub mod rehearsals;

//! What is kept, whichever feature keeps it: entries, drafts, the days’ suggestions and what came of them.

pub mod connections;
pub mod copies;
pub mod drafts;
pub mod entries;
pub mod form_context;
pub mod grants;
pub mod groups;
pub mod kind;
pub mod ladders;
pub mod late_forms;
pub mod letters;
pub mod links;
pub mod looks;
pub mod months;
pub mod personal_library;
pub mod portion;
pub mod received;
pub mod reflections;
pub mod removed;
pub mod suggestions;
pub mod table;

pub mod plan;
pub mod quota;
pub mod registry;

//! What features share and no database or browser is needed for: steps, the scheduler, and what people say.

pub mod answers;
pub mod appearance;
pub mod barriers;
pub mod given;
pub mod group;
pub mod help;
pub mod history;
pub mod ladder;
pub mod outward;
pub mod picture;
pub mod plan;
pub mod profile;
pub mod reflection;
pub mod scheduler;
pub mod shown;
pub mod spotting;
pub mod standing_times;
pub mod step_records;
pub mod steps;
pub mod suggestion;
pub mod surroundings;
pub mod welcome;

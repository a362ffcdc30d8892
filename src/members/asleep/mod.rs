//! Why what somebody shows to another sleeps: nobody sees anything by it until its owner says so again.

pub mod store;

use crate::base::words::form_words;

form_words! {
    /// Readable in the database.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum SleepCause {
        /// It came back with a backup, and may have been stopped since that was made.
        Backup = "backup",
        /// Whoever sees it was let in by other means than their own.
        SignIn = "sign-in",
        /// Whoever sees it was no supporter for a time, or is none any more.
        Role = "role",
    }
}

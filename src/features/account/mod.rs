//! Coming in and staying in: sign-up, sign-in, passwords, recovery, and leaving for good.

pub mod begin_anew;
pub mod delete_account;
pub mod entering;
pub mod feature;
pub mod password;
pub mod paths;
pub mod recovery;
pub mod rename;
pub mod second_factor;
pub mod second_step;
pub mod set_up;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;

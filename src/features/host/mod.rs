//! For whoever runs the place: who is here and what they may do, whom to let in, and what members are told for an emergency.
//! It shows names and roles, and nothing that anybody wrote.

pub mod feature;
pub mod invitations;
pub mod overview;
pub mod paths;
pub mod people;
pub mod risk;
mod store;

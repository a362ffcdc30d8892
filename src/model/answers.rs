//! The words in which a form gives the scheduler its answers.

use super::scheduler::{Barrier, Declined, Energy, Felt, Nourished};
use crate::base::words::form_words;

form_words!(Energy { Low = "low", Some = "some", Plenty = "plenty" });
form_words!(Felt { Easy = "easy", Okay = "okay", Stretch = "stretch", TooMuch = "too-much" });
form_words!(Nourished { No = "no", ALittle = "a-little", Yes = "yes" });
form_words!(Declined {
    TooBig = "too-big",
    NoEnergy = "no-energy",
    NoOccasion = "no-occasion",
    NotForMe = "not-for-me",
    ..
});
form_words!(Barrier {
    LowEnergy = "low_energy",
    Anxiety = "anxiety",
    MissingPractice = "practice",
    Protective = "protective",
    DifferentStyle = "style",
});

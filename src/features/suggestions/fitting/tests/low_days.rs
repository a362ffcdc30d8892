//! What a low day may bring: rest, or one tap or sign to somebody known.

use super::lately::felt;
use super::*;
use crate::model::steps::LifeNow;

/// One line for each of them. After a change, what the test prints is read through as whoever has a low day.
const HELD: &str = include_str!("low_days.txt");

/// Somebody with everybody around, every need and every sort of day, on a low one.
fn anybody() -> FittingCase {
    let mut told = FittingCase { energy: Some(Energy::Low), ..FittingCase::with(&Surroundings::CHOICES) };
    (told.profile.barriers, told.profile.said_what_could_hurt) = (Barrier::ALL.to_vec(), true);
    told.profile.surroundings.life = LifeNow::ALL.into();
    told
}

fn titles(cases: &[FittingCase]) -> BTreeSet<String> {
    let library = Library::load().unwrap();
    let all: BTreeSet<(u32, u8)> = cases.iter().flat_map(|told| told.on(TODAY)).collect();
    let sized = |(step, size)| library.step(step)?.size(Size::from_number(size)?);
    let at_will = all.into_iter().filter_map(sized).filter(|size| !size.occasion && !size.is(Mark::OnAsking));
    at_will.map(|size| size.title.clone()).collect()
}

#[test]
fn each_size_that_a_low_day_may_bring_was_read_through() {
    let mut lost = anybody();
    (lost.profile.recent_loss, lost.profile.loss_told_on) = (true, Some(days_before(TODAY, 90)));
    let online = FittingCase { energy: Some(Energy::Low), ..FittingCase::with(&[Around::Online]) };
    let all = titles(&[anybody(), lost, online, FittingCase::low()]);
    let held: BTreeSet<String> = HELD.lines().map(ToOwned::to_owned).collect();
    assert!(all == held, "{all:#?}");
}

#[test]
fn nothing_is_looked_up_drafted_planned_or_voted_on_a_low_day_or_within_two_days_after_too_much() {
    let library = Library::load().unwrap();
    let worn = |days| felt(&[("plain-hello", Size::More, days, Felt::TooMuch)]);
    for told in [FittingCase::low(), anybody(), worn(0), worn(1), worn(2)] {
        for (number, size) in told.on(TODAY) {
            let size = library.step(number).unwrap().size(Size::from_number(size).unwrap()).unwrap();
            let plans = size.leads_to.is_some() && !size.is(Mark::LowDay);
            assert!(!plans && !size.is(Mark::Pastime) && !size.is(Mark::FairDay), "{}", size.title);
        }
    }
    let draft = |told: &FittingCase| told.has("ten-minute-call", Size::Smaller);
    assert!(!draft(&worn(2)) && draft(&worn(3)));
}

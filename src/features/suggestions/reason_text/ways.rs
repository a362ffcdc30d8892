//! Which reason is true of a suggestion: the first that is. Pure.

use super::{FACT, Reasons};
use crate::model::scheduler::{Energy, Felt, Why};
use crate::model::step_records::Ground;
use crate::model::steps::{Around, Mark, OpenedBy, Size, SizedStep};
use crate::model::suggestion::{PriorAnswer, Suggestion};

/// Up to how many minutes something is as small as it gets.
const TINY_MINUTES: u16 = 2;

impl Reasons {
    /// The ways to say the first reason that is true of it, where a side and another size can be named or not.
    pub(super) fn ways(
        &self,
        suggested: &Suggestion,
        size: &SizedStep,
        energy: Option<Energy>,
        (has_side, has_other): (bool, bool),
        turn: u8,
    ) -> &[String] {
        let smallest = size.size == Size::Smaller;
        let tiny = smallest && size.minutes <= TINY_MINUTES;
        // A heart under a post has nobody in it that one could see.
        let with_somebody = !size.around.contains(&Around::Online);
        // Nothing is called larger on a low day.
        let low = energy == Some(Energy::Low);
        // Nor to whoever has just asked for less.
        let asks_less = suggested.after.is_some_and(PriorAnswer::asks_less);
        let ground = suggested.ground.filter(|ground| !((low || asks_less) && *ground == Ground::SmallerWentWell));
        let told_of_steps = ground.is_some_and(Ground::tells_of_steps);
        if ground == Some(Ground::WasTooMuch) {
            return &self.was_too_much;
        }
        if let Some(Ground::Opened(by)) = ground
            && !suggested.after.is_some_and(PriorAnswer::was_too_much)
        {
            return self.opened(by, size.is(Mark::Out));
        }
        match (suggested.why, suggested.after) {
            (_, Some(PriorAnswer::Did(Some(Felt::TooMuch)))) if suggested.softer => &self.softer,
            (_, Some(PriorAnswer::Did(Some(Felt::TooMuch)))) => &self.after_too_much,
            (Why::AfterTooMuch, _) if smallest => &self.still_soft,
            (Why::FirstDays, _) => &self.first_days,
            (Why::WelcomeBack, None) => &self.welcome_back,
            (Why::Outward, _) if tiny && with_somebody => &self.outward_tiny,
            (Why::Outward, _) if with_somebody => &self.outward,
            (Why::LowEnergy, _) if low && !told_of_steps && tiny && size.inner => &self.low_energy_alone,
            (Why::LowEnergy, _) if low && !told_of_steps && tiny => &self.low_energy_smallest,
            (Why::LowEnergy, _) if low && !told_of_steps => &self.low_energy,
            (why, _) => match ground {
                Some(Ground::SmallerWentWell) => &self.smaller_went_well,
                _ if !told_of_steps && !asks_less && why == Why::SmallStretch && has_side => &self.small_stretch,
                _ if !told_of_steps && suggested.on_ladder => &self.on_ladder,
                Some(Ground::DidGood) => &self.did_good,
                Some(Ground::WasOkay) => &self.was_okay,
                Some(Ground::WasEasy) => &self.was_easy,
                Some(Ground::LikeOne { .. }) if has_other => &self.like_one,
                Some(Ground::KindWasOkay) => &self.kind_was_okay,
                Some(Ground::KindWasEasy) => &self.kind_was_easy,
                Some(Ground::AnotherSize) => &self.another_size,
                Some(Ground::Around(one)) => self.around.get(one.word()).map_or(&[], Vec::as_slice),
                Some(Ground::Days) => &self.days,
                Some(Ground::New) if size.noticed_by.is_some() => &self.new,
                Some(Ground::New) => &self.new_inner,
                Some(Ground::NotTried) => &self.not_tried,
                Some(Ground::LikeOne { .. } | Ground::Opened(_) | Ground::WasTooMuch) | None => {
                    self.of_the_day(size, energy, turn)
                }
            },
        }
    }

    /// Of going only where there is somewhere to go.
    const fn opened(&self, by: OpenedBy, out: bool) -> &Vec<String> {
        match by {
            OpenedBy::Asked if out => &self.asked_out,
            OpenedBy::Asked => &self.asked,
            OpenedBy::Offered => &self.offered,
            OpenedBy::Found if out => &self.found_out,
            OpenedBy::Found => &self.found,
            OpenedBy::Noted => &self.noted,
            OpenedBy::Written => &self.written,
        }
    }

    /// Where nothing was told that speaks for it: what the size is, and only where that says nothing the day's energy or
    /// how long it takes.
    fn of_the_day(&self, size: &SizedStep, energy: Option<Energy>, turn: u8) -> &[String] {
        let truer = [
            (size.inner, &self.plain_alone),
            (size.noticed_by.is_some(), &self.plain_somebody),
            (size.is(Mark::Out) && !size.inner && size.noticed_by.is_none(), &self.plain_out),
            (!size.starters.is_empty(), &self.plain_words),
        ];
        let else_so = [
            (energy == Some(Energy::Plenty) && size.size > Size::Smaller, &self.plenty),
            (energy == Some(Energy::Some), &self.some),
            (size.minutes == 1, &self.plain_minute),
            (size.minutes > 1, &self.plain_minutes),
            (size.can_be_done_at_home(), &self.plain_home),
        ];
        let turn = usize::from(turn / FACT);
        one_of(&truer, turn).or_else(|| one_of(&else_so, turn)).unwrap_or_default()
    }
}

/// One of the facts that are so.
fn one_of<'a>(facts: &[(bool, &'a Vec<String>)], turn: usize) -> Option<&'a [String]> {
    let so: Vec<_> = facts.iter().filter(|(is_so, _)| *is_so).collect();
    so.get(turn % so.len().max(1)).map(|(_, ways)| ways.as_slice())
}

//! How a size comes to somebody one chooses: only then may one of them be named beside it. Pure.

use super::{Around, ContactKind, Mark, SizedStep, StarterUse, Step, StepKind};

/// By which way it comes to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    /// Words or a sign that are sent.
    Written,
    /// A call, or what arranges one.
    Called,
    /// Said aloud.
    Said,
    /// Sent, or said or shown when one meets.
    Either,
    /// Asked for, so that one meets: for company, a meal, a job side by side.
    Meeting,
    /// Asked for: that can be done in whatever way the two of them have.
    Asked,
}

/// From how much starting, or how much presence, on something is asked of somebody rather than sent to them.
const ASKING: f64 = 1.2;
const COMPANY: f64 = 0.9;

impl SizedStep {
    /// How it comes to somebody they choose; none where it goes to nobody in particular: it is put up for whoever comes
    /// by, is before people they do not know, or waits for an occasion, which says by itself who it is.
    pub fn approach(&self, kind: StepKind) -> Option<Approach> {
        let own = !self.inner && self.around.is_empty();
        let goes = self.reply || self.used == Some(StarterUse::Say) || own || self.is(Mark::AloudToo);
        let chosen = !self.inner && !self.occasion && !self.around.iter().any(|one| one.is_stranger());
        if !chosen || !goes || self.used == Some(StarterUse::Write) {
            return None;
        }
        let asks = self.demand.initiation >= ASKING || self.demand.presence >= COMPANY;
        Some(match kind {
            _ if self.by_call => Approach::Called,
            _ if self.is(Mark::AloudToo) => Approach::Either,
            _ if self.used == Some(StarterUse::Say) && !self.reply => Approach::Said,
            StepKind::Message | StepKind::Share => Approach::Written,
            _ if self.is_company() => Approach::Meeting,
            _ if asks || own => Approach::Asked,
            _ => Approach::Written,
        })
    }

    /// Whether somebody is there for it, and not only hears of it, and there is no other way.
    fn is_company(&self) -> bool {
        let there = self.demand.presence >= COMPANY && self.demand.presence >= self.demand.disclosure;
        there && !self.is(Mark::ApartToo)
    }

    /// Whether one is in one place with somebody for it, or it asks for that.
    pub fn means_meeting(&self, kind: StepKind) -> bool {
        let company = !self.inner && !self.by_call && self.is_company();
        let apart = matches!(self.approach(kind), Some(Approach::Written | Approach::Either | Approach::Said));
        company && !apart
    }

    /// Whether it can be done with people of this sort. A step of one's own says so by its company.
    pub fn is_with(&self, one: Around) -> bool {
        self.around.is_empty() || self.around.contains(&one)
    }
}

impl Step {
    /// Whether a size of it is somewhere, or beside an animal, that they may have told of.
    pub fn is_beside(&self, size: &SizedStep, sort: ContactKind) -> bool {
        let meant = self.meant(size);
        self.suits.contains(&sort) && meant.is(Mark::Out) && !meant.occasion
    }
}

//! The papers that elected a member, each at the part of its value that stayed with the member.

use super::heap::Helped;
use crate::count::{Parcel, Table, Value};
use crate::error::RankedError;
use crate::surplus::{SurplusDivisor, SurplusPapers};

/// What the quota takes of the papers that came last.
#[derive(Debug, Clone, Copy)]
struct Taken {
    /// All of these papers are weighted, or each gives the same.
    weighted: bool,
    only_transferable: bool,
    /// What goes on of each paper: so much of a vote, or this share of its value.
    goes: Value,
    /// What those without a further preference keep of their value.
    nontransferable_keep: Value,
}

impl Table<'_> {
    /// Writes down who helped, at the end of the stage at which the member was elected.
    pub(crate) fn remember_who_helped(&mut self, member: usize) -> Result<(), RankedError> {
        let helped = self.who_helped(member).ok_or_else(|| self.too_large())?;
        self.workspace.helped = helped;
        Ok(())
    }

    fn who_helped(&self, member: usize) -> Option<Helped> {
        let parcels = &self.workspace.piles.of[member];
        let last = parcels.iter().map(|parcel| parcel.arrival).max();
        let weighted = self.plan.surplus.papers == SurplusPapers::WeightedInclusive;
        let looked_at = |parcel: &Parcel| weighted || Some(parcel.arrival) == last;
        let taken = self.taken(member, looked_at)?;
        let mut papers: Vec<(Value, u32, u64)> = Vec::new();
        let mut fits = Some(());
        self.workspace.piles.held(self.papers, member, |parcel, paper, count| {
            let transferable = self.workspace.piles.goes_on(paper, self.papers, &self.workspace.standing);
            let kept = match looked_at(parcel) {
                true => taken.kept(parcel.value, transferable),
                false => Some(Value::fraction(parcel.value.above, parcel.value.below)),
            };
            match kept.map(|kept| self.in_decimals(kept)) {
                Some(Value { above: 0, .. }) => {}
                Some(kept) => papers.push((kept, paper, count)),
                None => fits = None,
            }
        });
        fits?;
        // Papers of one value in their order among all: which of two ways brought them there is forgotten.
        papers.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut helped =
            Helped { quota: self.amount(self.quota).units() as u128, stage: self.stage, ..Helped::default() };
        for (value, paper, count) in papers {
            helped.print =
                crate::count::mixed(&[helped.print, value.above, value.below, paper.into(), count.into()]);
            match helped.by_value.last_mut() {
                Some((same, alike)) if *same == value => alike.push((paper, count)),
                _ => helped.by_value.push((value, vec![(paper, count)])),
            }
        }
        Some(helped)
    }

    /// Values that a statute cuts are cut here too.
    fn in_decimals(&self, value: Value) -> Value {
        match value.of(1, self.scale) {
            Some(units) if !self.plan.has_fractions() => Value::fraction(units, self.scale),
            _ => value,
        }
    }

    /// What goes on of the papers that are looked at: with the votes from before them they are worth so much more than the quota.
    /// Votes from before are those of the stage before, whose fractions were cut; what the papers are worth is not cut (clause
    /// 13 (2) and (3), where they are N, NCP, TV and CP).
    fn taken(&self, member: usize, looked_at: impl Fn(&Parcel) -> bool) -> Option<Taken> {
        let rule = &self.plan.surplus;
        let weighted = rule.papers == SurplusPapers::WeightedInclusive;
        let only_transferable = rule.divisor == SurplusDivisor::TransferablePapers;
        let zero = Value::fraction(0, 1);
        let (mut worth, mut stays, mut papers, mut gained) = (zero, zero, 0_u128, 0);
        for parcel in self.workspace.piles.of[member].iter().filter(|parcel| looked_at(parcel)) {
            let found = self.workspace.piles.found(parcel, self.papers, &self.workspace.standing);
            worth = worth.plus(parcel.value.times(parcel.ballots().into(), 1)?)?;
            gained += parcel.value.of(parcel.ballots(), self.scale)?;
            if only_transferable {
                stays = stays.plus(parcel.value.times(found.exhausted.into(), 1)?)?;
                papers += u128::from(found.transferable);
            } else {
                papers += u128::from(parcel.ballots());
            }
        }
        let before = if weighted { 0 } else { self.workspace.votes[member].saturating_sub(gained) };
        let needed = Value::fraction(self.quota.saturating_sub(before), self.scale);
        let surplus = worth.minus(needed)?;
        let can_go = worth.minus(stays)?;
        let goes = match weighted {
            // Nothing goes on where nothing is left to go.
            _ if papers == 0 || can_go.above == 0 => zero,
            true => surplus.times(can_go.below, can_go.above)?,
            false => surplus.times(1, papers)?,
        };
        // Where even all that can go is less than the surplus, the others are worth what is needed.
        let nontransferable_keep = match surplus.cmp(&can_go) {
            std::cmp::Ordering::Greater if stays.above > 0 => needed.times(stays.below, stays.above)?,
            _ => Value::fraction(1, 1),
        };
        Some(Taken { weighted, only_transferable, goes, nontransferable_keep })
    }
}

impl Taken {
    fn kept(self, value: Value, transferable: bool) -> Option<Value> {
        if self.only_transferable && !transferable {
            return value.times(self.nontransferable_keep.above, self.nontransferable_keep.below);
        }
        let goes = if self.weighted { value.times(self.goes.above, self.goes.below)? } else { self.goes };
        value.minus(goes)
    }
}

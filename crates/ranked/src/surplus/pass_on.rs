//! A surplus on its way: what papers are worth then, and where the rest goes.

use std::cmp::Reverse;

use super::{SurplusCut, SurplusDivisor, SurplusLoss, SurplusPapers};
use crate::common_divisor::gcd;
use crate::count::{Sorted, Table, Value, Workspace};
use crate::election::ElectedBy;
use crate::error::RankedError;
use crate::record::Action;

/// By what papers share a surplus: its units by these.
#[derive(Debug, Clone, Copy)]
struct Fraction {
    surplus: u128,
    by: u128,
    /// The papers are worth no more than they were, though the surplus is larger.
    all_go: bool,
}

impl Table<'_> {
    /// Passes on what a candidate has above the quota.
    pub(crate) fn pass_on(&mut self, candidate: usize) -> Result<(), RankedError> {
        let surplus = self.surplus(candidate);
        if self.plan.by == ElectedBy::Surplus {
            self.elect(candidate);
        }
        self.workspace.due[candidate] = false;
        self.arrival += 1;
        self.take_up(candidate, self.plan.surplus.papers == SurplusPapers::LastParcel);
        let (surplus, fraction) = self.with_room(surplus, self.fraction(candidate, surplus)?)?;
        if self.record.is_some() {
            let shown = if fraction.all_go { None } else { self.shown(fraction) };
            let surplus = self.amount(surplus);
            self.action = Action::Surplus { of: candidate, surplus, fraction: shown };
        }
        let (mut received, mut exhausted) = (0, 0);
        let mut at_value = 0;
        while self.workspace.gone < self.workspace.parts.len() {
            let moved = self.pass_on_part(fraction)?;
            received += moved.received;
            exhausted += moved.exhausted;
            at_value += moved.transferable;
        }
        self.book_rest(candidate, surplus, received, exhausted, fraction.all_go.then_some(at_value));
        Ok(())
    }

    /// Where nothing is cut, as many units as the new values need: the same surplus and fraction in them.
    fn with_room(&mut self, surplus: u128, fraction: Fraction) -> Result<(u128, Fraction), RankedError> {
        if self.plan.surplus.cut != SurplusCut::Nothing {
            return Ok((surplus, fraction));
        }
        let too_exact = self.too_large();
        let mut scale = self.scale;
        for (_, parcel) in &self.workspace.parts {
            let Value { below, .. } =
                self.new_value(parcel.value, fraction).ok_or_else(|| too_exact.clone())?;
            scale = (below / gcd(scale, below)).checked_mul(scale).ok_or_else(|| too_exact.clone())?;
        }
        let by = scale / self.scale;
        self.refine(by)?;
        // What papers are divided by is votes where they are weighted, and papers otherwise.
        let divisor = match self.plan.surplus.papers {
            SurplusPapers::WeightedInclusive => fraction.by.checked_mul(by).ok_or(too_exact)?,
            _ => fraction.by,
        };
        // The refined total holds them.
        let surplus = surplus * by;
        Ok((surplus, Fraction { surplus, by: divisor, ..fraction }))
    }

    /// The fraction as it is printed: votes by votes, or by papers.
    fn shown(&self, Fraction { surplus, by, .. }: Fraction) -> Option<(u128, u128)> {
        let weighted = self.plan.surplus.papers == SurplusPapers::WeightedInclusive;
        let by = if weighted { by } else { by.checked_mul(self.scale)? };
        let Value { above, below } = Value::fraction(surplus, by);
        Some((above, below))
    }

    /// Takes up the papers that are looked at, the highest values first.
    pub(super) fn take_up(&mut self, candidate: usize, only_last: bool) {
        let Workspace { parts, gone, piles, .. } = &mut *self.workspace;
        parts.clear();
        *gone = 0;
        let last = piles.of[candidate].iter().map(|parcel| parcel.arrival).max();
        let looked_at = |parcel: u32| !only_last || Some(parcel) == last;
        let parcels = piles.of[candidate].drain(..).filter(|parcel| looked_at(parcel.arrival));
        parts.extend(parcels.map(|parcel| (candidate, parcel)));
        parts.sort_by_key(|(_, parcel)| Reverse(parcel.value));
    }

    fn fraction(&self, candidate: usize, surplus: u128) -> Result<Fraction, RankedError> {
        let rule = &self.plan.surplus;
        let Workspace { parts, piles, standing, votes, .. } = &*self.workspace;
        let weighted = rule.papers == SurplusPapers::WeightedInclusive;
        if rule.divisor == SurplusDivisor::AllPapers {
            let papers = || parts.iter().map(|(_, parcel)| u128::from(parcel.ballots())).sum();
            let by = if weighted { votes[candidate] } else { papers() };
            return Ok(Fraction { surplus, by, all_go: false });
        }
        if weighted && rule.cut == SurplusCut::Votes {
            return self.without_exhausted(votes[candidate], surplus).ok_or_else(|| self.too_large());
        }
        let (mut papers, mut worth, mut exact) = (0, 0, Some(Value::fraction(0, 1)));
        for (_, parcel) in parts {
            let found = piles.found(parcel, self.papers, standing);
            papers += u128::from(found.transferable);
            worth += parcel.value.of(found.transferable, self.scale).ok_or_else(|| self.too_large())?;
            if self.plan.has_fractions() {
                let value = parcel.value.times(found.transferable.into(), 1);
                exact = exact.zip(value).and_then(|(sum, value)| sum.plus(value));
            }
        }
        // Where votes are cut and values are not, papers can be worth a part of the last decimal more than the surplus.
        let all_go = match self.plan.has_fractions() {
            true => exact.ok_or_else(|| self.too_large())? <= Value::fraction(surplus, self.scale),
            false => worth <= surplus,
        };
        Ok(Fraction { surplus, by: if weighted { worth } else { papers }, all_go })
    }

    /// By the votes less the value of papers without a further preference, which is not cut (New South Wales, Schedule 5,
    /// cl. 7 (4) (a) and (6): 68 by 1281.406952771 in count 26 of Armidale in 2021). As votes are cut, that value can be more
    /// than they are: then all go.
    fn without_exhausted(&self, votes: u128, surplus: u128) -> Option<Fraction> {
        let Workspace { parts, piles, standing, .. } = &*self.workspace;
        let mut exhausted = Value::fraction(0, 1);
        for (_, parcel) in parts {
            let found = piles.found(parcel, self.papers, standing);
            exhausted = exhausted.plus(parcel.value.times(found.exhausted.into(), 1)?)?;
        }
        let scale = self.scale;
        let units = exhausted.times(scale, 1)?;
        let by = votes.checked_mul(units.below)?.saturating_sub(units.above);
        let surplus_by = surplus.checked_mul(units.below)?;
        let shared = gcd(surplus_by, by).max(1);
        Some(Fraction { surplus: surplus_by / shared, by: by / shared, all_go: by <= surplus_by })
    }

    /// Passes on the papers that came at one value.
    fn pass_on_part(&mut self, fraction: Fraction) -> Result<Moved, RankedError> {
        let too_large = self.too_large();
        let first = self.workspace.parts[self.workspace.gone].1.value;
        let value = self.new_value(first, fraction).ok_or_else(|| too_large.clone())?;
        let scale = self.scale;
        let one_for_all = self.plan.surplus.papers == SurplusPapers::UnweightedInclusive
            && self.plan.surplus.divisor == SurplusDivisor::AllPapers;
        let Workspace { parts, gone, piles, standing, votes, .. } = &mut *self.workspace;
        let mut sorted = Sorted::default();
        while let Some((_, parcel)) =
            parts.get(*gone).filter(|(_, parcel)| one_for_all || parcel.value == first)
        {
            piles.sort(parcel, self.papers, standing, &mut sorted);
            *gone += 1;
        }
        let mut received = Some(0);
        piles.hand_over(value, self.arrival, |candidate, ballots| {
            match (received, value.of(ballots, scale)) {
                (Some(sum), Some(gain)) => {
                    votes[candidate] += gain;
                    received = Some(sum + gain);
                }
                _ => received = None,
            }
        });
        Ok(Moved {
            received: received.ok_or_else(|| too_large.clone())?,
            exhausted: value.of(sorted.exhausted, scale).ok_or_else(|| too_large.clone())?,
            transferable: value.of(sorted.transferable, scale).ok_or(too_large)?,
        })
    }

    /// What a paper is worth that came at this value.
    fn new_value(&self, value: Value, Fraction { surplus, by, all_go }: Fraction) -> Option<Value> {
        let (rule, scale) = (&self.plan.surplus, self.scale);
        if all_go || by == 0 {
            return Some(value);
        }
        let weighted = rule.papers == SurplusPapers::WeightedInclusive;
        let new = match (rule.cut, weighted) {
            (SurplusCut::Value, true) => Value::decimal(surplus.checked_mul(value.above)? / by, scale),
            (SurplusCut::FractionThenValue, true) => {
                let fraction = surplus.checked_mul(scale)? / by;
                Value::decimal(fraction.checked_mul(value.above)? / scale, scale)
            }
            (SurplusCut::Votes | SurplusCut::Nothing, true) => value.times(surplus, by)?,
            (SurplusCut::Value | SurplusCut::FractionThenValue, false) => Value::decimal(surplus / by, scale),
            (SurplusCut::Votes | SurplusCut::Nothing, false) => {
                Value::fraction(surplus, by.checked_mul(scale)?)
            }
        };
        let gains =
            rule.papers == SurplusPapers::UnweightedInclusive && rule.divisor == SurplusDivisor::AllPapers;
        Some(if gains { new } else { new.min(value) })
    }

    /// Where goes what nobody received.
    fn book_rest(
        &mut self,
        candidate: usize,
        surplus: u128,
        received: u128,
        exhausted: u128,
        all_went: Option<u128>,
    ) {
        let rule = &self.plan.surplus;
        // Papers without a further preference stay where only the others are divided by; what these leave of the surplus is
        // as much without a further preference.
        let exhausted = match (rule.divisor, all_went) {
            (SurplusDivisor::AllPapers, _) => exhausted,
            (SurplusDivisor::TransferablePapers, None) => 0,
            (SurplusDivisor::TransferablePapers, Some(worth)) => surplus.saturating_sub(worth),
        };
        // Papers can bring more than the surplus where votes are cut when they come and not when they are divided by: what was
        // lost before is then found again.
        let lost = surplus.saturating_sub(received + exhausted);
        let (keeps, to_nontransferable) = match rule.loss {
            SurplusLoss::Nontransferable => (0, lost),
            SurplusLoss::OwnLine => (0, 0),
            SurplusLoss::StaysWithTheElected => (lost, 0),
        };
        self.workspace.votes[candidate] = self.quota + keeps;
        self.nontransferable += exhausted + to_nontransferable;
    }
}

/// What the papers of one value brought.
struct Moved {
    received: u128,
    exhausted: u128,
    /// What the transferable ones are worth together.
    transferable: u128,
}

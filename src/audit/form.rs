//! A statement about papers as a sum: so much for each that says one thing, so much for each that says another.

use sailau_audit::{Margin, MarginError};

use super::boxes::Boxes;
use super::claimants::Claimant;
use super::column::{Column, Says};
use super::uncovered::Why;
use crate::system::VoteBase;

/// Numbers that are too large to be weighed exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl From<TooLarge> for Why {
    fn from(_: TooLarge) -> Self {
        Self::NumbersTooLarge
    }
}

/// The sum over all papers of a coefficient each, and a constant: what it states is that the sum is more than nothing.
///
/// Papers that are neither named nor in the base have the coefficient 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// Coefficients of columns, by number.
    pub(crate) named: Vec<(Column, i128)>,
    /// The coefficient of every other paper of a base.
    pub(crate) rest: Option<(VoteBase, i128)>,
    /// What stands beside the sum: a number of votes that the law or the roll gives.
    pub(crate) constant: i128,
    /// The most that one paper can change, where it holds several votes that weigh otherwise than the named ones; none where it
    /// is the distance of the coefficients.
    pub(crate) range: Option<u128>,
}

impl Form {
    /// What a paper adds to the sum, as a whole number: where the sum has a constant, its share of it, and everything that many
    /// times. Nothing where that is too large.
    ///
    /// An invalid paper is one of all that are in the boxes. Where it is not looked at, what it adds is a part of the constant.
    pub(crate) fn of_paper(
        &self,
        says: Says,
        parts: &[String],
        (boxes, population): (&Boxes, u64),
    ) -> Option<i128> {
        use VoteBase::{AllBallots, ListVotes, ValidAndAgainstAll, ValidVotes};
        let rest = |bases: &[VoteBase]| match self.rest {
            Some((base, a)) if bases.contains(&base) => a,
            _ => 0,
        };
        let own = match says {
            Says::Column(number) => {
                let named = self.named.iter().find(|(column, _)| column.is_of(number, parts));
                named.map_or_else(
                    || rest(&[ListVotes, ValidVotes, ValidAndAgainstAll, AllBallots]),
                    |(_, a)| *a,
                )
            }
            Says::Others => rest(&[ListVotes, ValidVotes, ValidAndAgainstAll, AllBallots]),
            Says::AgainstAll => rest(&[ValidAndAgainstAll, AllBallots]),
            Says::Nothing => rest(&[AllBallots]),
        };
        let sealed_apart = i128::try_from(boxes.papers(true).saturating_sub(population.into())).ok()?;
        let constant = rest(&[AllBallots]).checked_mul(sealed_apart)?.checked_add(self.constant)?;
        if constant == 0 { Some(own) } else { own.checked_mul(population.into())?.checked_add(constant) }
    }

    /// The sum over these columns, and nothing else.
    pub(crate) fn of(named: Vec<(Column, i128)>) -> Self {
        Self { named, rest: None, constant: 0, range: None }
    }

    /// At least one vote.
    pub(crate) fn a_vote(column: impl Into<Column>) -> Self {
        Self::of(vec![(column.into(), 1)])
    }

    /// Less than one vote.
    pub(crate) fn no_votes(column: impl Into<Column>) -> Self {
        Self { constant: 1, ..Self::of(vec![(column.into(), -1)]) }
    }

    /// That a column has more than a share p/q of a base; or, `below`, less. The roll is a number, and no paper.
    pub(crate) fn share_of(
        (p, q): (i128, i128),
        of: VoteBase,
        column: usize,
        below: bool,
        boxes: &Boxes,
    ) -> Result<Self, Why> {
        let sign = if below { -1 } else { 1 };
        let base = boxes.base(of).ok_or(Why::BaseNotKnown)?;
        if of == VoteBase::Registered {
            let base = i128::try_from(base).map_err(|_| Why::NumbersTooLarge)?;
            return Ok(Self { constant: -sign * p * base, ..Self::of(vec![(column.into(), sign * q)]) });
        }
        let named = vec![(column.into(), sign * (q - p))];
        Ok(Self { rest: Some((of, -sign * p)), ..Self::of(named) })
    }

    /// The same of the votes of these lists together.
    pub(crate) fn share_of_lists(
        (p, q): (i128, i128),
        column: usize,
        below: bool,
        lists: &[Claimant],
    ) -> Self {
        let sign = if below { -1 } else { 1 };
        let of = |list: &Claimant| if list.number() == column { sign * (q - p) } else { -sign * p };
        Self::of(lists.iter().map(|list| (list.number().into(), of(list))).collect())
    }

    /// More votes for the first than for the second.
    pub(crate) fn pair(first: impl Into<Column>, second: impl Into<Column>) -> Self {
        Self::of(vec![(first.into(), 1), (second.into(), -1)])
    }

    /// The sum on these papers.
    pub(crate) fn sum(&self, boxes: &Boxes) -> Result<i128, TooLarge> {
        let mut sum = self.constant;
        let mut add = |a: i128, votes: u128| {
            let votes = i128::try_from(votes).map_err(|_| TooLarge)?;
            sum = a.checked_mul(votes).and_then(|part| sum.checked_add(part)).ok_or(TooLarge)?;
            Ok(())
        };
        for (column, a) in &self.named {
            add(*a, boxes.votes(column).into())?;
        }
        if let Some((base, a)) = self.rest {
            let base = boxes.base(base).ok_or(TooLarge)?;
            let named: u128 = self.named.iter().map(|(column, _)| u128::from(boxes.votes(column))).sum();
            add(a, base.saturating_sub(named))?;
        }
        Ok(sum)
    }

    /// The most that one vote can change, read as anything in place of anything.
    pub(crate) fn range(&self) -> u128 {
        let all = self.named.iter().map(|(_, a)| *a).chain(self.rest.map(|(_, a)| a)).chain([0]);
        let (low, high) = all.fold((0, 0), |(low, high), a| (a.min(low), a.max(high)));
        high.abs_diff(low)
    }

    /// The largest and the smallest coefficient.
    pub(crate) fn ends(&self) -> (i128, i128) {
        let all = self.named.iter().map(|(_, a)| *a).chain(self.rest.map(|(_, a)| a));
        all.fold((0, 0), |(low, high), a| (a.min(low), a.max(high)))
    }

    /// How many papers must be misread, each in the worst way, until the statement is false: none where it is already. Nothing
    /// where no reading of so many papers makes it false.
    pub(crate) fn margin(&self, boxes: &Boxes, population: u64) -> Result<Option<Margin>, TooLarge> {
        let sum = self.sum(boxes)?;
        // Of what is not true as reported, the margin is nothing.
        let numerator = u128::try_from(sum).unwrap_or(0);
        let of_papers = u128::from(boxes.votes_a_paper()).checked_mul(self.range());
        let range = self.range.or(of_papers).ok_or(TooLarge)?;
        match Margin::new(numerator, range.max(1), population) {
            Ok(margin) => Ok(Some(margin)),
            Err(MarginError::MoreThanAll { .. }) => Ok(None),
            Err(_) => Err(TooLarge),
        }
    }
}

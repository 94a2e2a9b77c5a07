//! The certificate of a quota method: quota, whole quotas, remainders and the cut.

use std::cmp::Ordering;

use super::claims::{Border, Claim, Order};
use super::error::{End, VerifyError};
#[cfg(feature = "serde")]
use crate::wide_numbers;
use crate::{DivisorValue, Quota, Quotient, Ratio};

/// What ranks the claims to seats that whole quotas leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Ranking {
    /// The remainder.
    Remainders,
    /// The votes by whole quotas.
    RelativeRemainders,
    /// The votes by the seats held and one.
    Averages,
}

/// A quota count, as an election commission would lay it open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct QuotaCertificate {
    /// The quota that was used: the method's own, or the one that a lower divisor gave because whole quotas exceeded
    /// the house.
    pub rule: Quota,
    /// Votes a seat.
    pub quota: Ratio,
    /// What ranks the claims to seats that whole quotas leave.
    pub rest: Ranking,
    /// Everybody's whole quotas and what is left of the votes.
    pub shares: Vec<QuotaShare>,
    /// The weakest claim that is met. None when no claim had to be met.
    pub met: Option<RestClaim>,
    /// The strongest claim that is not met; with a tie it equals the weakest that is met. None when nobody may
    /// have another seat.
    pub unmet: Option<RestClaim>,
}

/// Votes as whole quotas and a remainder: votes × the quota's denominator = whole × its numerator + remainder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct QuotaShare {
    /// The votes.
    pub votes: u64,
    /// How many times the quota is contained in them.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "wide_numbers::read"))]
    pub whole: u128,
    /// What is left, in units of 1/(the quota's denominator) vote.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "wide_numbers::read"))]
    pub remainder: u128,
}

/// A claim next to the cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RestClaim {
    /// Position of the party, from 0.
    pub party: usize,
    /// Which of its seats, from 1.
    pub seat: u64,
    /// How strong the claim is.
    pub strength: Strength,
}

/// How strong a claim is under a quota method. Claims of whole quotas are stronger than all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Strength {
    /// By remainders: so many seats beyond whole quotas are held before this one (less than 0: this seat is a whole
    /// quota's); then the larger remainder.
    Remainder {
        /// Seats held beyond whole quotas.
        beyond: i64,
        /// What is left of the votes, in units of 1/(the quota's denominator) vote.
        #[cfg_attr(feature = "serde", serde(deserialize_with = "wide_numbers::read"))]
        remainder: u128,
    },
    /// A whole quota, where remainders do not count; `beyond` is less than 0.
    Whole {
        /// Seats held beyond whole quotas.
        beyond: i64,
    },
    /// By relative remainders: as above, then the larger quotient of votes by whole quotas.
    Relative {
        /// Seats held beyond whole quotas.
        beyond: i64,
        /// Votes by whole quotas.
        quotient: Quotient,
    },
    /// By averages: the larger quotient of votes by seats held and one.
    Average {
        /// Votes by seats held and one.
        quotient: Quotient,
    },
}

impl Strength {
    /// Weaker is less. Only claims of one count can be compared.
    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        // Fewer seats beyond whole quotas are the stronger claim.
        match (self, other) {
            (
                Self::Remainder { beyond, remainder },
                Self::Remainder { beyond: others, remainder: another },
            ) => others.cmp(beyond).then(remainder.cmp(another)),
            (Self::Whole { beyond }, Self::Whole { beyond: others }) => others.cmp(beyond),
            (Self::Relative { beyond, quotient }, Self::Relative { beyond: others, quotient: another }) => {
                others.cmp(beyond).then(quotient.compare(another))
            }
            (Self::Average { quotient }, Self::Average { quotient: another }) => quotient.compare(another),
            (Self::Whole { .. }, _) => Ordering::Greater,
            (_, Self::Whole { .. }) => Ordering::Less,
            // Two rules in one count: there is no such count.
            _ => Ordering::Equal,
        }
    }
}

/// By whole quotas first, then as the method ranks what is left.
pub(super) struct ByQuota<'a> {
    pub(super) votes: &'a [u64],
    pub(super) count: &'a QuotaCertificate,
}

impl Order for ByQuota<'_> {
    fn compare(&self, a: Claim, b: Claim) -> Ordering {
        self.count
            .strength(self.votes, a.party, a.held)
            .cmp(&self.count.strength(self.votes, b.party, b.held))
    }
}

/// V by so much, and whether the quotient is raised to the next whole number.
fn formula(rule: Quota, seats: u32) -> (u128, bool) {
    let seats = u128::from(seats);
    match rule {
        Quota::Hare => (seats.max(1), false),
        Quota::Droop => (seats + 1, true),
        Quota::HagenbachBischoff => (seats + 1, false),
        Quota::Imperiali => (seats + 2, false),
        Quota::ReinforcedImperiali => (seats + 3, false),
    }
}

fn price(rule: Quota, total: u128, seats: u32) -> Ratio {
    match formula(rule, seats) {
        (by, true) => Ratio { numerator: total / by + 1, denominator: 1 },
        (by, false) => Ratio { numerator: total, denominator: by },
    }
}

/// The quotas that a count goes through until whole quotas fit the house.
fn quotas_in_turn(own: Quota) -> &'static [Quota] {
    match own {
        Quota::Hare => &[Quota::Hare],
        Quota::Droop => &[Quota::Droop],
        Quota::HagenbachBischoff => &[Quota::HagenbachBischoff],
        Quota::Imperiali => &[Quota::Imperiali, Quota::HagenbachBischoff],
        Quota::ReinforcedImperiali => {
            &[Quota::ReinforcedImperiali, Quota::Imperiali, Quota::HagenbachBischoff]
        }
    }
}

fn overshoots(votes: &[u64], quota: Ratio, seats: u32) -> bool {
    let whole = |&v: &u64| u128::from(v) * quota.denominator / quota.numerator;
    quota.numerator > 0 && votes.iter().map(whole).sum::<u128>() > seats.into()
}

impl QuotaCertificate {
    /// Quota and shares, without the cut.
    pub(super) fn count(votes: &[u64], seats: u32, own: Quota, rest: Ranking) -> Self {
        let total = votes.iter().map(|&v| u128::from(v)).sum();
        let (mut rule, mut quota) = (own, price(own, total, seats));
        for &next in quotas_in_turn(own) {
            (rule, quota) = (next, price(next, total, seats));
            if !overshoots(votes, quota, seats) {
                break;
            }
        }
        let shares = votes.iter().map(|&votes| {
            let scaled = u128::from(votes) * quota.denominator;
            let whole = scaled.checked_div(quota.numerator).unwrap_or(0);
            QuotaShare { votes, whole, remainder: scaled.checked_rem(quota.numerator).unwrap_or(0) }
        });
        Self { rule, quota, rest, shares: shares.collect(), met: None, unmet: None }
    }

    pub(super) fn with_border(self, votes: &[u64], border: Border) -> Self {
        let show = |claim: Claim| RestClaim {
            party: claim.party,
            seat: u64::from(claim.held) + 1,
            strength: self.strength(votes, claim.party, claim.held),
        };
        let (met, unmet) = (border.met.map(show), border.unmet.map(show));
        Self { met, unmet, ..self }
    }

    /// How strong a party's claim to its seat number `held` + 1 is.
    pub(super) fn strength(&self, votes: &[u64], party: usize, held: u32) -> Strength {
        let share = self.shares[party];
        // Whole quotas are at most the house and two more, unless nobody will believe the certificate.
        let beyond = i64::from(held).saturating_sub(i64::try_from(share.whole).unwrap_or(i64::MAX));
        let by = |divisor: u128| Quotient {
            votes: votes[party],
            divisor: DivisorValue::Fraction(Ratio { numerator: divisor, denominator: 1 }),
        };
        match self.rest {
            Ranking::Remainders => Strength::Remainder { beyond, remainder: share.remainder },
            _ if beyond < 0 => Strength::Whole { beyond },
            Ranking::RelativeRemainders => Strength::Relative { beyond, quotient: by(share.whole) },
            Ranking::Averages => Strength::Average { quotient: by(u128::from(held) + 1) },
        }
    }

    /// Whether quota and shares are those of these votes, by multiplication.
    pub(super) fn verify_count(
        &self,
        votes: &[u64],
        seats: u32,
        own: Quota,
        rest: Ranking,
    ) -> Result<(), VerifyError> {
        if self.rest != rest {
            return Err(VerifyError::OtherMethod);
        }
        let total: u128 = votes.iter().map(|&v| u128::from(v)).sum();
        self.verify_rule(votes, total, seats, own)?;
        if self.shares.len() != votes.len() {
            return Err(VerifyError::Length { votes: votes.len(), given: self.shares.len() });
        }
        let Ratio { numerator, denominator } = self.quota;
        for (party, (share, &v)) in self.shares.iter().zip(votes).enumerate() {
            let whole =
                share.whole.checked_mul(numerator).and_then(|whole| whole.checked_add(share.remainder));
            let right = whole == Some(u128::from(v) * denominator)
                && share.votes == v
                && (share.remainder < numerator || total == 0);
            if !right {
                return Err(VerifyError::Share { party });
            }
        }
        Ok(())
    }

    /// The quota is the first of those in turn whose whole quotas fit the house, or the last.
    fn verify_rule(&self, votes: &[u64], total: u128, seats: u32, own: Quota) -> Result<(), VerifyError> {
        for &rule in quotas_in_turn(own) {
            let quota = price(rule, total, seats);
            let last = quotas_in_turn(own).last() == Some(&rule);
            if last || !overshoots(votes, quota, seats) {
                let right = self.rule == rule && self.quota == quota;
                return if right { Ok(()) } else { Err(VerifyError::Quota { rule, expected: quota }) };
            }
        }
        Ok(())
    }

    /// The two claims, when they are as strong as they say.
    pub(super) fn border(&self, votes: &[u64]) -> Result<Border, VerifyError> {
        let read = |claim: &Option<RestClaim>, end| -> Result<_, VerifyError> {
            let Some(claim) = claim else { return Ok(None) };
            let held = claim.seat.checked_sub(1).and_then(|held| u32::try_from(held).ok());
            let right = |&held: &u32| {
                claim.party < votes.len() && self.strength(votes, claim.party, held) == claim.strength
            };
            let held = held.filter(right).ok_or(VerifyError::End { end, party: claim.party })?;
            Ok(Some(Claim { party: claim.party, held }))
        };
        Ok(Border { met: read(&self.met, End::Met)?, unmet: read(&self.unmet, End::Unmet)? })
    }
}

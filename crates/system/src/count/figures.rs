//! Figures of ballot boxes, and what shares are shares of.

use crate::rules::AgainstAll;
use crate::threshold::VoteBase;
use crate::votes::BallotTotals;

/// What one area's ballot boxes held in all.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Votes of lists, or of candidates who have a party.
    pub of_parties: u128,
    /// Votes of candidates without a party.
    pub of_others: u128,
    /// Votes of lists and candidates that are not named one by one.
    pub unnamed: u128,
    /// Votes against all that were given where the ballot has such a line.
    pub against_all: u128,
    /// None when a box does not tell.
    pub invalid: Option<u128>,
    /// None when a box does not tell.
    pub registered: Option<u128>,
    /// Votes against all that were given where the ballot has no such line; they are among the invalid.
    pub impossible: u128,
}

impl Figures {
    /// Of no box.
    pub fn new() -> Self {
        Self {
            of_parties: 0,
            of_others: 0,
            unnamed: 0,
            against_all: 0,
            invalid: Some(0),
            registered: Some(0),
            impossible: 0,
        }
    }

    /// Adds votes for somebody: a list or candidate of a party, or one without.
    pub fn add_entry(&mut self, party: Option<usize>, votes: u64) {
        let sum = if party.is_some() { &mut self.of_parties } else { &mut self.of_others };
        *sum += u128::from(votes);
    }

    /// Adds what a box held besides votes for somebody.
    pub fn add_box(&mut self, box_: &BallotTotals, rule: AgainstAll) {
        let against_all = u128::from(box_.against_all);
        self.unnamed += u128::from(box_.others);
        let mut invalid = box_.invalid.map(u128::from);
        if rule == AgainstAll::NotOnTheBallot {
            self.impossible += against_all;
            invalid = invalid.map(|ballots| ballots + against_all);
        } else {
            self.against_all += against_all;
        }
        let sum = |a: Option<u128>, b: Option<u128>| Some(a? + b?);
        self.invalid = sum(self.invalid, invalid);
        self.registered = sum(self.registered, box_.registered.map(u128::from));
    }

    /// Votes that are valid and for somebody, named or not.
    pub fn valid(&self) -> u128 {
        self.of_parties + self.of_others + self.unnamed
    }

    /// The size of a base, or the name of the figure that is missing for it.
    pub fn of(&self, base: VoteBase) -> Result<u128, &'static str> {
        match base {
            VoteBase::ValidVotes => Ok(self.valid()),
            VoteBase::ValidAndAgainstAll => Ok(self.valid() + self.against_all),
            VoteBase::AllBallots => {
                let invalid = self.invalid.ok_or("@invalid")?;
                Ok(self.valid() + self.against_all + invalid)
            }
            VoteBase::ListVotes => Ok(self.of_parties + self.unnamed),
            VoteBase::Registered => self.registered.ok_or("@registered"),
        }
    }
}

/// The boxes of both together.
impl std::ops::Add for Figures {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let sum = |a: Option<u128>, b: Option<u128>| Some(a? + b?);
        Self {
            of_parties: self.of_parties + other.of_parties,
            of_others: self.of_others + other.of_others,
            unnamed: self.unnamed + other.unnamed,
            against_all: self.against_all + other.against_all,
            invalid: sum(self.invalid, other.invalid),
            registered: sum(self.registered, other.registered),
            impossible: self.impossible + other.impossible,
        }
    }
}

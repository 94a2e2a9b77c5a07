use super::{AgainstAll, Base};
use crate::votes::BallotTotals;

/// What one area's ballot boxes held in all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    /// Votes of lists, or of candidates who have a party.
    pub(super) of_parties: u128,
    /// Votes of candidates without a party.
    pub(super) of_others: u128,
    pub(super) against_all: u128,
    /// None when a box does not tell.
    pub(super) invalid: Option<u128>,
    pub(super) registered: Option<u128>,
    /// Votes against all that were given where the ballot has no such line; they are among the invalid.
    pub(super) impossible: u128,
}

impl Figures {
    pub(super) fn new() -> Self {
        Self {
            of_parties: 0,
            of_others: 0,
            against_all: 0,
            invalid: Some(0),
            registered: Some(0),
            impossible: 0,
        }
    }

    /// Adds what a box held besides votes for somebody.
    pub(super) fn add(&mut self, box_: &BallotTotals, rule: AgainstAll) {
        let against_all = u128::from(box_.against_all);
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

    pub(super) fn valid(&self) -> u128 {
        self.of_parties + self.of_others
    }

    /// The size of a base, or the name of the figure that is missing for it.
    pub(super) fn of(&self, base: Base) -> Result<u128, &'static str> {
        match base {
            Base::ValidVotes => Ok(self.valid()),
            Base::ValidAndAgainstAll => Ok(self.valid() + self.against_all),
            Base::AllBallots => {
                let invalid = self.invalid.ok_or("@invalid")?;
                Ok(self.valid() + self.against_all + invalid)
            }
            Base::ListVotes => Ok(self.of_parties),
            Base::Registered => self.registered.ok_or("@registered"),
        }
    }
}

use crate::system::rules::{AgainstAll, Base};
use crate::votes::BallotTotals;

/// What one area's ballot boxes held in all.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::system) struct Figures {
    /// Votes of lists, or of candidates who have a party.
    pub(in crate::system) of_parties: u128,
    /// Votes of candidates without a party.
    pub(in crate::system) of_others: u128,
    /// Votes of lists and candidates that are not named one by one.
    pub(in crate::system) unnamed: u128,
    pub(in crate::system) against_all: u128,
    /// None when a box does not tell.
    pub(in crate::system) invalid: Option<u128>,
    pub(in crate::system) registered: Option<u128>,
    /// Votes against all that were given where the ballot has no such line; they are among the invalid.
    pub(in crate::system) impossible: u128,
}

impl Figures {
    pub(in crate::system) fn new() -> Self {
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

    /// Adds what a box held besides votes for somebody.
    pub(in crate::system) fn add(&mut self, box_: &BallotTotals, rule: AgainstAll) {
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

    pub(in crate::system) fn valid(&self) -> u128 {
        self.of_parties + self.of_others + self.unnamed
    }

    /// The size of a base, or the name of the figure that is missing for it.
    pub(in crate::system) fn of(&self, base: Base) -> Result<u128, &'static str> {
        match base {
            Base::ValidVotes => Ok(self.valid()),
            Base::ValidAndAgainstAll => Ok(self.valid() + self.against_all),
            Base::AllBallots => {
                let invalid = self.invalid.ok_or("@invalid")?;
                Ok(self.valid() + self.against_all + invalid)
            }
            Base::ListVotes => Ok(self.of_parties + self.unnamed),
            Base::Registered => self.registered.ok_or("@registered"),
        }
    }
}

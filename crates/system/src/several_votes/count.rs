//! Whether the votes go onto the ballots that were cast.

use super::plan::OnOneBallot;
use crate::votes::BallotTotals;

/// Votes that do not go onto so many ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooManyVotes {
    /// Whose votes: one entry's, or those of all together.
    pub(crate) entry: Option<usize>,
    pub(crate) votes: u128,
    pub(crate) ballots: u64,
    /// How many of them a ballot holds.
    pub(crate) each: u32,
}

impl OnOneBallot {
    /// Holds votes against the number of ballots, where it is known.
    pub(crate) fn holds(self, votes: &[u64], totals: &BallotTotals) -> Result<(), TooManyVotes> {
        let Some(ballots) = totals.ballots else {
            return Ok(());
        };
        let most = |each: u32| u128::from(ballots) * u128::from(each);
        let for_one = most(self.for_one);
        if let Some(entry) = votes.iter().position(|&n| u128::from(n) > for_one) {
            let (votes, each) = (votes[entry].into(), self.for_one);
            return Err(TooManyVotes { entry: Some(entry), votes, ballots, each });
        }
        let sum = votes.iter().map(|&n| u128::from(n)).sum::<u128>() + u128::from(totals.others);
        if sum > most(self.votes) {
            return Err(TooManyVotes { entry: None, votes: sum, ballots, each: self.votes });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_are_held_against_the_ballots() {
        let ballots = |ballots| BallotTotals { ballots, ..BallotTotals::default() };
        let two = OnOneBallot { votes: 2, for_one: 1 };
        assert_eq!(two.holds(&[u64::MAX, u64::MAX], &ballots(None)), Ok(()));
        assert_eq!(two.holds(&[10, 10], &ballots(Some(10))), Ok(()));
        let one = TooManyVotes { entry: Some(1), votes: 11, ballots: 10, each: 1 };
        assert_eq!(two.holds(&[9, 11], &ballots(Some(10))), Err(one));
        let all = TooManyVotes { entry: None, votes: 21, ballots: 10, each: 2 };
        assert_eq!(two.holds(&[7, 7, 7], &ballots(Some(10))), Err(all));
        assert_eq!(OnOneBallot { votes: 3, for_one: 3 }.holds(&[30], &ballots(Some(10))), Ok(()));
        assert!(OnOneBallot::ONE.holds(&[6, 5], &ballots(Some(10))).is_err());
    }
}

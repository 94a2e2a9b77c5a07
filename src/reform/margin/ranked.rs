//! Ranked ballots: how many must say something else before a seat is no longer sure.

use serde::Serialize;

use super::district_seats::seats_of;
use crate::ranked::{MarginSearch, RankedRule};
use crate::system::{CountError, Outcome, Tier};
use crate::votes::{Contest, Votes};

/// How many ranked ballots of a contest must change before somebody who sits does not sit for sure any more. A ballot that changes
/// can say anything afterwards; none is added or taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RankedMargin {
    /// The tier.
    pub tier: String,
    /// The district; none in a nationwide contest.
    pub district: Option<String>,
    /// Who sits for sure as it is, in the order of the ballot paper.
    pub elected: Vec<String>,
    /// Fewer ballots than this never do it: proven. One more than there are ballots where all of them together do not.
    pub at_least: u64,
    /// So many do it, as a count confirmed; none where no way was found.
    pub enough: Option<u64>,
    /// Who sits for sure then.
    pub then_elected: Vec<String>,
    /// Between whom a lot decides then.
    pub then_open: Vec<String>,
}

impl RankedMargin {
    /// Whether the bounds meet: no fewer ballots do it, and so many do.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.enough == Some(self.at_least)
    }
}

/// Those of each district in which somebody is elected.
pub(super) fn of(
    votes: &Votes,
    before: &Outcome,
    (tier, rule): (&Tier, &RankedRule),
    contest: &Contest,
) -> Result<Vec<RankedMargin>, CountError> {
    let mut margins = Vec::new();
    for ballot in &contest.ballots {
        let seats = seats_of(tier, votes, before, ballot.district).filter(|&seats| seats > 0);
        let (Some(seats), Some(number)) = (seats, ballot.ranked()) else { continue };
        let district = ballot.district.map(|district| votes.field().districts()[district].clone());
        let standing = ballot.standing.iter().enumerate();
        let withdrawn: Vec<usize> =
            standing.filter(|(_, own)| own.withdrawn).map(|(number, _)| number).collect();
        let mut search = MarginSearch::default();
        search.withdrawn = &withdrawn;
        let margin = rule.margin_within(&votes.tally().ranked[number], seats, search);
        let margin = margin.map_err(|error| {
            let (tier, district) = (tier.name.clone(), district.clone());
            CountError::Ranked { tier, district, error }
        })?;
        let named =
            |numbers: &[usize]| numbers.iter().map(|&own| ballot.entries[own].label(votes.field())).collect();
        margins.push(RankedMargin {
            tier: tier.name.clone(),
            district,
            elected: named(&margin.elected),
            at_least: margin.lower,
            enough: margin.upper,
            then_elected: named(&margin.then_elected),
            then_open: named(&margin.then_open),
        });
    }
    Ok(margins)
}

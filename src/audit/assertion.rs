//! A statement about the papers that has to be true for a house to be as reported.

use std::fmt::{self, Display, Formatter};

use sailau_audit::Margin;
use serde::Serialize;

use super::boxes::Boxes;
use super::column::Columns;
use super::form::Form;
use super::papers::Papers;
use super::place::Place;
use super::uncovered::Why;
use crate::system::AgainstAll;

/// What is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AssertionKind {
    /// A list has reached the threshold.
    Above,
    /// A list has not reached the threshold.
    Below,
    /// The quotient of a list's last seat is larger than that of another one's next.
    Quotient,
    /// The remainder of a list is larger than another one's, or its whole quotas are.
    Remainder,
    /// A list has so many whole quotas.
    WholeQuotas,
    /// A list has no more whole quotas.
    NoMoreQuotas,
    /// The last seat of a house that grows is a list's that would miss it: everybody else's last seat comes before.
    HouseSize,
    /// Somebody has no vote at all.
    NoVotes,
    /// Somebody has more votes than somebody else; or any, where there is nobody else.
    Plurality,
    /// A winner sits: the share of the district's votes is above the one that parts those who sit from those who do not.
    Sits,
    /// A winner does not sit: the share is below that one.
    DoesNotSit,
    /// Somebody has the majority that is needed.
    Majority,
    /// Somebody has not the majority that would be enough.
    NoMajority,
    /// The second list has no fewer seats than so many by the rule for one list above the threshold.
    SecondAtLeast,
    /// The second list has no more seats than that.
    SecondAtMost,
    /// A list has the part of a quota from which its remainder counts.
    PartOfQuota,
    /// It has not.
    NoPartOfQuota,
    /// A list has the share from which on it has a seat first.
    FirstSeat,
    /// It has not.
    NoFirstSeat,
    /// The bonus of the largest list is no smaller.
    BonusAtLeast,
    /// It is no larger, or there is none.
    BonusAtMost,
    /// The share of a list allows it so many seats.
    CapAtLeast,
    /// It allows it no more.
    CapAtMost,
    /// A list has a claim to so many seats, or to some.
    ClaimAtLeast,
    /// It has a claim to no more, or to none.
    ClaimAtMost,
    /// Votes of a list weigh more: it is below the share up to which they do.
    WeighsMore,
    /// They weigh no more than others: it is above that share.
    WeighsNoMore,
    /// So many voters took part that the election is valid.
    EnoughTurnout,
    /// So few took part that it is void.
    TooLowTurnout,
    /// A cell of a table of parties and districts has so many seats.
    CellAtLeast,
    /// It has no more.
    CellAtMost,
}

impl AssertionKind {
    /// The word in files, such as `quotient`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Quotient => "quotient",
            Self::Remainder => "remainder",
            Self::WholeQuotas => "whole-quotas",
            Self::NoMoreQuotas => "no-more-quotas",
            Self::HouseSize => "house-size",
            Self::NoVotes => "no-votes",
            Self::Plurality => "plurality",
            Self::Sits => "sits",
            Self::DoesNotSit => "does-not-sit",
            Self::Majority => "majority",
            Self::NoMajority => "no-majority",
            Self::SecondAtLeast => "second-at-least",
            Self::SecondAtMost => "second-at-most",
            Self::PartOfQuota => "part-of-quota",
            Self::NoPartOfQuota => "no-part-of-quota",
            Self::FirstSeat => "first-seat",
            Self::NoFirstSeat => "no-first-seat",
            Self::BonusAtLeast => "bonus-at-least",
            Self::BonusAtMost => "bonus-at-most",
            Self::CapAtLeast => "cap-at-least",
            Self::CapAtMost => "cap-at-most",
            Self::ClaimAtLeast => "claim-at-least",
            Self::ClaimAtMost => "claim-at-most",
            Self::WeighsMore => "weighs-more",
            Self::WeighsNoMore => "weighs-no-more",
            Self::EnoughTurnout => "enough-turnout",
            Self::TooLowTurnout => "too-low-turnout",
            Self::CellAtLeast => "cell-at-least",
            Self::CellAtMost => "cell-at-most",
        }
    }
}

/// A statement about papers that must be true, and how far it is from being false.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Assertion {
    /// What is stated.
    pub kind: AssertionKind,
    /// The tier whose seats hang on it.
    pub tier: String,
    /// The district whose seats hang on it; none where it is the whole tier.
    pub district: Option<String>,
    /// Where the papers lie.
    pub place: Place,
    /// Of whom something is said; of a pair the one that comes out ahead.
    pub winner: Option<String>,
    /// The other of a pair, or who is kept out.
    pub loser: Option<String>,
    /// In how many ballots it is true: so many must be misread, each in the worst way, to make it false. Below 1 there is no
    /// room for a single error.
    pub margin: Margin,
    /// The seats that are in doubt when it is not confirmed.
    pub in_doubt: InDoubt,
    #[serde(skip)]
    pub(crate) form: Form,
    #[serde(skip)]
    pub(crate) columns: Columns,
    #[serde(skip)]
    pub(crate) against_all: AgainstAll,
}

/// `Amanat's last seat before Respublica's next`.
impl Display for Assertion {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let winner = self.winner.as_deref().unwrap_or("nobody");
        let loser = self.loser.as_deref().unwrap_or("nobody");
        match self.kind {
            AssertionKind::Above => write!(f, "{winner} is above the threshold"),
            AssertionKind::Below => write!(f, "{loser} is below the threshold"),
            AssertionKind::Quotient => {
                write!(f, "the last quotient of {winner} is above the next of {loser}")
            }
            AssertionKind::Remainder => write!(f, "by the quota {winner} is not a seat short of {loser}"),
            AssertionKind::WholeQuotas => write!(f, "{winner} has its whole quotas"),
            AssertionKind::NoMoreQuotas => write!(f, "{loser} has no more whole quotas"),
            AssertionKind::HouseSize => {
                write!(
                    f,
                    "the last quotient of {winner} is above that of {loser}, who has the last seat of the house"
                )
            }
            AssertionKind::NoVotes => write!(f, "{loser} has no vote"),
            AssertionKind::Plurality if self.loser.is_none() => write!(f, "{winner} has a vote"),
            AssertionKind::Plurality => write!(f, "{winner} has more votes than {loser}"),
            AssertionKind::Sits => write!(f, "{winner} is above the share from which on winners sit"),
            AssertionKind::DoesNotSit => write!(f, "{loser} is below the share from which on winners sit"),
            AssertionKind::Majority => write!(f, "{winner} has the majority"),
            AssertionKind::NoMajority => write!(f, "{loser} has no majority"),
            AssertionKind::SecondAtLeast => write!(f, "{winner} has so many seats beside {loser}"),
            AssertionKind::SecondAtMost => write!(f, "{loser} has no more seats beside {winner}"),
            AssertionKind::PartOfQuota => write!(f, "{winner} has the part of a quota that it needs"),
            AssertionKind::NoPartOfQuota => write!(f, "{loser} has not the part of a quota that it needs"),
            AssertionKind::FirstSeat => write!(f, "{winner} has the share for a seat first"),
            AssertionKind::NoFirstSeat => write!(f, "{loser} has not the share for a seat first"),
            AssertionKind::BonusAtLeast => write!(f, "{winner} has the share for its bonus"),
            AssertionKind::BonusAtMost => write!(f, "{loser} has not the share for a larger bonus"),
            AssertionKind::CapAtLeast => write!(f, "{winner} may have so many seats for its share"),
            AssertionKind::CapAtMost => write!(f, "{loser} may have no more seats for its share"),
            AssertionKind::ClaimAtLeast => write!(f, "{winner} has its claim"),
            AssertionKind::ClaimAtMost => write!(f, "{loser} has no larger claim"),
            AssertionKind::WeighsMore => write!(f, "{winner} is so small that its votes weigh more"),
            AssertionKind::WeighsNoMore => write!(f, "{loser} is too large for its votes to weigh more"),
            AssertionKind::EnoughTurnout => write!(f, "enough voters took part"),
            AssertionKind::TooLowTurnout => write!(f, "too few voters took part"),
            AssertionKind::CellAtLeast => write!(f, "{winner} has its seats in the district"),
            AssertionKind::CellAtMost => write!(f, "{loser} has no more seats in the district"),
        }
    }
}

impl Assertion {
    /// The statement that a sum over the papers is more than nothing, with its margin there; nothing where it is true whatever
    /// the papers say.
    pub(crate) fn of(
        (kind, tier, district, place): (AssertionKind, &str, Option<&str>, Place),
        (winner, loser, in_doubt): (Option<String>, Option<String>, InDoubt),
        form: Form,
        (boxes, columns, papers): (&Boxes, Columns, Papers),
        against_all: AgainstAll,
    ) -> Result<Option<Self>, Why> {
        let population = boxes.papers(papers == Papers::AllInTheBoxes);
        let population = u64::try_from(population).map_err(|_| Why::NumbersTooLarge)?;
        let Some(margin) = form.margin(boxes, population)? else { return Ok(None) };
        let (tier, district) = (tier.to_owned(), district.map(str::to_owned));
        Ok(Some(Self {
            kind,
            tier,
            district,
            place,
            winner,
            loser,
            margin,
            in_doubt,
            form,
            columns,
            against_all,
        }))
    }

    /// The largest value of its assorter, the function of a paper whose mean is above one half when the statement is true: 1 plus
    /// the largest coefficient by twice the smallest, in the words of Stark (2020) with c = 1/(2 |min a|).
    #[must_use]
    pub fn upper(&self) -> f64 {
        let (low, high) = self.form.ends();
        high as f64 / (2.0 * self.scale(low)) + 0.5
    }

    /// The mean of its assorter over all papers.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let (low, _) = self.form.ends();
        0.5 + self.margin.share() * self.form.range() as f64 / (2.0 * self.scale(low))
    }

    /// The worst coefficient; where none is below nothing, the largest stands for it.
    fn scale(&self, low: i128) -> f64 {
        if low < 0 { low.unsigned_abs() as f64 } else { self.form.range().max(1) as f64 }
    }
}

/// Which seats are in doubt when an assertion is not confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum InDoubt {
    /// One seat of the first, which would be the second's.
    OneSeat {
        /// Who has it.
        of: String,
        /// Who would have it.
        #[serde(rename = "for")]
        towards: String,
    },
    /// All seats that are shared there: who takes part is not sure.
    AllShared,
    /// Who sits for a district.
    Winner,
}

//! What is above the quota, and how it is passed on.

mod next;
mod pass_on;
mod whole;

use serde::{Deserialize, Serialize};

use crate::unsaid::is_default;

/// How what is above the quota is passed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SurplusRule {
    /// Which papers of an elected candidate go on, and how they share the surplus.
    #[serde(skip_serializing_if = "is_default")]
    pub papers: SurplusPapers,
    /// Which of them the surplus is divided by.
    #[serde(skip_serializing_if = "is_default")]
    pub divisor: SurplusDivisor,
    /// What is cut to [`decimals`](Self::decimals).
    #[serde(skip_serializing_if = "is_default")]
    pub cut: SurplusCut,
    /// Decimals of what is cut, and of the votes; none when left out, which goes with whole papers and with cut votes. Where
    /// nothing is cut, decimals that are printed.
    #[serde(skip_serializing_if = "is_default")]
    pub decimals: u32,
    /// Where goes what the cut loses.
    #[serde(skip_serializing_if = "is_default")]
    pub loss: SurplusLoss,
    /// Which of several surpluses goes first.
    #[serde(skip_serializing_if = "is_default")]
    pub order: SurplusOrder,
    /// Whether a surplus waits that can change nothing for the next exclusion.
    #[serde(skip_serializing_if = "is_default")]
    pub waits: SurplusWaits,
}

impl SurplusRule {
    /// What holds where a rule says nothing of surpluses: Scotland's, with five decimals. Its [`Default`] is no such rule but what
    /// fields that are left out say, and has no decimals.
    ///
    /// ```
    /// use sailau_ranked::SurplusRule;
    ///
    /// assert_eq!((SurplusRule::USUAL.decimals, SurplusRule::default().decimals), (5, 0));
    /// ```
    pub const USUAL: Self = Self {
        papers: SurplusPapers::WeightedInclusive,
        divisor: SurplusDivisor::AllPapers,
        cut: SurplusCut::Value,
        decimals: 5,
        loss: SurplusLoss::Nontransferable,
        order: SurplusOrder::LargestFirst,
        waits: SurplusWaits::Never,
    };
}

/// Which papers of an elected candidate go on, and how they share the surplus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SurplusPapers {
    /// All, each at a part of the value at which it came (Scotland, rule 48).
    #[default]
    #[serde(rename = "weighted inclusive")]
    WeightedInclusive,
    /// All, at one value whatever they came at (Commonwealth Electoral Act, s. 273 (9)).
    #[serde(rename = "unweighted inclusive")]
    UnweightedInclusive,
    /// Those that came last, at most at the value at which they came (Northern Ireland, order of 1985, rule 47; Australian
    /// Capital Territory, Electoral Act 1992, Schedule 4).
    #[serde(rename = "last parcel")]
    LastParcel,
    /// Whole papers of those that came last (Ireland, Electoral Act 1992, s. 121). Which papers go is decided by the order
    /// in which they lie; ballots without one are taken in the order of their lists.
    #[serde(rename = "whole papers")]
    WholePapers,
}

/// Which papers the surplus is divided by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SurplusDivisor {
    /// All that are looked at; those without a further preference take their part with them.
    #[default]
    #[serde(rename = "all papers")]
    AllPapers,
    /// Those that name somebody who still stands; the others stay. No paper gains value by it.
    #[serde(rename = "transferable papers")]
    TransferablePapers,
}

/// What is cut, the rest ignored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SurplusCut {
    /// The new value of a paper: surplus × value ÷ votes, the product first (Scotland, rule 48 (3)).
    #[default]
    #[serde(rename = "value")]
    Value,
    /// The fraction surplus ÷ votes, and then the new value, fraction × value (Minneapolis, 167.20).
    #[serde(rename = "fraction, then value")]
    FractionThenValue,
    /// Nothing but what each candidate gets at each value: values are fractions (Commonwealth Electoral Act, s. 273 (9);
    /// New South Wales, Schedule 5, cl. 7).
    #[serde(rename = "votes")]
    Votes,
    /// Nothing at all: values and votes are exact fractions, and [`decimals`](SurplusRule::decimals) are those that are
    /// printed, the rest ignored. No statute counts so; it is what all of them come near to. Fractions that outgrow 128 bits
    /// end the count with [`RankedError::TooExact`](crate::RankedError::TooExact).
    #[serde(rename = "nothing")]
    Nothing,
}

/// Where goes what a cut loses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SurplusLoss {
    /// To the papers without a further preference (Scotland).
    #[default]
    #[serde(rename = "nontransferable")]
    Nontransferable,
    /// To a line of its own (Commonwealth Electoral Act, "lost by fraction"; Portland, "residual surplus").
    #[serde(rename = "own line")]
    OwnLine,
    /// It stays with the elected candidate (Minneapolis, 167.70).
    #[serde(rename = "stays with the elected")]
    StaysWithTheElected,
}

/// Which of several surpluses goes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SurplusOrder {
    /// The largest (Scotland, rule 49).
    #[default]
    #[serde(rename = "largest first")]
    LargestFirst,
    /// The one that arose first; of one stage the largest (Commonwealth Electoral Act, s. 273; New South Wales, Schedule 5,
    /// cl. 8 (2)).
    #[serde(rename = "oldest first")]
    OldestFirst,
}

/// Whether a surplus waits that can change nothing for the next exclusion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SurplusWaits {
    /// Every surplus goes out before anybody is excluded.
    #[default]
    #[serde(rename = "never")]
    Never,
    /// It waits while all surpluses together are less than what parts the lowest, or those who are excluded together, from
    /// the next (Northern Ireland, order of 1985, rule 47).
    #[serde(rename = "while it cannot matter")]
    WhileItCannotMatter,
    /// The same, but it goes out when it could lift the first of those who stand to the quota (Ireland, s. 121, as the
    /// ministry's guide to the count words it: secondary).
    #[serde(rename = "while it can neither matter nor elect")]
    NorElect,
}

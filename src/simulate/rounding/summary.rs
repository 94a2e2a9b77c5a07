use serde::{Deserialize, Serialize};

use crate::simulate::{MergeError, Proportion, RealMoments, Summary};

/// What rounding did in many drawn elections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RoundedTiers {
    /// Tier after tier, as the experiment has them.
    pub tiers: Vec<Rounded>,
}

/// What rounding did in a tier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rounded {
    /// Quotients to 0, 1, 2 … decimals; empty for methods without quotients.
    pub quotients: Vec<FalseTies>,
    /// False ties that are expected in a unit of quotients, in all areas together; see [`expected`](Self::expected). Without
    /// draws for methods that have no formula.
    pub rate: RealMoments,
    /// Percentages to 0, 1, 2 … decimals in place of votes.
    pub percentages: Vec<Percentages>,
    /// How often a quota in whole votes gives other seats; none for methods without one.
    pub whole_quota: Option<Proportion>,
}

/// What quotients to so many decimals do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FalseTies {
    /// How often different quotients of two lists become equal at the last seat of some area.
    pub affected: Proportion,
    /// How often a fair lot then gives a seat to the wrong list.
    pub wrong: Proportion,
}

/// What percentages to so many decimals do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Percentages {
    /// How often they give other seats.
    pub other_seats: Proportion,
    /// How often a list is above the threshold that was below it, or the other way round; a list without a chance of seats
    /// counts as well. None without a threshold.
    pub threshold: Option<Proportion>,
}

impl Rounded {
    /// The chance that quotients to so many decimals make a false tie at the last seat, by the formula of the
    /// [module](super); none where there is no formula.
    #[must_use]
    pub fn expected(&self, decimals: u32) -> Option<f64> {
        let rate = self.rate.mean()?;
        let scale = (0..decimals).fold(1.0, |scale: f64, _| scale * 10.0);
        Some((0.5 * rate / scale).min(1.0))
    }
}

impl Summary for RoundedTiers {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.tiers.merge(&other.tiers)
    }
}

impl Summary for Rounded {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.quotients.merge(&other.quotients)?;
        self.rate.merge(&other.rate)?;
        self.percentages.merge(&other.percentages)?;
        merge_either(&mut self.whole_quota, &other.whole_quota)
    }
}

impl Summary for FalseTies {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.affected.merge(&other.affected)?;
        self.wrong.merge(&other.wrong)
    }
}

impl Summary for Percentages {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.other_seats.merge(&other.other_seats)?;
        merge_either(&mut self.threshold, &other.threshold)
    }
}

fn merge_either(one: &mut Option<Proportion>, other: &Option<Proportion>) -> Result<(), MergeError> {
    match (one, other) {
        (Some(one), Some(other)) => one.merge(other),
        (None, None) => Ok(()),
        _ => Err(MergeError::Shape("only one has this rounding")),
    }
}

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::unique_keys::unique_names;

/// Logistic-normal swing (Aitchison and Shen 1980) at three levels: the model of today's forecasters.
///
/// A party's support in a district is its base share there × e^(nation + region + district), scaled to a sum of 1. Each
/// level's deviation is normal: sd × the party's volatility × (√ρ z(bloc) + √(1 − ρ) z(party)).
///
/// Standard deviations are those of a party's own log support. The logarithm of the ratio of two parties of different
/// blocs has √2 of it at each level, of two of one bloc √(2 (1 − ρ)); both for a volatility of 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogisticNormal {
    /// The nation's standard deviation; [`LogisticNormal::NATION`] unless stated.
    #[serde(default = "nation")]
    pub nation: f64,
    /// The standard deviation between regions; 0 unless stated: the published ones are of districts.
    #[serde(default)]
    pub region: f64,
    /// The standard deviation between districts; [`LogisticNormal::DISTRICT`] unless stated.
    #[serde(default = "district")]
    pub district: f64,
    /// ρ, the correlation of parties of one bloc, 0 or more and below 1; 0 unless stated: the forecasters' prior
    /// distributions hold it near 0.
    #[serde(default)]
    pub correlation: f64,
}

impl LogisticNormal {
    /// 0.18: the election-day shock of a party on the log ratio, from the errors of polls (Stoetzer, Neunhoeffer,
    /// Gschwend, Munzert and Sternberg, *Political Analysis* 2019, and their code for 2017 and 2021); an own fit of
    /// German polls 8 to 30 days before the election gives 0.175.
    pub const NATION: f64 = 0.18;
    /// 0.165: the standard deviation of the logit swing of the list vote between German districts, 1990-2021, median
    /// over parties (own fit).
    pub const DISTRICT: f64 = 0.165;
}

/// [`LogisticNormal::NATION`] and [`LogisticNormal::DISTRICT`].
impl Default for LogisticNormal {
    fn default() -> Self {
        Self { nation: Self::NATION, region: 0.0, district: Self::DISTRICT, correlation: 0.0 }
    }
}

/// Dirichlet swing: national shares are Dirichlet(k × base share), and those of each district Dirichlet(k × share there)
/// around what the nation's make of them. With [multinomial](super::super::VoteRounding::Multinomial) counting the votes
/// are Dirichlet-multinomial.
///
/// One concentration for all parties contradicts the data: between German districts it was 193 for one party and 24.5
/// for another in the same election of 2021. Use [`LogisticNormal`] unless the Dirichlet is what you want to test. For
/// size: between districts 45.7 for Germany's list vote of 2021, 7.9 for England 2019 (own fit, of levels). Parties'
/// blocs and volatilities have no effect on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dirichlet {
    /// The concentration k in the nation, above 0; none for no variation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nation: Option<f64>,
    /// The concentration k in each district, above 0; none for no variation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<f64>,
}

/// Standard deviations of uniform or proportional swing.
///
/// Uniform: points of the vote, as shares (0.04 is four points), are added to each party's base share in each district
/// where it has one, less the mean over parties; what falls below 0 is 0, and shares are scaled to a sum of 1. Between
/// elections in the United Kingdom: nation 0.04, district 0.04 (own fit of 1955-2019).
///
/// Proportional: each base share is multiplied by 1 + a normal number, at least 0, and shares are scaled to a sum of 1.
///
/// Both are multiplied by the party's volatility, and correlated within blocs as in [`LogisticNormal`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swings {
    /// The nation's standard deviation.
    pub nation: f64,
    /// The standard deviation between regions; 0 unless stated.
    #[serde(default)]
    pub region: f64,
    /// The standard deviation between districts; 0 unless stated.
    #[serde(default)]
    pub district: f64,
    /// The correlation of parties of one bloc, 0 or more and below 1; 0 unless stated.
    #[serde(default)]
    pub correlation: f64,
}

/// Spatial voting: a voter at x votes for a party at p with a probability in proportion to share × e^(−b |x − p|²), so
/// that the natural logarithm of the base share is the party's valence.
///
/// Voters are normal around their district's mean. Probabilistic voting on distance, with valence, is textbook (Enelow
/// and Hinich 1984; Schofield 2007); no published values were found that could serve as defaults.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spatial {
    /// Each party's position, in one to three dimensions.
    #[serde(deserialize_with = "unique_names")]
    pub parties: BTreeMap<String, Vec<f64>>,
    /// The mean of a district's voters; the origin unless stated.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub districts: BTreeMap<String, Vec<f64>>,
    /// Voters' covariance matrix within a district, by rows; the unit matrix unless stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covariance: Vec<Vec<f64>>,
    /// b: how much distance matters, 0 or more; about 0.5 to 2 where voters' variances are 1.
    pub b: f64,
    /// The standard deviation of the nation's voters' mean, in each dimension.
    #[serde(default)]
    pub nation: f64,
    /// The standard deviation of a district's voters' mean around it, in each dimension.
    #[serde(default)]
    pub district: f64,
    /// The standard deviation of a party's valence in the nation, times its volatility.
    #[serde(default)]
    pub valence: f64,
    /// Nodes of the Gauss-Hermite quadrature over voters, in each dimension, 3 to 32; 9 unless stated.
    #[serde(default = "nodes")]
    pub nodes: u32,
}

fn nation() -> f64 {
    LogisticNormal::NATION
}

fn district() -> f64 {
    LogisticNormal::DISTRICT
}

fn nodes() -> u32 {
    9
}

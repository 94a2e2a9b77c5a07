use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::unique_keys::unique_names;

/// A share that varies: logistic-normal, around a mean that may differ by region.
///
/// The logarithm of share ÷ (1 − share) is that of the mean plus normal deviations of the nation and of the district,
/// so the mean given here is the median.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The share, 0 to 1; where it is 0 or 1 nothing varies.
    pub mean: f64,
    /// The share by region, where known.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, f64>,
    /// The share by district, where known, in place of the region's.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub districts: BTreeMap<String, f64>,
    /// The standard deviation of the logit in the nation, from draw to draw; 0 unless stated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nation: f64,
    /// The standard deviation of the logit between districts; 0 unless stated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub district: f64,
}

impl Rate {
    /// A share that does not vary.
    #[must_use]
    pub fn fixed(mean: f64) -> Self {
        Self { mean, ..Self::default() }
    }

    /// Whether it says nothing.
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it is 0 everywhere.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.mean == 0.0 && self.regions.values().chain(self.districts.values()).all(|&mean| mean == 0.0)
    }
}

/// Ballots cast as a share of the voters on the roll. A voter who comes casts a ballot in every contest.
///
/// The logit of turnout has a normal deviation in the nation and in each region; districts vary around it by another
/// one or by a beta distribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnout {
    /// Turnout where nothing else is given, 0 to 1; [`Turnout::UK_2019`] has 0.672. Where it is 0 or 1 nothing varies.
    pub mean: f64,
    /// Turnout by region, where known. A [district](super::DistrictRoll::turnout) may have its own.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, f64>,
    /// The standard deviation of the logit in the nation, from draw to draw; 0 unless stated: no source was found.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nation: f64,
    /// The standard deviation of the logit between regions; 0 unless stated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub region: f64,
    /// How districts vary; as in [`Turnout::UK_2019`] unless stated.
    #[serde(default)]
    pub district: TurnoutSpread,
    /// A party whose support goes with turnout; none unless stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_support: Option<WithSupport>,
}

/// How turnout varies between districts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TurnoutSpread {
    /// The logit has a normal deviation with this standard deviation; the expected logit is the median's.
    Logit(f64),
    /// Beta with this concentration a + b around the expected turnout: a beta regression's precision (Ferrari and
    /// Cribari-Neto 2004). Constituencies of the United Kingdom: 55 to 86 (1992-2019, own fit by moments).
    Beta(f64),
}

/// How turnout goes with a party's support.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithSupport {
    /// The party.
    pub party: String,
    /// The correlation, above −1 and below 1, of the normal deviation of turnout's logit with that of the party's own
    /// support, at each level at which both have one. Polling stations of Russia 2004-2024 have 0.44 to 0.80 between
    /// turnout and the leader's share, which is no honest number (Klimek et al. 2012; own figures).
    pub correlation: f64,
}

impl Turnout {
    /// Turnout in the constituencies of the United Kingdom in 2019: mean 0.672, standard deviation 0.057 (own fit by
    /// moments), which is 0.26 on the logit.
    pub const UK_2019: Self = Self {
        mean: 0.672,
        regions: BTreeMap::new(),
        nation: 0.0,
        region: 0.0,
        district: TurnoutSpread::Logit(0.26),
        with_support: None,
    };

    /// The same turnout everywhere, always.
    #[must_use]
    pub fn fixed(mean: f64) -> Self {
        Self { mean, district: TurnoutSpread::Logit(0.0), ..Self::UK_2019 }
    }
}

/// [`Turnout::UK_2019`].
impl Default for Turnout {
    fn default() -> Self {
        Self::UK_2019
    }
}

impl Default for TurnoutSpread {
    fn default() -> Self {
        Turnout::UK_2019.district
    }
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

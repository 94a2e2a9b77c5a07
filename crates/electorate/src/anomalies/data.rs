use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::unique_keys::unique_names;

/// Ballots that nobody cast: the mixture of Klimek, Yegorov, Hanel and Thurner (*PNAS* 109:16469, 2012), applied to the
/// polling stations of each district. For tests of how robust a system is; never a finding about an election.
///
/// A station of V voters has an honest turnout a and an honest share v of the party, normal around the district's and
/// drawn again when outside 0 to 1. A part x of the missing ballots is added for the party, and a part x^α of the
/// others' votes counted for it: it has V (a v + x (1 − a) + x^α a (1 − v)).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anomalies {
    /// The party that gains.
    pub party: String,
    /// Voters on the roll of a polling station, on average; at least 1.
    pub station: u32,
    /// The standard deviation of the natural logarithm of a station's voters; 0 or more.
    pub station_sd: f64,
    /// The standard deviation of honest turnout between the stations of a district: σ_τ, 0.06 to 0.09 (own coarse fit
    /// of Russia 2007-2016).
    pub turnout_sd: f64,
    /// The standard deviation of the party's honest share between the stations of a district: σ_ν, 0.06 to 0.09.
    pub share_sd: f64,
    /// How often and how much, where a region has nothing of its own.
    pub stuffing: Stuffing,
    /// How often and how much, by region. Regions differ: by Shpilkin's method in Russia 2011 between none and 58 % of
    /// the leader's votes are anomalous.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, Stuffing>,
}

/// How often ballots are stuffed, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stuffing {
    /// The share of stations with incremental stuffing, f_i: x = |N(0, θ)|, drawn again above 1.
    pub incremental: f64,
    /// The share of stations with extreme stuffing, f_e: x = 1 − |N(0, `extreme_sd`)|, drawn again below 0.
    pub extreme: f64,
    /// α: above 0; the larger, the fewer votes are taken from others beside the ballots that are added.
    pub alpha: f64,
    /// θ: how much is stuffed where stuffing is incremental; above 0.
    pub theta: f64,
    /// The spread of extreme stuffing; 0.075 in the paper, and unless stated.
    #[serde(default = "extreme_sd")]
    pub extreme_sd: f64,
}

impl Stuffing {
    /// None.
    pub const NONE: Self = Self { incremental: 0.0, extreme: 0.0, alpha: 2.0, theta: 0.5, extreme_sd: 0.075 };

    /// Russia, December 2011: an own coarse fit of the histogram of the leader's votes over the roll; f_e is the paper's.
    /// An order of magnitude.
    pub const RUSSIA_2011: Self = Self { incremental: 0.64, extreme: 0.033, ..Self::NONE };

    /// Russia, March 2012: the paper's f_e, and f_i, α and θ by an own coarse fit. An order of magnitude.
    pub const RUSSIA_2012: Self = Self { incremental: 0.5, extreme: 0.021, ..Self::NONE };
}

fn extreme_sd() -> f64 {
    Stuffing::NONE.extreme_sd
}

impl Anomalies {
    /// The polling stations of a district with so many voters: as given, or by their average size; one at least where
    /// there are voters.
    pub(crate) fn stations(&self, registered: u64, given: Option<u32>) -> u64 {
        let by_size = registered.div_ceil(u64::from(self.station.max(1)));
        // No station is without a voter.
        given.map_or(by_size, u64::from).clamp(1, registered.max(1))
    }
}

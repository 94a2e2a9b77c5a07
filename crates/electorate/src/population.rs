use std::collections::BTreeMap;

use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer, Serialize};

use super::fit::Parameter;
use super::{
    Anomalies, Bar, ListContest, Prospect, RankedContest, SingleContest, Swing, Turnout, VoteRounding,
};
use crate::unique_keys::unique_names;
use crate::votes::District;

/// Who votes and who stands: everything that synthetic votes are drawn from. See the [module](super).
///
/// A plain value: read it with [`from_toml`](Self::from_toml), change what you like, and [`compile`](Self::compile) it.
/// Shares are between 0 and 1; standard deviations say on what scale they are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Electorate {
    /// What it is called.
    pub name: String,
    /// Where its figures come from, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// What its author takes for granted, a sentence each; those of the built-in models are added by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<String>,
    /// Where the numbers of a [fit](Electorate::with_fit) come from, a sentence a parameter; those of the parts that the
    /// electorate has are added to the assumptions.
    #[serde(default, deserialize_with = "parameters", skip_serializing_if = "BTreeMap::is_empty")]
    pub fit: BTreeMap<Parameter, String>,
    /// How support varies from draw to draw.
    #[serde(default)]
    pub swing: Swing,
    /// How many vote.
    #[serde(default)]
    pub turnout: Turnout,
    /// Expected votes, rounded without bias, or voters drawn one by one.
    #[serde(default)]
    pub counting: VoteRounding,
    /// What a registration law asks of the parties that have an [`entry`](PartySupport::entry), which need one; of no others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<Bar>,
    /// Ballot-stuffing, to test how robust a system is; none by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anomalies: Option<Anomalies>,
    /// The parties; at least one.
    #[serde(default, rename = "party")]
    pub parties: Vec<PartySupport>,
    /// The districts, the smallest pieces that votes are drawn for; at least one. A country in one piece is one district.
    #[serde(default, rename = "district")]
    pub districts: Vec<DistrictRoll>,
    /// What is known of regions of districts besides their voters, where rules give seats to regions.
    #[serde(default, rename = "region", skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<District>,
    /// Ballots between lists.
    #[serde(default, rename = "list", skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListContest>,
    /// Ballots between candidates, in each district.
    #[serde(default, rename = "single", skip_serializing_if = "Vec::is_empty")]
    pub singles: Vec<SingleContest>,
    /// Ballots on which the voters of one of these contests rank.
    #[serde(default, rename = "ranked", skip_serializing_if = "Vec::is_empty")]
    pub ranked: Vec<RankedContest>,
}

/// A party and its support.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartySupport {
    /// Its name.
    pub name: String,
    /// Its share of the list votes, 0 or more: where nothing varies it has this part of the sum of all parties' shares,
    /// which therefore need not be 1.
    pub share: f64,
    /// Its share by region, where known, in place of `share`.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, f64>,
    /// Its share by district, where known, in place of the region's. It does not stand where that is 0.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub districts: BTreeMap<String, f64>,
    /// 1 for the list that was registered first, 2 for the next …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_order: Option<u32>,
    /// What kind of list it has, where rules differ by that, such as `coalition` or `minority`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The parties with which its fortunes rise and fall, by the [swing](Swing)'s correlation; none for one by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bloc: Option<String>,
    /// What the swing's standard deviations are multiplied by for it, above 1 for a new party; 1 unless stated.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub volatility: f64,
    /// Whether it stands at all, where that depends on the electorate's [`bar`](Electorate::bar).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Prospect>,
}

/// A district and its voters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DistrictRoll {
    /// Its name.
    pub name: String,
    /// The region that it is a part of; a district without one has no regional swing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Voters on the roll; 0 is possible, and gives no votes.
    pub registered: u64,
    /// Its turnout, in place of the region's or the nation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnout: Option<f64>,
    /// Its seats, for rules that take them from the file of districts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// Its population, for rules that give seats by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<u64>,
    /// Its polling stations; by the [anomalies'](Anomalies) station size when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stations: Option<u32>,
}

impl PartySupport {
    /// A party with this share everywhere, and nothing special about it.
    #[must_use]
    pub fn new(name: impl Into<String>, share: f64) -> Self {
        Self {
            name: name.into(),
            share,
            regions: BTreeMap::new(),
            districts: BTreeMap::new(),
            registration_order: None,
            kind: None,
            bloc: None,
            volatility: 1.0,
            entry: None,
        }
    }
}

impl DistrictRoll {
    /// A district with so many voters on the roll, of no region.
    #[must_use]
    pub fn new(name: impl Into<String>, registered: u64) -> Self {
        Self { name: name.into(), registered, ..Self::default() }
    }
}

/// A table by parameter in which none stands twice.
fn parameters<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Parameter, String>, D::Error> {
    let names: BTreeMap<String, String> = unique_names(deserializer)?;
    let parameter =
        |name: String| Parameter::deserialize(IntoDeserializer::<D::Error>::into_deserializer(name));
    names.into_iter().map(|(name, sentence)| Ok((parameter(name)?, sentence))).collect()
}

fn one() -> f64 {
    1.0
}

fn is_one(value: &f64) -> bool {
    *value == 1.0
}

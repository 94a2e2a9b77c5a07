use serde::{Deserialize, Serialize};

/// A party that may or may not stand: its members, if everybody was asked, are drawn anew in each draw.
///
/// The number is log-normal. Members by region are the voters' numbers times e^(spread × z), scaled to the members of
/// all regions: a logistic-normal composition (Aitchison and Shen 1980).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prospect {
    /// Half of the draws have fewer members; above 0.
    pub median: f64,
    /// The standard deviation of the natural logarithm of the members; 0 or more.
    pub sd: f64,
    /// How unevenly members live: at 0 as voters do; at 1 a region has between 0.37 and 2.7 times its due in two cases of
    /// three. 0 unless stated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub spread: f64,
}

/// What parties that are [prospects](Prospect) need in order to stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The fewest members: the number of a registration law.
    pub members: u64,
    /// The fewest members in each region; 0 unless stated.
    #[serde(default, skip_serializing_if = "is_none")]
    pub in_each_region: u64,
    /// The share of the voters of a party that does not stand who stay at home; the others vote for the rest in
    /// proportion. 0 unless stated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub abstain: f64,
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

fn is_none(value: &u64) -> bool {
    *value == 0
}

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Rate;
use crate::unique_keys::unique_names;

/// A ballot between lists: the parties' support, in one piece or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListContest {
    /// The contest's name in the votes; `list` unless stated.
    #[serde(default = "list")]
    pub name: String,
    /// The pieces in which the votes are reported; the nation unless stated.
    #[serde(default)]
    pub by: ReportingLevel,
    /// Spoilt ballots, as a share of the ballots cast; none unless stated.
    #[serde(default, skip_serializing_if = "Rate::is_default")]
    pub invalid: Rate,
    /// Votes against all, as a share of the ballots that are not spoilt; none unless stated.
    #[serde(default, skip_serializing_if = "Rate::is_default")]
    pub against_all: Rate,
    /// Votes for lists that are not named one by one, as a share of those that are neither spoilt nor against all: they are in
    /// every base and never seated. None unless stated.
    #[serde(default, skip_serializing_if = "Rate::is_default")]
    pub others: Rate,
}

/// The pieces in which the votes of a list contest are reported. Votes are drawn by district all the same, and summed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportingLevel {
    /// One nationwide ballot.
    #[default]
    Nation,
    /// A ballot a region; a district without a region is one by itself.
    Region,
    /// A ballot a district.
    District,
}

/// A ballot between candidates, in each district.
///
/// A candidate's weight is the party's local list share × e^(split + strength + personal); an independent has a share
/// of their own. Weights are scaled to the district's votes: those whose party has no candidate there go to the others
/// in proportion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SingleContest {
    /// The contest's name in the votes; `single` unless stated.
    #[serde(default = "single")]
    pub name: String,
    /// Whose candidates stand; every party's unless stated.
    #[serde(default)]
    pub stand: Candidacy,
    /// Districts in which this ballot is not held: regions too small for a seat of their own. None unless stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
    /// How the candidates of a party differ from its list, by party: the natural logarithm of the factor. 0 unless
    /// stated. German Free Democrats lose a third of their list voters in the single-member vote (−0.4), Greens a
    /// seventh (−0.15); own fit of the elections of 1990-2021.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub split: BTreeMap<String, f64>,
    /// The standard deviation of a candidate's personal vote, on the natural logarithm. [`PERSONAL`] unless stated.
    #[serde(default = "personal")]
    pub personal: f64,
    /// How many voters of hopeless candidates desert them: M+1 candidates are viable for M seats (Cox, *Making Votes
    /// Count*, 1997), two for one seat; this share of everybody else's votes goes to those two, in proportion. Nobody
    /// deserts unless stated. Germany's single-member vote: a third of the Free Democrats' list voters, a seventh of
    /// the Greens'; in new democracies little (Moser and Scheiner 2009).
    #[serde(default, skip_serializing_if = "Rate::is_default")]
    pub desertion: Rate,
    /// Spoilt ballots, as a share of the ballots cast; none unless stated.
    #[serde(default, skip_serializing_if = "Rate::is_default")]
    pub invalid: Rate,
    /// Votes against all, as a share of the ballots that are not spoilt; none unless stated.
    #[serde(default, skip_serializing_if = "Rate::is_default")]
    pub against_all: Rate,
    /// Votes for candidates who are not named one by one, as a share of those that are neither spoilt nor against all: they are in
    /// every base and never seated. None unless stated.
    #[serde(default, skip_serializing_if = "Rate::is_default")]
    pub others: Rate,
    /// Independents without names of their own, the same number in each district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub independents: Option<Independents>,
    /// Candidates that are known one by one.
    #[serde(default, rename = "candidate", skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// The personal vote's standard deviation on the natural logarithm: the logit swing of German districts has a standard
/// deviation of 0.231 in the single-member vote and 0.165 in the list vote (1990-2021, own fit); √(0.231² − 0.165²).
pub const PERSONAL: f64 = 0.16;

/// Whose candidates stand in a [`SingleContest`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Candidacy {
    /// Each party that has support in a district has a candidate there: those that are listed, or else one without a
    /// name.
    #[default]
    Every,
    /// Listed candidates alone, and independents.
    Listed,
}

/// A candidate in one district.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Where they stand.
    pub district: String,
    /// Their party; none for an independent. Several candidates of a party have equal parts of its share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Their name; an independent has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An independent's weight, on the scale on which all parties of the district together have 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// What is known of their personal vote: the natural logarithm of the factor; 0 unless stated.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub strength: f64,
    /// The standard deviation of their personal vote, in place of the contest's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<f64>,
}

/// Independents that stand in each district.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Independents {
    /// How many in each district, at most 1,000.
    pub each: u32,
    /// The weight of each, the median, on the scale on which all parties of the district together have 1.
    pub share: f64,
    /// The standard deviation of their personal vote, on the natural logarithm: larger than that of parties'
    /// candidates.
    pub personal: f64,
}

/// How expected votes become whole ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoteRounding {
    /// Expected votes are rounded, without bias and with exact totals: voters in the thousands vary less by chance
    /// than opinion does. The default, and the faster one.
    #[default]
    Expected,
    /// Each voter decides by chance: ballots cast are binomial, votes multinomial.
    Multinomial,
}

impl Default for ListContest {
    fn default() -> Self {
        Self {
            name: list(),
            by: ReportingLevel::Nation,
            invalid: Rate::default(),
            against_all: Rate::default(),
            others: Rate::default(),
        }
    }
}

impl Default for SingleContest {
    fn default() -> Self {
        Self {
            name: single(),
            stand: Candidacy::Every,
            not_in: Vec::new(),
            split: BTreeMap::new(),
            personal: PERSONAL,
            desertion: Rate::default(),
            invalid: Rate::default(),
            against_all: Rate::default(),
            others: Rate::default(),
            independents: None,
            candidates: Vec::new(),
        }
    }
}

fn list() -> String {
    crate::votes::Contest::LIST.to_owned()
}

fn single() -> String {
    crate::votes::Contest::SINGLE.to_owned()
}

fn personal() -> f64 {
    PERSONAL
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

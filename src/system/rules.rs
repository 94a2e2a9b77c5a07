//! An electoral system as data: tiers and what happens in each.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Share, Threshold};
use crate::apportion::Method;
use crate::law::Citation;

/// The rules of an election: who sits, and by which votes.
///
/// Read one with [`from_toml`](Self::from_toml) or [`from_json`](Self::from_json), or build it here. What each
/// word means in a file is in the [rules reference](crate::rules_reference).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "super::rules_file::SystemFile", into = "super::rules_file::SystemFile")]
pub struct ElectoralSystem {
    /// What it is called.
    pub name: String,
    /// The day it came into force, where it is a law.
    pub since: Option<Date>,
    /// The act that it is taken from.
    pub source: Option<String>,
    /// How the tiers know of each other.
    pub linkage: Linkage,
    /// The tiers, in the order in which they are counted and shown.
    pub tiers: Vec<Tier>,
    /// Where each rule stands: by tier (`list`), by tier and rule (`list.threshold`), or `since` for the day.
    pub citations: BTreeMap<String, Citation>,
}

/// How the tiers of a mixed system know of each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Linkage {
    /// Not at all: each tier's seats are given as if there were no other.
    #[default]
    Parallel,
}

/// One group of seats that are filled by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its name: in records, in citations, and as a contest of a votes file.
    pub name: String,
    /// How many seats: in all when nationwide, otherwise in each district.
    pub seats: Seats,
    /// Whether the tier is one piece or districts.
    pub districts: Districts,
    /// The contest whose votes fill it, when it is not the tier's own name or the general one of its kind.
    pub contest: Option<String>,
    /// How the seats are filled.
    pub rule: TierRule,
}

/// A number of seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Seats {
    /// The same everywhere.
    Same(u32),
    /// By the name of the district.
    ByDistrict(BTreeMap<String, u32>),
}

/// Where a tier's seats are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Districts {
    /// All in one piece, on the votes of the whole country.
    #[default]
    Nationwide,
    /// In every district that the votes file has for this tier.
    Each,
    /// In this many districts, by law. A votes file may know fewer, never more.
    Number(u32),
}

/// How the seats of a tier are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierRule {
    /// Shared among lists.
    List(ListRule),
    /// One seat a district, for one candidate.
    Single(SingleRule),
    /// Filled by somebody else than the voters.
    Appointed(AppointedRule),
}

/// How seats are shared among lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRule {
    /// The method of apportionment.
    pub method: Method,
    /// What a list needs to take part.
    pub threshold: Option<Threshold>,
    /// What happens when no list reaches the threshold.
    pub no_list_passes: NoListPasses,
    /// What happens when one list alone reaches it.
    pub sole_qualifier: Option<SoleQualifier>,
    /// What decides between equal claims.
    pub ties: TieRule,
    /// What votes against all are.
    pub against_all: AgainstAll,
}

/// How the candidate for a single seat is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleRule {
    /// The majority that the winner needs; most votes are enough when there is none.
    pub majority: Option<Threshold>,
    /// What follows when nobody has that majority; without it the seat stays empty.
    pub run_off: Option<RunOff>,
    /// The turnout without which the election is void.
    pub turnout: Option<Threshold>,
    /// What decides between equal claims.
    pub ties: TieRule,
    /// What votes against all are.
    pub against_all: AgainstAll,
}

/// Seats that are not filled by voters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointedRule {
    /// Who fills them; their holders are shown under this name.
    pub by: String,
}

/// A second round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RunOff {
    /// The two with most votes stand again; more votes win.
    #[serde(rename = "top two")]
    TopTwo,
    /// The same, where more than two stood; with two or fewer the election is held again from its start, and
    /// until then the seat is empty.
    #[serde(rename = "top two of three or more")]
    TopTwoOfThreeOrMore,
}

/// What decides between equal claims. What it leaves undecided is reported as a tie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TieRule {
    /// Nothing: the tie is reported.
    #[default]
    #[serde(rename = "unresolved")]
    Unresolved,
    /// The list that was registered earlier. Votes must carry the `registration_order` of every tied list.
    #[serde(rename = "earlier registration")]
    EarlierRegistration,
    /// The list with more votes.
    #[serde(rename = "more votes")]
    MoreVotes,
    /// Lots, drawn from the seed that is given to the count; without a seed the tie is reported.
    #[serde(rename = "lots")]
    Lots,
    /// The voters, once more: the tie is reported.
    #[serde(rename = "repeat vote")]
    RepeatVote,
}

impl fmt::Display for TieRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unresolved => "unresolved",
            Self::EarlierRegistration => "earlier registration",
            Self::MoreVotes => "more votes",
            Self::Lots => "lots",
            Self::RepeatVote => "repeat vote",
        })
    }
}

/// What votes against all are under these rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AgainstAll {
    /// Votes that choose nobody: part of a base that names them, and of nothing else.
    #[default]
    #[serde(rename = "on the ballot")]
    OnTheBallot,
    /// Impossible: the ballot paper has no such line. Votes against all that a file has nevertheless, because it is
    /// of an election under other rules, are treated as what such ballots would be: invalid.
    #[serde(rename = "not on the ballot")]
    NotOnTheBallot,
    /// As on the ballot, and a single seat stays empty when they outnumber the votes of every candidate.
    #[serde(rename = "can void the election")]
    CanVoid,
}

/// What happens when no list reaches the threshold. Most laws say nothing, so this names the choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NoListPasses {
    /// The seats stay empty.
    #[default]
    #[serde(rename = "unfilled")]
    Unfilled,
    /// The threshold is waived: every list with votes takes part.
    #[serde(rename = "all lists")]
    AllLists,
}

/// The rule that a sole qualifier shares the house with the list that comes next.
///
/// The quota is that of Hare over the votes of these two lists. The second list gets the integer part of its
/// quotas times `factor`, but no fewer than `at_least` seats; the first list gets the rest. A list without a
/// single vote is not admitted: then the sole qualifier takes all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SoleQualifier {
    /// What the second list's quotas are multiplied by.
    pub factor: Share,
    /// The fewest seats of the second list.
    pub at_least: u32,
    /// What yields when the guarantee and the first list's whole quotas exceed the house.
    #[serde(default, skip_serializing_if = "is_default")]
    pub overshoot: Overshoot,
    /// What decides when several lists come second with equal votes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub second_place_tie: SecondPlaceTie,
}

/// What yields when the second list's guarantee and the first list's whole quotas exceed the house.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Overshoot {
    /// The first list: it gets what the guarantee leaves.
    #[default]
    #[serde(rename = "first list yields")]
    FirstListYields,
    /// The guarantee: the second list gets what the first list's whole quotas leave.
    #[serde(rename = "guarantee yields")]
    GuaranteeYields,
    /// The house: it grows by the seats in excess.
    #[serde(rename = "house grows")]
    HouseGrows,
}

impl fmt::Display for Overshoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FirstListYields => "first list yields",
            Self::GuaranteeYields => "guarantee yields",
            Self::HouseGrows => "house grows",
        })
    }
}

/// What decides when several lists could be admitted beside a sole qualifier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SecondPlaceTie {
    /// Nothing: the seats of the second list are reported as tied, all of them for one of these lists.
    #[default]
    #[serde(rename = "unresolved")]
    Unresolved,
    /// The tie rule of the tier.
    #[serde(rename = "tie rule")]
    TieRule,
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl ElectoralSystem {
    /// The citation of the day on which the rules came into force.
    pub(super) const SINCE: &'static str = "since";

    /// The tier of that name.
    #[must_use]
    pub fn tier(&self, name: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.name == name)
    }

    /// Where a rule of a tier stands: the citation of `tier.rule`, or of the tier as a whole.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    ///
    /// let law = kazakhstan::law_on(date(2023, 3, 19))?.value;
    /// let article = law.citation("list", "threshold").and_then(|cited| cited.article.as_deref());
    /// assert_eq!(article, Some("97-1(1) and 43(5)"));
    /// # Ok::<(), sailau::law::TimelineError>(())
    /// ```
    #[must_use]
    pub fn citation(&self, tier: &str, rule: &str) -> Option<&Citation> {
        self.citations.get(&format!("{tier}.{rule}")).or_else(|| self.citations.get(tier))
    }
}
